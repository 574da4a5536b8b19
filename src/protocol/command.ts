import type { CellId, DatasetName, FigureId, RunId } from "./ids.ts";
import type { Json } from "./json.ts";
import type { WeightSpec } from "./saved-model.ts";

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
  /** Which models are in the cells' variables? Answered by `models`. */
  | { readonly type: "list-models" }
  /** A part of the model, as JSON; the first asks for its weights as they are then. Answered by `model-part`. */
  | { readonly type: "read-model"; readonly variable: string; readonly part: number }
  /** Gives a model saved weights. Answered by `model-loaded`. All three can be answered by `model-failed`. */
  | {
      readonly type: "load-model";
      readonly variable: string;
      readonly weightSpecs: readonly WeightSpec[];
      readonly weights: ArrayBuffer;
    }
  /** The page has processed `count` messages; the runtime may send as many more. */
  | { readonly type: "credit"; readonly count: number };
