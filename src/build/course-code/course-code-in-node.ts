import type { Plugin } from "vite";
import { isCourseCode } from "../files/course-folders.ts";
import { COURSE_ENTRIES, fileOf, SHARED, SHARED_PACKAGE } from "./course-imports.ts";

/**
 * Lets Node load the course's code. Packages are left to Node, which would look for them in the course: what is Lectern's
 * is imported through modules that are not in the course.
 */
export function courseCodeInNode(): Plugin {
  return {
    name: "lectern:course-code-in-node",
    applyToEnvironment: ({ config }) => config.consumer === "server",
    resolveId: (id) => (id.startsWith(SHARED) ? `\0${id}` : null),
    load: (id) => (id.startsWith(`\0${SHARED}`) ? reExport(id.slice(SHARED.length + 1)) : null),
    transform: async (code, id) =>
      isCourseCode(fileOf(id)) ? { code: await withLecternsOwn(fileOf(id), code), map: null } : null,
  };
}

/** A module that exports what a package of Lectern's does, which is found from here. */
async function reExport(name: string): Promise<string> {
  const from = JSON.stringify(name);
  // `export *` leaves out the default export. A package that cannot be loaded fails where it is imported.
  const exports: object = await import(/* @vite-ignore */ name).catch(() => ({}));
  const other = "default" in exports ? `export { default } from ${from};` : "";
  return `export * from ${from};${other}`;
}

/** An import's specifier in a module, with its quotes. */
interface Specifier {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

/** A module of the course, as far as Vite has transformed it, that imports Lectern's packages from Lectern. */
async function withLecternsOwn(file: string, code: string): Promise<string> {
  const found = await specifiersIn(file, code);
  let resolved = code;
  // From last to first, so that positions stay right.
  for (const { start, end, name } of found.toSorted((a, b) => b.start - a.start)) {
    const target = SHARED_PACKAGE.test(name) ? `${SHARED}${name}` : COURSE_ENTRIES.get(name);
    if (target !== undefined)
      resolved = `${resolved.slice(0, start)}${JSON.stringify(target)}${resolved.slice(end)}`;
  }
  return resolved;
}

/** All imports and exports of other modules. Files that cannot be parsed, such as JSON, have none. */
async function specifiersIn(file: string, code: string): Promise<readonly Specifier[]> {
  const { parseSync } = await import("vite");
  const { module, errors } = parseSync(file, code, { lang: "jsx", sourceType: "module" });
  if (errors.length > 0) return [];
  const imported = module.staticImports.map(({ moduleRequest }) => specifier(moduleRequest, code));
  const exported = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest }) => (moduleRequest === null ? [] : [specifier(moduleRequest, code)])),
  );
  const dynamic = module.dynamicImports.map(({ moduleRequest }) => specifier(moduleRequest, code));
  // `export { a, b } from "…"` has an entry for each name.
  return [...new Map([...imported, ...exported, ...dynamic].map((each) => [each.start, each])).values()];
}

/** The specifier of a dynamic import can be any expression; then it has no name. */
function specifier({ start, end }: Pick<Specifier, "start" | "end">, code: string): Specifier {
  const [, , name = ""] = /^(["'`])([^"'`$\\]*)\1$/.exec(code.slice(start, end)) ?? [];
  return { start, end, name };
}
