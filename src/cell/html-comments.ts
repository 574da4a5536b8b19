import { tokenizer } from "acorn";
import type { Edit } from "./edits.ts";

/**
 * In a module `a<!--b` and, at the start of a line, `-->0` are operators; in a script, which is what an engine
 * evaluates, they begin a comment. A space inside keeps them operators.
 */
export function htmlCommentEdits(code: string): Edit[] {
  if (!code.includes("<!--") && !code.includes("-->")) return [];
  const edits: Edit[] = [];
  for (const token of tokenizer(code, { ecmaVersion: "latest", sourceType: "module" })) {
    if (code.startsWith("<!--", token.start) || code.startsWith("-->", token.start)) {
      if (token.end - token.start > 2) continue;
      edits.push({ start: token.end, end: token.end, text: " " });
    }
  }
  return edits;
}
