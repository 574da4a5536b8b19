/** The file with the modules that a lesson brings, beside its page. */
export const MODULES_FILE = "lectern-modules.js";

/** The file with the declarations of these modules, for the editor. */
export const MODULE_TYPES_FILE = "lectern-modules-types.json";

/** Whether a file was made from the lesson's modules, instead of lying beside it. */
export function isMade(path: string): boolean {
  return path === MODULES_FILE || path === MODULE_TYPES_FILE;
}

/** The modules that every cell can import. */
export const SHARED_MODULES = ["@tensorflow/tfjs", "lectern"] as const;

/** Whether a module is one of the lesson's own, beside it: `./lib/plots`. */
export function isHelper(specifier: string): boolean {
  return specifier.startsWith("./") || specifier.startsWith("../");
}
