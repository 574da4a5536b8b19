import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Lesson } from "../../lesson/lesson.ts";
import { findAsset } from "../files/lesson-asset.ts";
import { madeFiles } from "../modules/lesson-modules.ts";
import { gzip } from "./gzip.ts";

/** The files of a lesson that its cells read, for an exported page. */
export interface PackedFiles {
  /** Their names in the pack, by path. */
  readonly names: Readonly<Record<string, string>>;
  /** Their gzipped contents, by these names. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
}

/**
 * Reads the files of a lesson. They are named by their digests, so that lessons share equal files and no path gets into
 * the page's HTML.
 * @param folder the folder of the lesson.
 */
export async function packFiles(
  lesson: Pick<Lesson, "files" | "modulesCode" | "moduleTypes">,
  folder: string,
): Promise<PackedFiles> {
  const names: [string, string][] = [];
  const contents = new Map<string, Uint8Array>();
  const made = madeFiles(lesson);
  for (const { path } of lesson.files) {
    const text = made.get(path);
    const content = text === undefined ? await read(folder, path) : Buffer.from(text);
    if (content === null) continue;
    const name = `files/${createHash("sha256").update(content).digest("hex").slice(0, 32)}.gz`;
    names.push([path, name]);
    contents.set(name, gzip(content));
  }
  return { names: Object.fromEntries(names), contents };
}

async function read(folder: string, path: string): Promise<Buffer | null> {
  const asset = findAsset(folder, path);
  return asset.type === "file" ? readFile(asset.path) : null;
}
