import type * as v from "valibot";
import type { OtherLesson } from "./other-lesson.ts";

/** What a lesson can refer to by name, outside itself. */
export interface KnownThings {
  /** The figures by name, each with the schema of its attributes (an object schema of valibot). */
  readonly figures: ReadonlyMap<string, AttributeSchema>;
  readonly datasets: readonly string[];
  /** The course's own figures and datasets that have a problem: where it is, as `file:line:column`, by name. */
  readonly unusable?: {
    readonly figures: ReadonlyMap<string, string>;
    readonly datasets: ReadonlyMap<string, string>;
  };
  /** The modules that cells can import, with the names that they export. */
  readonly modules: ReadonlyMap<string, ModuleExports>;
  /** The names that are there in every cell, such as `Math`. */
  readonly globals: ReadonlySet<string>;
  /** What is beside the lesson. */
  readonly beside: Beside;
  /** Checks the types of the lesson's code; without it they are not checked. */
  readonly checkTypes?: CheckTypes;
}

/** Checks the types of all code of a lesson, in the order of the page. */
export type CheckTypes = (pieces: readonly CodePiece[]) => readonly TypeMistake[];

/** A piece of a lesson's code; `id` is that of its cell or, of a check or solution, that of the exercise's cell. */
export interface CodePiece {
  readonly id: string;
  readonly source: string;
  readonly role: "cell" | "exercise" | "check" | "solution";
}

/** A mistake at an offset of the piece at `index`. */
export interface TypeMistake {
  readonly index: number;
  readonly offset: number;
  readonly message: string;
  /** What to do about it; null if the message itself says it. */
  readonly remedy: string | null;
}

/** The names that a module exports, each with those of its members, as `dense` of `tf.layers`; null if these are not known. */
export type ModuleExports = ReadonlyMap<string, ReadonlySet<string> | null>;

/** The files in the folder of a lesson. Paths are relative to it and decoded. */
export interface Beside {
  readonly assetState: (path: string) => AssetState;
  /** A file that cells are to read. */
  readonly declaredFile: (path: string) => DeclaredFile;
  /** A module of the lesson's own, such as `./lib/plots`. */
  readonly helperState: (specifier: string) => ModuleState;
  /** A package of the course. */
  readonly packageState: (specifier: string) => ModuleState;
  /** Differs after a change of the file, so that a browser loads it again; empty in a published site. */
  readonly assetVersion: (path: string) => string;
  /** The lesson of a file, or null if that is not the file of a lesson. */
  readonly lesson: (path: string) => OtherLesson | null;
  /** The files of all lessons. */
  readonly lessonFiles: () => readonly string[];
}

/** Parses attributes as they are written: a record of strings. */
export type AttributeSchema = v.GenericSchema;

/** What the name of a module leads to; `undeclared`: it is not in the course's `package.json`. */
export type ModuleState = "module" | "missing" | "outside" | "undeclared";

/** What the path of a file that cells are to read leads to. */
export type DeclaredFile =
  /**
   * `weights`: the paths of the files with the weights, if it is a model of TensorFlow.js; from the lesson's folder.
   * `weightBytes`: how many bytes these have together by the model; null if it does not say.
   */
  | {
      readonly type: "file";
      readonly bytes: number;
      readonly weights: readonly string[];
      readonly weightBytes: number | null;
    }
  /** Cells could not read it. */
  | { readonly type: "unfit"; readonly message: string; readonly remedy: string }
  | { readonly type: Exclude<AssetState, "file"> };

/** What a lesson's path leads to. Only a file is published. */
export type AssetState =
  | "file"
  | "missing"
  | "folder"
  /** Its name, or that of a folder on the way, begins with a dot. */
  | "hidden"
  /** Outside the lesson's folder, or a symbolic link to there. */
  | "outside"
  | "unreadable";
