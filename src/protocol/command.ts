import type { CheckpointParts } from "./checkpoint.ts";
import type { ControlValue, ControlValues } from "./control.ts";
import type { CellId, DatasetName, FigureId, RunId } from "./ids.ts";
import type { Json } from "./json.ts";
import type { Training } from "./output.ts";
import type { WeightSpec } from "./saved-model.ts";
import type { SliceRequest } from "./tensor.ts";

/** TypeScript to run: `run` is a cell, `check` a check of an exercise. Each ends in `done`, `failed` or `stopped`. */
export interface CodeCommand {
  /** A check has the names of `lectern` in scope, and what it declares stays private to it. */
  readonly type: "run" | "check";
  readonly run: RunId;
  readonly cell: CellId;
  readonly source: string;
  /** What the reader has set on the controls that earlier runs of the cell have shown. */
  readonly controls?: ControlValues;
}

/** What an earlier run of a cell has trained. */
export interface Continuation {
  readonly checkpoint: CheckpointParts;
  /** What that run had shown by then. */
  readonly progress: Training;
}

export type TrainingAction =
  | { readonly type: "pause" }
  /** Trains on one batch, and pauses again. */
  | { readonly type: "step" }
  | { readonly type: "resume" }
  | { readonly type: "learning-rate"; readonly value: number };

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
  /** The next bytes of a file that a cell reads; `request` is that of `need-file` or `ask-file`. */
  | { readonly type: "file-part"; readonly request: number; readonly part: ArrayBuffer }
  /** The file is complete: these are its last bytes. */
  | {
      readonly type: "file";
      readonly request: number;
      readonly bytes: ArrayBuffer;
      /** Of a file that the reader has chosen. */
      readonly name?: string;
      /** The size of a picture whose pixels the bytes are, in pixels. */
      readonly picture?: { readonly width: number; readonly height: number };
    }
  | { readonly type: "file-failed"; readonly request: number; readonly message: string }
  /** A part of a file that a cell offers. Answered by `download-part` or `download-failed`. */
  | { readonly type: "read-download"; readonly id: number; readonly part: number }
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
  /** What the reader does with a running `fit`; `training` is the key of its output. */
  | { readonly type: "control-training"; readonly training: string; readonly action: TrainingAction }
  /** A part of a training's last checkpoint, as JSON. Answered by `checkpoint-part` or `checkpoint-failed`. */
  | { readonly type: "read-checkpoint"; readonly training: string; readonly part: number }
  /** The reader has changed a control that the cell shows; `label` is its key. */
  | {
      readonly type: "set-control";
      readonly cell: CellId;
      readonly label: string;
      readonly value: ControlValue;
    }
  /** The next run of the cell continues a `fit` from there; with null, it begins as usual. */
  | { readonly type: "continue-training"; readonly cell: CellId; readonly from: Continuation | null }
  /** Which variables have the cells declared? Answered by `variables`. */
  | { readonly type: "list-variables" }
  /** The values of a slice of a tensor that was shown. Answered by `tensor-slice` or `slice-failed`. */
  | { readonly type: "read-slice"; readonly request: number; readonly slice: SliceRequest }
  /** The page has processed `count` outputs; the runtime may send the same number again. */
  | { readonly type: "credit"; readonly count: number };
