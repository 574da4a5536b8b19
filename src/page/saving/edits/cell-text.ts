import type { Foreign } from "../../notebook/foreign.ts";
import type { CellModel } from "../../notebook/notebook-cell.ts";

/** A text of a cell, with where it came from. */
export interface CellText {
  readonly source: string;
  /** Set if it is someone else's. */
  readonly foreign: Foreign | null;
}

/** The text of a cell that has none. */
export const NO_TEXT: CellText = { source: "", foreign: null };

/** A text of the reader's or the author's own. */
export function ownText(source: string): CellText {
  return { source, foreign: null };
}

export function textIn({ source, foreign }: CellModel): CellText {
  return { source: source.value, foreign: foreign.value };
}

/** The reader's own text of the cell, which someone else's may have replaced; null if that is the author's. */
export function readerText({ foreign, source, definition }: CellModel): string | null {
  if (foreign.value !== null && !foreign.value.edited) return foreign.value.replaced;
  return source.value === definition.value.source ? null : source.value;
}
