import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { packageRoot } from "../package-root.ts";

/**
 * A digest of some of Lectern's source and of the versions of all packages, by which what is made of them is kept.
 * @param folders in `src`.
 */
export async function sourceVersion(folders: readonly string[]): Promise<string> {
  const source = join(packageRoot, "src");
  const names = await Promise.all(folders.map((folder) => filesIn(source, folder)));
  const files = names
    .flat()
    .toSorted()
    .map((name) => join(source, name));
  files.push(join(packageRoot, "package.json"));
  const texts = await Promise.all(files.map((file) => readFile(file)));
  const hash = createHash("sha256");
  for (const [index, text] of texts.entries())
    hash.update(`${relative(packageRoot, files[index] ?? "")} ${text.length}\n`).update(text);
  return hash.digest("hex").slice(0, 16);
}

async function filesIn(source: string, folder: string): Promise<readonly string[]> {
  const names = await readdir(join(source, folder), { recursive: true });
  return names.filter((name) => /\.tsx?$/.test(name)).map((name) => join(folder, name));
}
