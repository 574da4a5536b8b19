import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { viteBase } from "./vite-base.ts";

/** A text that takes seconds to make, and is kept in a file for each version of what it is made of. */
export interface CachedText {
  /** How the names of its files begin, such as `types-`. */
  readonly family: string;
  /** How they end, such as `.txt`. */
  readonly extension: string;
  version(): string | Promise<string>;
  make(): string | Promise<string>;
}

/**
 * The text as it was kept or, if it was not or the file is damaged, as it is made now, which is then kept if possible in
 * place of other versions.
 */
export async function cachedText(
  { family, extension, version, make }: CachedText,
  folder = join(viteBase.cacheDir, "lectern"),
): Promise<string> {
  const current = await version();
  const path = join(folder, `${family}${current}${extension}`);
  const found = await readFile(path, "utf8").then(withoutDigest, () => null);
  if (found !== null) return found;
  const text = await make();
  // What was saved meanwhile may be in it.
  if ((await version()) !== current) return text;
  // Without space or permission it is made again the next time.
  await store(path, `${digestOf(text)}\n${text}`)
    .then(() => removeOthers(path, family))
    .catch(() => {});
  return text;
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
