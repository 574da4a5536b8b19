import type { ReadonlySignal } from "@preact/signals";
import type { CellNames } from "../../cell/names.ts";
import type { Cell } from "../../lesson/lesson.ts";
import type { CellError } from "../../protocol/event.ts";
import type { CellId } from "../../protocol/ids.ts";
import type { Loss } from "../sandbox/host-state.ts";
import type { Outcome } from "./cell-state.ts";
import type { CellModel } from "./notebook-cell.ts";
import type { OutputList } from "./output-list.ts";
import type { RunTarget } from "./plan.ts";

/** The cells of a lesson, and all that can be done with them. */
export interface Notebook {
  readonly cells: ReadonlySignal<readonly CellModel[]>;
  /** A cell is running or queued. */
  readonly busy: ReadonlySignal<boolean>;
  /** Set while the runtime is gone and no cell was run since. */
  readonly lost: ReadonlySignal<LostRuntime | null>;
  cell(id: CellId): CellModel | undefined;
  run(id: CellId): void;
  runAbove(id: CellId): void;
  runAll(): void;
  /**
   * Asks a running cell to stop (a second call ends the runtime at once), takes a queued one out of the queue, or ends
   * what the last run has left behind.
   */
  stop(id: CellId): void;
  /** Stops the running cell and all that earlier ones have left behind, and empties the queue. */
  stopAll(): void;
  /** Ends the runtime with everything in it, and starts a new one. */
  restart(): void;
  edit(id: CellId, source: string): void;
  /** The names in the current text of a cell, once it has been analysed. */
  setNames(id: CellId, names: CellNames): void;
  /** Shows outputs of an earlier visit, marked as old. */
  restoreOutputs(id: CellId, outputs: OutputList): void;
  /** Makes a cell that is not running idle again, without outputs. */
  clear(id: CellId): void;
  /** Applies an edited lesson: cells of the same id keep their state. */
  redefine(definitions: readonly Cell[]): void;
  onEvent(listener: (event: NotebookEvent) => void): () => void;
}

/** Something to announce to the student. */
export type NotebookEvent =
  | { readonly type: "started"; readonly target: RunTarget }
  | {
      readonly type: "ended";
      readonly target: RunTarget;
      readonly outcome: Outcome;
      /** The cell that ended it: the last one, or the one that failed. */
      readonly cell: CellId;
      readonly error: CellError | null;
      readonly ms: number;
    }
  /** Something that the cell started has failed after the end of its run. */
  | { readonly type: "failed-late"; readonly cell: CellId; readonly error: CellError }
  | { readonly type: "cleared"; readonly cell: CellId }
  | { readonly type: "lost"; readonly loss: Loss }
  | { readonly type: "start-failed"; readonly message: string };

/** The runtime is gone; `cell` was running when it went. */
export interface LostRuntime {
  readonly loss: Loss;
  readonly cell: CellId | null;
}
