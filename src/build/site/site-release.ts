import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { SAMPLES_FILE } from "../../datasets/samples.ts";
import { type Release, type SiteFile, WORKER_FILE } from "../../protocol/offline.ts";

/** The release of a site that is not kept in browsers. */
export const NO_RELEASE: Release = { version: "none", files: [] };

/** All files of a built site that a page may need, except the datasets, which are kept when a reader uses them. */
export async function readRelease(folder: string): Promise<Release> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join("/"))
    .filter(isKept)
    .toSorted();
  const files: SiteFile[] = [];
  // One after the other: together they may be larger than the memory.
  for (const path of paths) files.push(await readSiteFile(folder, path));
  return { version: digest(JSON.stringify(files)).slice(0, 16), files };
}

function isKept(path: string): boolean {
  if (path.startsWith("data/")) return path.endsWith(`/${SAMPLES_FILE}`);
  return path !== WORKER_FILE;
}

async function readSiteFile(folder: string, path: string): Promise<SiteFile> {
  const content = await readFile(join(folder, path));
  return { path: addressOf(path), bytes: content.length, sha256: digest(content) };
}

/** A page by its folder: some hosts redirect other addresses of it. */
function addressOf(path: string): string {
  return path
    .replace(/(^|\/)index\.html$/, "$1")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
}

function digest(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
