import { readdir } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { CommandFault } from "./command-fault.ts";

/** The folder of lessons: `LESSONS_DIR`, relative to the working directory, or `lessons`. */
export function lessonsDirectory(): string {
  // An empty variable is one that was not set: it must not name the working directory.
  return resolve(process.env["LESSONS_DIR"] || "lessons");
}

/**
 * The lessons' files in the folder, sorted by name; a README is not a lesson.
 * @throws {CommandFault} that names the folder, when it cannot be read.
 */
export async function lessonFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
    throw new CommandFault(
      `The folder of lessons ${directory} cannot be read (${reason(error)}). LESSONS_DIR names another.`,
    );
  });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ name }) => resolve(directory, name))
    .filter((file) => isLessonOf(directory, file))
    .sort();
}

/** True when a file of that path would be a lesson of the folder: those in folders further down are not. */
export function isLessonOf(directory: string, file: string): boolean {
  const name = basename(file);
  return dirname(resolve(file)) === resolve(directory) && name.endsWith(".md") && name !== "README.md";
}

/** The lesson's name in addresses: that of its file without `.md`. */
export function slugOf(file: string): string {
  return basename(file, ".md");
}

/** What to tell an instructor whose folder has no lesson in it. */
export function noLessons(directory: string): string {
  return `There are no lessons (files that end in .md) in ${directory}. LESSONS_DIR names another folder.`;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
