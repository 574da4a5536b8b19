import { randomUUID } from "node:crypto";
import { access, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CommandError } from "../../build/files/command-error.ts";
import type { SiteFile } from "../../build/site/lessons-plugins.ts";
import { errorMessage } from "../../protocol/error-message.ts";

export interface WrittenFolder {
  readonly files: number;
  readonly bytes: number;
  /** The earlier folder under another name, if it could not be deleted. */
  readonly remaining: string | null;
}

/** The history of a folder that is published from a branch of its own, which Vite keeps in built sites, too. */
const KEPT = ".git";

/**
 * Writes a folder completely or, if interrupted, leaves what is there.
 * @throws {CommandError} if it cannot be written, or a file of `contents` cannot be read.
 */
export async function replaceFolder(
  folder: string,
  contents: AsyncIterable<SiteFile>,
  deleteFolder: (path: string) => Promise<void> = (path) => rm(path, { recursive: true, force: true }),
): Promise<WrittenFolder> {
  const temporary = `${folder}.${randomUUID()}.part`;
  try {
    const written = await writeFiles(temporary, contents, (error) => failed(folder, error));
    const remaining = await takePlace(temporary, folder, deleteFolder).catch((error) =>
      failed(folder, error),
    );
    return { ...written, remaining };
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => {});
    if (!isOfFiles(error)) throw error;
    throw new CommandError(
      `A file for ${folder} cannot be read (${errorMessage(error)}). What was there is unchanged.`,
    );
  }
}

function failed(folder: string, error: unknown): never {
  if (!isOfFiles(error)) throw error;
  throw new CommandError(
    `${folder} cannot be written (${errorMessage(error)}). What was there is unchanged. Make room or give yourself permission, or name another folder.`,
  );
}

/** @param fail of what cannot be written, and not of a file that cannot be read for it. */
async function writeFiles(
  folder: string,
  contents: AsyncIterable<SiteFile>,
  fail: (error: unknown) => never,
): Promise<Pick<WrittenFolder, "files" | "bytes">> {
  let files = 0;
  let bytes = 0;
  for await (const { fileName, source } of contents) {
    const path = join(folder, fileName);
    await mkdir(dirname(path), { recursive: true }).catch(fail);
    await writeFile(path, source).catch(fail);
    files += 1;
    bytes += Buffer.byteLength(source);
  }
  return { files, bytes };
}

/** The earlier folder is deleted last: until then it can be put back. Returns its path if it cannot be deleted. */
async function takePlace(
  temporary: string,
  folder: string,
  deleteFolder: (path: string) => Promise<void>,
): Promise<string | null> {
  if (!(await exists(folder))) {
    await rename(temporary, folder);
    return null;
  }
  const earlier = `${folder}.${randomUUID()}.old`;
  await rename(folder, earlier);
  try {
    await rename(temporary, folder);
    if (await exists(join(earlier, KEPT))) await rename(join(earlier, KEPT), join(folder, KEPT));
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    await rename(earlier, folder);
    throw error;
  }
  return deleteFolder(earlier).then(
    () => null,
    () => earlier,
  );
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** An error of the file system, such as a full disk, and not a mistake in Lectern. */
function isOfFiles(error: unknown): boolean {
  return error instanceof Error && "code" in error && "syscall" in error;
}
