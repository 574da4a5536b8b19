import { resolve } from "node:path";
import { packageRoot } from "../package-root.ts";

/** What the course's code imports from Lectern, and the files that this is. */
export const COURSE_ENTRIES: ReadonlyMap<string, string> = new Map([
  ["lectern/figures", resolve(packageRoot, "src/figures/course/index.ts")],
  ["lectern/datasets", resolve(packageRoot, "src/datasets/course/index.ts")],
]);

/** Packages of which there is one copy in a page, Lectern's: signals and contexts of another would not be seen. */
export const SHARED_PACKAGE = /^(?:preact|@preact\/signals|valibot)(?:\/|$)/;

/** A file of Lectern's, from which its own packages are found. */
export const LECTERN_FILE = resolve(packageRoot, "src/main.ts");

/** The file of a module, without what Vite adds to its id. */
export function fileOf(id: string): string {
  return id.replace(/\?.*$/s, "");
}
