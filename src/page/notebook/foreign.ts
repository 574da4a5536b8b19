import * as v from "valibot";

/** Where a cell's text comes from that its reader has not written. It does not run until the reader has asked for it. */
export const Foreign = v.pipe(
  v.object({
    from: v.picklist(["link", "file"]),
    /** The reader has asked to run it. */
    accepted: v.boolean(),
    /** The reader has changed it since: the text counts as theirs. */
    edited: v.optional(v.boolean(), false),
    /** The reader's own text, which it has replaced; null if that was the author's. */
    replaced: v.nullable(v.string()),
  }),
  v.readonly(),
);
export type Foreign = v.InferOutput<typeof Foreign>;
