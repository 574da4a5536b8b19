/** The declarations that cells are checked against. */
export interface TypeFiles {
  /** The texts by path. Those of the standard library are in `LIBRARY_FOLDER`. */
  readonly files: Readonly<Record<string, string>>;
  /** The file of each module that is imported by its name. */
  readonly modules: Readonly<Record<string, string>>;
  /** The names that `lectern` exports, types included: they are in scope in checks. */
  readonly libraryNames: readonly string[];
}

export const LIBRARY_FOLDER = "/lib";

/** What is there in every cell: the language, and what a worker has. */
export const LIBRARIES = ["lib.esnext.d.ts", "lib.webworker.d.ts"];

/** Declares the types of the page that TensorFlow.js names, and that a worker does not have. */
export const GLOBALS_FILE = "/globals.d.ts";

/** The path of the file that a module's name means, imported from `from`; null if there is none. */
export function resolveModule(name: string, from: string, { files, modules }: TypeFiles): string | null {
  const has = (path: string): boolean => Object.hasOwn(files, path);
  if (!name.startsWith(".")) {
    if (Object.hasOwn(modules, name)) return modules[name] ?? null;
    const path = `/node_modules/${name}.d.ts`;
    return has(path) ? path : null;
  }
  const base = joinPath(from.slice(0, from.lastIndexOf("/")), name.replace(/\.(?:js|ts)$/, ""));
  return [`${base}.d.ts`, `${base}/index.d.ts`].find(has) ?? null;
}

/** The path that `relative` means in `folder`. */
export function joinPath(folder: string, relative: string): string {
  const parts = folder.split("/");
  for (const part of relative.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}
