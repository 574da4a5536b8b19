import { tokenizer } from "acorn";
import type { Edit } from "./edits.ts";

/**
 * In a module `a<!--b` is three operators; in a script, as which the cell is evaluated, it starts a comment. A space
 * separates the operators. (`-->` starts one only where it is not an operator in a module either.)
 */
export function htmlCommentEdits(code: string): Edit[] {
  if (!code.includes("<!--")) return [];
  return [...tokenizer(code, { ecmaVersion: "latest", sourceType: "module" })]
    .filter(({ start, end }) => end === start + 1 && code.startsWith("<!--", start))
    .map(({ end }) => ({ start: end, end, text: " " }));
}
