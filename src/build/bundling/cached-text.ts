import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** The text of a file or, if it cannot be read, what `make` makes, which is then kept there if possible. */
export async function cachedText(path: string, make: () => Promise<string>): Promise<string> {
  const found = await readFile(path, "utf8").catch(() => null);
  if (found !== null) return found;
  const text = await make();
  // Without space or permission it is made again the next time.
  await store(path, text).catch(() => {});
  return text;
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
