import { readdir } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { errorMessage } from "../protocol/error-message.ts";
import { CommandError } from "./command-error.ts";

/** The folder of lessons: `LESSONS_DIR`, relative to the working directory, or `lessons`. */
export function lessonsDirectory(): string {
  // An empty variable counts as unset: it must not name the working directory.
  return resolve(process.env["LESSONS_DIR"] || "lessons");
}

/**
 * The lessons' files in the folder, sorted by name; a README is not a lesson.
 * @throws {CommandError} naming the folder, if it cannot be read.
 */
export async function lessonFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
    throw new CommandError(
      `The folder of lessons ${directory} cannot be read (${errorMessage(error)}). Set LESSONS_DIR to another one.`,
    );
  });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ name }) => resolve(directory, name))
    .filter((file) => isLessonOf(directory, file))
    .sort();
}

/** Whether a file at that path is a lesson of the folder; files in subfolders are not. */
export function isLessonOf(directory: string, file: string): boolean {
  const name = basename(file);
  return dirname(resolve(file)) === resolve(directory) && name.endsWith(".md") && name !== "README.md";
}

/** The lesson's name in addresses: its file name without `.md`. */
export function slugOf(file: string): string {
  return basename(file, ".md");
}

/** The message for an instructor whose folder has no lessons. */
export function noLessons(directory: string): string {
  return `There are no lessons (files that end in .md) in ${directory}. Set LESSONS_DIR to another folder.`;
}
