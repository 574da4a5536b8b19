import { cp } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import { SAMPLES_FILE } from "../datasets/samples.ts";
import type { Lesson } from "../lesson/lesson.ts";

/** The public files of the course, with its datasets; in the repository those of Lectern. */
export function coursePublic(): string {
  return resolve("public");
}

/** Copies the files of the public folder into the site: of a dataset, only what the lessons use. */
export async function copyPublicFiles(from: string, to: string, lessons: readonly Lesson[]): Promise<void> {
  const used = new Set<string>(lessons.flatMap(({ datasets }) => datasets));
  const isUsed = (path: string): boolean => {
    const [folder, dataset, file] = relative(from, path).split(sep);
    if (folder !== "data" || dataset === undefined || used.has(dataset)) return true;
    // Figures show these before any dataset is loaded.
    return file === undefined || file === SAMPLES_FILE;
  };
  await cp(from, resolve(to), { recursive: true, dereference: true, filter: isUsed });
}
