import { tokenizer } from "acorn";
import type { Edit } from "./edits.ts";

/**
 * In a module `a<!--b` is three operators; in a script, which is what an engine evaluates, it begins a comment.
 * A space keeps the operators apart. (`-->` begins one only where it is no operator in a module either.)
 */
export function htmlCommentEdits(code: string): Edit[] {
  if (!code.includes("<!--")) return [];
  return [...tokenizer(code, { ecmaVersion: "latest", sourceType: "module" })]
    .filter(({ start, end }) => end === start + 1 && code.startsWith("<!--", start))
    .map(({ end }) => ({ start: end, end, text: " " }));
}
