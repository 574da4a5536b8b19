import * as v from "valibot";
import { Foreign } from "../../notebook/foreign.ts";
import { Tokens } from "./saved-tokens.ts";

/** A reader's text of a cell. */
export const SavedEdit = v.object({
  source: v.string(),
  /** The author's text at that time, to detect that the author has changed it since. */
  author: v.string(),
  /** `source` highlighted, for the time before the editor is loaded. */
  tokens: v.nullable(Tokens),
  /** Set while the text is someone else's. */
  foreign: v.optional(Foreign),
  /** The text of another tab, until the reader has chosen one of the two. */
  elsewhere: v.optional(v.string()),
});
export type SavedEdit = v.InferOutput<typeof SavedEdit>;
