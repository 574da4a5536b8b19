import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { packageRoot } from "../files/package-root.ts";

/**
 * A digest of some of Lectern's source and of the versions of all packages, required and installed: the key under
 * which what is made of them is cached.
 * @param folders in `src`.
 * @param root the folder of Lectern.
 */
export async function sourceVersion(folders: readonly string[], root = packageRoot): Promise<string> {
  const source = join(root, "src");
  const names = await Promise.all(folders.map((folder) => filesIn(source, folder)));
  const files = names
    .flat()
    .toSorted()
    .map((name) => join(source, name));
  files.push(join(root, "package.json"), ...installedPackages(root));
  const texts = await Promise.all(files.map((file) => readFile(file)));
  const hash = createHash("sha256");
  for (const [index, text] of texts.entries())
    hash.update(`${relative(root, files[index] ?? "")} ${text.length}\n`).update(text);
  return hash.digest("hex").slice(0, 16);
}

/** The file in which npm records what it installed: the package's own, or the course's. Others write none. */
function installedPackages(root: string): string[] {
  const folders = [join(root, "node_modules"), dirname(root)];
  const files = folders.map((folder) => join(folder, ".package-lock.json"));
  return files.filter((file) => existsSync(file)).slice(0, 1);
}

async function filesIn(source: string, folder: string): Promise<readonly string[]> {
  const names = await readdir(join(source, folder), { recursive: true });
  return names.filter((name) => /\.tsx?$/.test(name)).map((name) => join(folder, name));
}
