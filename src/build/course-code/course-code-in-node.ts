import type { Plugin } from "vite";
import { isCourseCode } from "./course-folders.ts";
import { COURSE_ENTRIES, fileOf, SHARED_PACKAGE } from "./course-imports.ts";

/** An import in a module that Vite has transformed. */
const IMPORT = /(\bfrom\s*|\bimport\s*)"((?:@preact\/|preact\b|valibot\b|lectern\/)[\w/-]*)"/g;

/** Modules that export what a package of Lectern's does. */
const SHARED = "/@lectern/shared/";

/**
 * Lets Node load the course's code. Packages are left to Node, which would look for them in the course: what is Lectern's
 * is imported through modules that are not in the course.
 */
export function courseCodeInNode(): Plugin {
  return {
    name: "lectern:course-code-in-node",
    applyToEnvironment: ({ config }) => config.consumer === "server",
    resolveId: (id) => (id.startsWith(SHARED) ? `\0${id}` : null),
    load: (id) =>
      id.startsWith(`\0${SHARED}`) ? `export * from ${JSON.stringify(id.slice(SHARED.length + 1))};` : null,
    transform(code, id) {
      if (!isCourseCode(fileOf(id))) return null;
      const resolved = code.replace(IMPORT, (whole, before: string, name: string) => {
        const file = SHARED_PACKAGE.test(name) ? `${SHARED}${name}` : COURSE_ENTRIES.get(name);
        return file === undefined ? whole : `${before}${JSON.stringify(file)}`;
      });
      return { code: resolved, map: null };
    },
  };
}
