import { children, endOf, type Node, startOf } from "../syntax-tree.ts";
import type { Edit } from "./text-edits.ts";

/** Edits at the beginnings and at the ends of blocks: those between come before what ends there, and after what begins. */
export interface EnclosingEdits {
  readonly opening: readonly Edit[];
  readonly closing: readonly Edit[];
}

/**
 * Edits that pass what async functions throw through `CellAccess.thrown`: `async () => { … }` becomes
 * `async () => {try{ … }catch(error){throw cell.thrown(error)}}`. Nothing else can count the promises that they reject.
 * (Those without a block throw only what a function that they call throws.)
 * @param cell the name of the `CellAccess` in the code
 * @param error a name that does not occur in the code
 */
export function asyncEdits(statements: readonly Node[], cell: string, error: string): EnclosingEdits {
  const blocks = statements.flatMap(asyncBlocks);
  // On a line of its own, since a comment may end the block.
  const guard = `\n}catch(${error}){throw ${cell}.thrown(${error})}`;
  return {
    opening: blocks.map((block) => insertion(startOf(block) + 1, "try{")),
    closing: blocks.map((block) => insertion(endOf(block) - 1, guard)),
  };
}

function insertion(offset: number, text: string): Edit {
  return { start: offset, end: offset, text };
}

function asyncBlocks(node: Node): Node[] {
  const inside = children(node).flatMap(asyncBlocks);
  switch (node.type) {
    case "ArrowFunctionExpression":
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ObjectMethod":
    case "ClassMethod":
    case "ClassPrivateMethod":
      return node.async && node.body.type === "BlockStatement" ? [node.body, ...inside] : inside;
    default:
      return inside;
  }
}
