import { readdir } from "node:fs/promises";
import { resolve } from "node:path";

/** The folder of lessons: `LESSONS_DIR`, relative to the working directory, or `lessons`. */
export function lessonsDirectory(): string {
  return resolve(process.env["LESSONS_DIR"] ?? "lessons");
}

/**
 * The lessons' files in the folder, sorted by name; a README is not a lesson.
 * @throws Error that names the folder, when it cannot be read.
 */
export async function lessonFiles(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The folder of lessons ${directory} cannot be read (${reason}). LESSONS_DIR names another.`,
    );
  });
  return names
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .sort()
    .map((name) => resolve(directory, name));
}
