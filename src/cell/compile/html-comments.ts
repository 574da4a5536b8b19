import { children, type Node, startOf } from "../syntax-tree.ts";
import type { Edit } from "./text-edits.ts";

/**
 * In a module `a<!--b` is three operators; in a script, as which the cell is evaluated, it starts a comment. A space
 * separates the operators. (`-->` starts one only where it is not an operator in a module either.)
 */
export function htmlCommentEdits(nodes: readonly Node[], author: string): Edit[] {
  if (!author.includes("<!--")) return [];
  return nodes.flatMap((node) => [
    ...(node.type === "BinaryExpression" ? operatorEdits(startOf(node.right), author) : []),
    ...htmlCommentEdits(children(node), author),
  ]);
}

function operatorEdits(right: number, author: string): Edit[] {
  return author.startsWith("<!--", right - 1) ? [{ start: right, end: right, text: " " }] : [];
}
