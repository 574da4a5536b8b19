import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * The text of a file or, if it cannot be read, what `make` makes, which is then kept there if possible.
 * @param family how the names of its other versions begin, which are removed then.
 */
export async function cachedText(
  path: string,
  make: () => string | Promise<string>,
  family: string | null = null,
): Promise<string> {
  const found = await readFile(path, "utf8").catch(() => null);
  if (found !== null) return found;
  const text = await make();
  // Without space or permission it is made again the next time.
  await store(path, text)
    .then(() => removeOthers(path, family))
    .catch(() => {});
  return text;
}

async function removeOthers(path: string, family: string | null): Promise<void> {
  if (family === null) return;
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
