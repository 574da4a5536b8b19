import type { ReadonlySignal } from "@preact/signals";
import type { CellId } from "../../protocol/ids.ts";
import type { Assistant } from "../language/assistant.ts";
import type { Preview } from "../notebook/notebook.ts";
import type { OwnKind, Side } from "../notebook/own-cells.ts";
import type { TypedAhead, Waiting } from "../notebook/typed-ahead.ts";
import type { Tokens } from "../saving/edits/saved-tokens.ts";
import type { CellCommand } from "./keys/command-keys.ts";

/** What a reader can do with a cell. */
export interface CellActions {
  run(id: CellId): void;
  /** Shows that the cell is going to run. */
  announceRun(id: CellId): Waiting;
  /** Runs the cell and moves on to the next one. */
  runAndMoveOn(id: CellId): void;
  /** Runs the cell, adds one below, and moves into its editor. */
  runAndAdd(id: CellId): void;
  /** Carries out a command that a key or the menu gives to the cell. */
  command(id: CellId, command: CellCommand): void;
  /** Whether a cell is running or queued. */
  readonly busy: ReadonlySignal<boolean>;
  /** Whether letters are commands on a cell. */
  readonly hasLetterKeys: ReadonlySignal<boolean>;
  /** Adds a cell or note beside another one, and moves into its editor. */
  add(beside: CellId, side: Side, kind: OwnKind): void;
  runAbove(id: CellId): void;
  /** What `run` would run before the cell, and what `runAbove` would run. Both read signals. */
  runsFirst(id: CellId): Preview;
  runsAbove(id: CellId): Preview;
  /** The stale cells whose values the last run of the cell has used. Reads signals. */
  staleSources(id: CellId): readonly CellId[];
  stop(id: CellId): void;
  /** `tokens` highlights the text, to be saved with it. */
  edit(id: CellId, source: string, tokens: () => Tokens): void;
  /** Restores the author's text; `undoReset` restores the reader's. */
  reset(id: CellId): void;
  undoReset(id: CellId): void;
  /** Someone else's text becomes the reader's own, or gives way to it. */
  keepForeign(id: CellId): void;
  dropForeign(id: CellId): void;
  /** Shows the reader's text beside the author's or that of another tab, to choose one. */
  compare(id: CellId, other: "author" | "elsewhere"): void;
  /** The text of the other tab replaces the reader's; `undoReset` undoes that. */
  useElsewhere(id: CellId): void;
  /** The reader's text stays. */
  keepMine(id: CellId): void;
  /** Copies a link to the cell, with the reader's code if that differs from the author's. */
  copyLink(id: CellId): void;
  /** For an exercise: restores the starter and clears the outputs. */
  startOver(id: CellId): void;
  /** Moves to a position in a cell's editor. Lines and columns count from 1. */
  goTo(cell: string, line: number, column: number): void;
  /** Registers a cell's editor for `goTo` and `runAndMoveOn`. Returns a function that unregisters it. */
  registerEditor(id: CellId, handle: EditorHandle): () => void;
  /** What is typed for editors that are still being loaded. */
  readonly typedAhead: TypedAhead;
  /** Adds what TypeScript knows to a cell's editor. */
  readonly assistant: Assistant;
}

export interface EditorHandle {
  /** Gives the focus to the cell, in command mode. */
  focus(): void;
  /** Moves into the editor. */
  edit(): void;
  /** The offset of the cursor in the text; null if it was not edited since the page was opened. */
  cursor(): number | null;
  goTo(line: number, column: number): void;
}
