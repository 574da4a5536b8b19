import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { CommandError } from "../../build/files/command-error.ts";
import { errorMessage } from "../../protocol/error-message.ts";
import { writeAtomically } from "../write-file.ts";

/** A path that the user named, from the folder in which the command was given: npm itself changes to that of the project. */
export function outputPath(named: string): string {
  return resolve(process.env["INIT_CWD"] ?? process.cwd(), named);
}

/**
 * Called before work that takes long, such as running all cells.
 * @throws {CommandError} if the file's folder cannot be written to.
 */
export async function requireFolder(file: string): Promise<void> {
  try {
    await access(dirname(file), constants.W_OK);
  } catch (error) {
    throw unwritable(file, error);
  }
}

/** @throws {CommandError} if it cannot be written. */
export async function writeOutput(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeAtomically(file, bytes);
  } catch (error) {
    throw unwritable(file, error);
  }
}

function unwritable(file: string, error: unknown): CommandError {
  const remedy = "Name a file in a folder that exists and has room: --output <file>.";
  return new CommandError(`${file} cannot be written (${errorMessage(error)}). ${remedy}`);
}
