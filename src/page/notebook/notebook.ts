import type { ReadonlySignal } from "@preact/signals";
import type { CellNames } from "../../cell/names/cell-names.ts";
import type { Cell } from "../../lesson/lesson.ts";
import type { CellError } from "../../protocol/event.ts";
import type { CellId } from "../../protocol/ids.ts";
import type { RuntimeEnd } from "../sandbox/host-state.ts";
import type { Outcome } from "./cell-state.ts";
import type { Foreign } from "./foreign.ts";
import type { CellModel } from "./notebook-cell.ts";
import type { OutputList } from "./output-list.ts";
import type { OwnCells } from "./own-cells.ts";
import type { RunTarget } from "./plan.ts";
import type { Waiting } from "./typed-ahead.ts";

/** The cells of a lesson, and all that can be done with them. */
export interface Notebook {
  /** The cells that can run, the author's and the reader's own, in the order of the page. */
  readonly cells: ReadonlySignal<readonly CellModel[]>;
  /** The same with the reader's notes. */
  readonly all: ReadonlySignal<readonly CellModel[]>;
  /** The cells and notes that the reader has added. */
  readonly own: ReadonlySignal<OwnCells>;
  /** A cell is running or queued. */
  readonly busy: ReadonlySignal<boolean>;
  /** Set while the runtime is gone and no cell has run since. */
  readonly lost: ReadonlySignal<LostRuntime | null>;
  cell(id: CellId): CellModel | undefined;
  run(id: CellId): void;
  runAbove(id: CellId): void;
  runAll(): void;
  /** What a request would run now. Reads signals. */
  preview(target: RunTarget): Preview;
  /**
   * Runs what the target names. If someone else's code would run that the reader has not asked for, nothing runs, and a
   * `consent-needed` event says which: `allow` it, and request again.
   */
  request(target: RunTarget): void;
  /** Shows that the target is going to run: when it is started, and not if the reader presses Stop before. */
  announce(target: RunTarget): Waiting;
  /** The reader asks to run a cell's text although it is someone else's. Does nothing if the text has changed since. */
  allow(id: CellId, source: string): void;
  /**
   * Asks a running cell to stop (a second call ends the runtime at once), takes a queued one out of the queue, or ends
   * what the last run has left behind.
   */
  stop(id: CellId): void;
  /** Stops the running cell and all that earlier ones have left behind, and empties the queue. */
  stopAll(): void;
  /** Ends the runtime with everything in it, and starts a new one. */
  restart(): void;
  /** Adds, moves, converts and removes the reader's own cells, until these are there. New ones are empty. */
  arrange(own: OwnCells): void;
  /** A value that the cell has declared has changed by itself: what has read it is stale. */
  outdateDependents(id: CellId): void;
  /** What the cell runs with, other than its text, was replaced: it and what has read its values are stale. */
  outdate(id: CellId): void;
  edit(id: CellId, source: string): void;
  /** Marks the current text as someone else's, or as the reader's own with null. A queued cell leaves the queue. */
  setForeign(id: CellId, foreign: Foreign | null): void;
  /** The names in the current text of a cell, once it has been analysed. */
  setNames(id: CellId, names: CellNames): void;
  /** Shows outputs of an earlier visit, or recorded ones, marked as old. */
  restoreOutputs(id: CellId, outputs: OutputList): void;
  /** Makes a cell that is not running idle again, without outputs. */
  clear(id: CellId): void;
  /** Ends the runtime with everything in it. */
  end(): void;
  /** Ends the runtime with everything in it, and gives all cells other texts and outputs. */
  load(contents: (cell: CellModel) => CellContents): void;
  /** Applies an edited lesson: cells of the same id keep their state. */
  redefine(definitions: readonly Cell[]): void;
  onEvent(listener: (event: NotebookEvent) => void): () => void;
}

/** What a request would run: the cells, in order, and those that it leaves to the reader although their values are used. */
export interface Preview {
  readonly run: readonly CellId[];
  readonly leftOut: readonly CellId[];
}

/** What `load` puts into a cell. */
export interface CellContents {
  readonly source: string;
  readonly foreign: Foreign | null;
  readonly outputs: OutputList;
}

/** Something to announce to the reader. */
export type NotebookEvent =
  | { readonly type: "started"; readonly target: RunTarget }
  /** It is going to run when the page has loaded what that needs. */
  | { readonly type: "waiting"; readonly target: RunTarget }
  /** The request was not carried out: these cells have someone else's text. */
  | { readonly type: "consent-needed"; readonly target: RunTarget; readonly cells: readonly CellId[] }
  /** The reader has asked to run someone else's text. */
  | { readonly type: "allowed"; readonly cell: CellId }
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
  /** A loss that a training of the cell computes after the end of its run is not a number. */
  | { readonly type: "doubtful-late"; readonly cell: CellId }
  | { readonly type: "cleared"; readonly cell: CellId }
  | { readonly type: "lost"; readonly end: RuntimeEnd }
  | { readonly type: "start-failed"; readonly message: string };

/** The runtime is gone; `cell` was running when it went. */
export interface LostRuntime {
  readonly end: RuntimeEnd;
  readonly cell: CellId | null;
}
