/** The declarations that cells are checked against. */
export interface TypeFiles {
  /**
   * The texts by path: few long ones, since TypeScript spends time on each file with every change of a cell. Modules that
   * are imported by their names are declared in them by `declare module "…"`.
   */
  readonly files: Readonly<Record<string, string>>;
  /** The documentation comments, which the texts are without. It is called when the first one is to be shown. */
  readonly comments: () => DocComments;
  /** The names that `lectern` exports, types included: they are in scope in checks. */
  readonly libraryNames: readonly string[];
}

/** Comments by the path of their file, and by the offset of the code that follows each. */
export type DocComments = Readonly<Record<string, Readonly<Record<number, string>>>>;

export const LIBRARY_FOLDER = "/lib";

/** Most of what is there in every cell: the language, and what a worker has. All of it is in the folder. */
export const LIBRARY = "lib.cells.d.ts";

/** The file with all modules of TensorFlow.js, and the one with those of `lectern`. */
export const TENSORFLOW_FILE = "/tensorflow.d.ts";
export const LECTERN_FILE = "/lectern.d.ts";

/** Declares the types of the page that TensorFlow.js names, and that a worker does not have. */
export const GLOBALS_FILE = "/globals.d.ts";
