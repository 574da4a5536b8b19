import { cp, readdir } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { SAMPLES_FILE } from "../../datasets/samples.ts";
import type { Lesson } from "../../lesson/lesson.ts";
import { isStrayLink } from "../files/lesson-asset.ts";

/** The public files of the course, with its datasets; in the repository those of Lectern. */
export function coursePublic(): string {
  return resolve("public");
}

/**
 * Copies the files of the public folder into the site: of a dataset, only what the lessons use.
 * @returns the paths of symbolic links that lead out of the folder, or to a folder around them: these are left out.
 */
export async function copyPublicFiles(
  from: string,
  to: string,
  lessons: readonly Lesson[],
): Promise<readonly string[]> {
  const isUsed = usedBy(lessons);
  const outside: string[] = [];
  const filter = (path: string) => {
    const name = relative(from, path);
    if (!isUsed(name.split(sep))) return false;
    const isStray = isStrayLink(path, from);
    if (isStray) outside.push(name);
    return !isStray;
  };
  await cp(from, resolve(to), { recursive: true, dereference: true, filter });
  return outside;
}

/**
 * The files under `data/` that a site of these lessons has, as their paths in `data/`, so that its pages ask for no others.
 * @param folders the public folders that it consists of.
 */
export async function siteData(
  folders: readonly string[],
  lessons: readonly Lesson[],
): Promise<readonly string[]> {
  const isUsed = usedBy(lessons);
  return (await publicData(folders)).filter((path) => isUsed(["data", ...path.split("/")]));
}

/** All files under `data/` of the public folders, as their paths in `data/`. */
export async function publicData(folders: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    folders.map(async (folder) =>
      (await filesIn(join(folder, "data"))).filter(
        (path) => !isStrayLink(join(folder, "data", path), folder),
      ),
    ),
  );
  return [...new Set(found.flat())].map((path) => path.split(sep).join("/")).toSorted();
}

/** Their paths from the folder; none if there is no such folder. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  // Files can be links.
  const files = entries.filter((entry) => !entry.isDirectory());
  return files.map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
}

/** Whether a public file, by the parts of its path, belongs to a site of the lessons. */
function usedBy(lessons: readonly Lesson[]): (parts: readonly string[]) => boolean {
  const used = new Set<string>(lessons.flatMap(({ datasets }) => datasets));
  return ([folder, dataset, file]) => {
    if (folder !== "data" || dataset === undefined || used.has(dataset)) return true;
    // Figures show these before any dataset is loaded.
    return file === undefined || file === SAMPLES_FILE;
  };
}
