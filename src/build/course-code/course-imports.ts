import { isAbsolute, resolve, sep } from "node:path";
import { packageRoot } from "../files/package-root.ts";

/** A path as in the ids of modules. */
export function normalizePath(path: string): string {
  return path.split(sep).join("/");
}

/** The files that list the course's code. They are empty in the package; see there. */
export const FIGURE_LIST = normalizePath(resolve(packageRoot, "src/figures/course/course-figures.ts"));
export const DATASET_LIST = normalizePath(resolve(packageRoot, "src/datasets/course/course-datasets.ts"));
export const CODE_LISTS: readonly string[] = [FIGURE_LIST, DATASET_LIST];

/** What the course's code imports from Lectern, and the files that this is. */
export const COURSE_ENTRIES: ReadonlyMap<string, string> = new Map([
  ["lectern/figures", resolve(packageRoot, "src/figures/course/index.ts")],
  ["lectern/datasets", resolve(packageRoot, "src/datasets/course/index.ts")],
]);

/** Packages that a page has only once, Lectern's copy: signals and contexts of a second copy would not be seen. */
export const SHARED_PACKAGE = /^(?:preact|@preact\/signals|valibot)(?:\/|$)/;

/** Modules that export what a package of Lectern's does, for Node. */
export const SHARED = "/@lectern/shared/";

/** The name by which the course's code imports what Node loads under another. */
export function writtenAs(specifier: string): string {
  const [entry] = [...COURSE_ENTRIES].find(([, file]) => file === specifier) ?? [];
  return entry ?? (specifier.startsWith(SHARED) ? specifier.slice(SHARED.length) : specifier);
}

/** A file of Lectern's, from which its own packages are found. */
export const LECTERN_FILE = resolve(packageRoot, "src/main.ts");

const OWN = normalizePath(resolve(packageRoot, "src"));

/** Whether a file that was loaded is the course's code, or something that this imports from elsewhere in the course. */
export function isOfCourse(file: string): boolean {
  return isAbsolute(file) && !file.startsWith(`${OWN}/`) && !file.includes("/node_modules/");
}

/** The file of a module, without what Vite adds to its id. */
export function fileOf(id: string): string {
  return id.replace(/\?.*$/s, "");
}
