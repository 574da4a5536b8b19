import { type Signal, signal } from "@preact/signals";
import type { CellText } from "./cell-text.ts";
import type { Tokens } from "./saved-tokens.ts";

/** What the page shows about a reader's edit of a cell, apart from its text. */
export interface Draft {
  /** The highlighted text, if it was restored and not typed just now. */
  readonly tokens: Signal<Tokens | null>;
  /** The author's text has changed since the reader edited it. */
  readonly authorChanged: Signal<boolean>;
  /** The text that the cell has in another tab, while the reader has not chosen one of the two. */
  readonly elsewhere: Signal<string | null>;
  /** The reader has deleted the cell in another tab, and has not decided about it here. */
  readonly deletedElsewhere: Signal<boolean>;
  /** The text before the last reset, while that can be undone. */
  readonly undo: Signal<CellText | null>;
}

export function createDraft(): Draft {
  return {
    tokens: signal(null),
    authorChanged: signal(false),
    elsewhere: signal(null),
    deletedElsewhere: signal(false),
    undo: signal(null),
  };
}

/** The tokens that the page shows of a text that was not typed just now. */
export function tokensOf({ tokens }: Draft): (() => Tokens) | null {
  const { value } = tokens;
  return value === null ? null : () => value;
}
