import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { viteBase } from "../loading/vite-base.ts";

/** A text that takes seconds to make, and is kept in a file for each version of what it is made of. */
export interface CachedText {
  /** How the names of its files begin, such as `types-`. */
  readonly family: string;
  /** How they end, such as `.txt`. */
  readonly extension: string;
  version(): string | Promise<string>;
  make(): string | Promise<string>;
}

const FOLDER = join(viteBase.cacheDir, "lectern");

/** Whether the text is cached (its file may still be damaged). */
export async function isCached(text: CachedText, folder = FOLDER): Promise<boolean> {
  return existsSync(await pathOf(text, folder));
}

/**
 * The cached text. If there is none, or its file is damaged, the text is made now and, if possible, cached in place
 * of other versions.
 */
export async function cachedText(cached: CachedText, folder = FOLDER): Promise<string> {
  const path = await pathOf(cached, folder);
  const found = await readFile(path, "utf8").then(withoutDigest, () => null);
  if (found !== null) return found;
  const text = await cached.make();
  // What was saved meanwhile may be in it.
  if ((await pathOf(cached, folder)) !== path) return text;
  // Without space or permission it is made again the next time.
  await store(path, `${digestOf(text)}\n${text}`)
    .then(() => removeOthers(path, cached.family))
    .catch(() => {});
  return text;
}

async function pathOf({ family, extension, version }: CachedText, folder: string): Promise<string> {
  return join(folder, `${family}${await version()}${extension}`);
}

/** @returns null if it is not what was stored, such as a part of it. */
function withoutDigest(stored: string): string | null {
  const end = stored.indexOf("\n");
  const text = stored.slice(end + 1);
  return stored.slice(0, end) === digestOf(text) ? text : null;
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

async function removeOthers(path: string, family: string): Promise<void> {
  for (const name of await readdir(dirname(path)))
    if (name.startsWith(family) && name !== basename(path)) await rm(join(dirname(path), name));
}

/** Written beside and renamed, since builds may run at the same time. */
async function store(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const part = `${path}.${randomUUID()}`;
  try {
    await writeFile(part, text);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
