import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { DocComments, TypeFiles } from "../../language/type-files.ts";
import { cachedText } from "../bundling/cached-text.ts";
import { viteBase } from "../bundling/vite-base.ts";
import { packageRoot } from "../package-root.ts";
import { collectTypeFiles } from "./type-files.ts";

const FAMILY = "types-";

/**
 * The declarations as `collectTypeFiles` collects them, which takes seconds: they are kept in a file for each version of
 * what they are made of.
 */
export async function cachedTypeFiles(): Promise<TypeFiles> {
  const path = join(viteBase.cacheDir, `lectern/${FAMILY}${await versionOfTypes()}.txt`);
  const text = await cachedText(path, () => writeTypeFiles(collectTypeFiles()), FAMILY);
  try {
    return readTypeFiles(text);
  } catch {
    // Someone has damaged the file.
    return collectTypeFiles();
  }
}

/** A line with the declarations and one with the comments, which are read when they are needed. */
export function writeTypeFiles({ comments, ...types }: TypeFiles): string {
  return `${JSON.stringify(types)}\n${JSON.stringify(comments())}`;
}

/** @throws {SyntaxError} if it is not what `writeTypeFiles` wrote. */
export function readTypeFiles(text: string): TypeFiles {
  const end = text.indexOf("\n");
  const types: Omit<TypeFiles, "comments"> = JSON.parse(text.slice(0, end));
  let found: DocComments | null = null;
  return {
    ...types,
    comments() {
      found ??= JSON.parse(text.slice(end + 1)) as DocComments;
      return found;
    },
  };
}

/** The folders with the types of `lectern`, and with the code that collects and writes them. */
const SOURCES = ["build/types", "cell", "datasets", "language", "protocol", "runtime"];

/** A digest of all that the declarations are made of. TensorFlow.js depends on exact versions of its parts. */
async function versionOfTypes(): Promise<string> {
  const require = createRequire(import.meta.url);
  const hash = createHash("sha256");
  for (const name of ["typescript", "@tensorflow/tfjs"])
    hash.update((require(`${name}/package.json`) as { readonly version: string }).version);
  const folder = join(packageRoot, "src");
  const names = await Promise.all(
    SOURCES.map(async (source) =>
      (await readdir(join(folder, source), { recursive: true })).map((name) => join(source, name)),
    ),
  );
  const files = names.flat().filter((name) => name.endsWith(".ts"));
  const texts = await Promise.all(files.toSorted().map((name) => readFile(join(folder, name))));
  for (const text of texts) hash.update(text);
  return hash.digest("hex").slice(0, 16);
}
