import { randomUUID } from "node:crypto";
import { rename, rm, stat, writeFile } from "node:fs/promises";

/** Writes a file so that it is there whole or not at all, whatever interrupts. */
export async function writeWhole(path: string, content: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}.part`;
  try {
    await writeFile(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** True when there is a file of that path. */
export async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() === true;
}
