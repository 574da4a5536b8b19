import type { CellId, DatasetName, FigureId, RunId } from "./ids.ts";
import type { Json } from "./json.ts";

/** TypeScript to run: `run` is a cell, `check` a check of an exercise. Each ends in `done`, `failed` or `stopped`. */
export interface CodeCommand {
  /** A check has the names of `lectern` in scope, and what it declares stays private to it. */
  readonly type: "run" | "check";
  readonly run: RunId;
  readonly cell: CellId;
  readonly source: string;
}

/** Page → runtime. */
export type Command =
  | CodeCommand
  | { readonly type: "stop"; readonly run: RunId }
  | {
      readonly type: "dataset";
      readonly name: DatasetName;
      /** In the order of the dataset's own list of files, decompressed; none if they came as parts before. */
      readonly files: readonly ArrayBuffer[];
      /** True if a synthetic dataset replaces the real one. */
      readonly synthetic: boolean;
      /** The images of each class, if the others were left out. */
      readonly perClass?: number;
    }
  /** The next bytes of a file of a dataset, which is its number in that list. */
  | {
      readonly type: "dataset-part";
      readonly name: DatasetName;
      readonly file: number;
      readonly part: ArrayBuffer;
    }
  | { readonly type: "dataset-failed"; readonly name: DatasetName; readonly message: string }
  | { readonly type: "input"; readonly figure: FigureId; readonly value: Json }
  /** The page has processed `count` messages; the runtime may send as many more. */
  | { readonly type: "credit"; readonly count: number };
