import type { CellId } from "../../protocol/ids.ts";
import type { Tokens } from "../saving/tokens.ts";

/** What a student can do with a cell, and what the page around the cells does for it. */
export interface CellActions {
  run(id: CellId): void;
  /** Runs the cell and moves on to the next one. */
  runAndMoveOn(id: CellId): void;
  runAbove(id: CellId): void;
  stop(id: CellId): void;
  /** `tokens` gives the colours of the text, to be kept with it. */
  edit(id: CellId, source: string, tokens: () => Tokens): void;
  /** Puts the author's text back; `undoReset` brings the student's again. */
  reset(id: CellId): void;
  undoReset(id: CellId): void;
  /** Of an exercise: puts the starter back, and takes away what its runs have shown. */
  startOver(id: CellId): void;
  /** Shows a place of a cell's text in its editor. Lines and columns count from 1. */
  goTo(cell: string, line: number, column: number): void;
  /** Hands over what puts the focus into the cell's editor, for `goTo` and for moving on. */
  registerEditor(id: CellId, handle: EditorHandle): () => void;
}

export interface EditorHandle {
  focus(): void;
  goTo(line: number, column: number): void;
}
