import { type Signal, signal } from "@preact/signals";
import type { Foreign } from "../../notebook/foreign.ts";
import type { Tokens } from "./tokens.ts";

/** What the page shows about a student's edit of a cell, apart from its text. */
export interface Draft {
  /** The highlighted text, if it was restored and not typed just now. */
  readonly tokens: Signal<Tokens | null>;
  /** The author's text has changed since the student edited it. */
  readonly authorChanged: Signal<boolean>;
  /** The text that the cell has in another tab, while the student has not chosen one of the two. */
  readonly elsewhere: Signal<string | null>;
  /** The text before the last reset, while that can be undone. */
  readonly undo: Signal<ReplacedText | null>;
}

export interface ReplacedText {
  readonly source: string;
  /** Set if it was someone else's. */
  readonly foreign: Foreign | null;
}

export function createDraft(): Draft {
  return { tokens: signal(null), authorChanged: signal(false), elsewhere: signal(null), undo: signal(null) };
}
