import type { Tokens } from "marked";
import { type Fence, readFence } from "../markdown/fence.ts";
import type { BlockContext } from "./block-context.ts";

/** The offset in the lesson of a position in a fence's code. Line and column count from 1. */
export function codeOffset(
  token: Tokens.Code,
  { line, column }: { readonly line: number; readonly column: number },
  { source, offsets }: Pick<BlockContext, "source" | "offsets">,
  fence: Fence = readFence(token),
): number {
  const start = lineStart(source.text, offsets.within(token, fence.sourceOffset), line);
  const [margin = ""] = /^ */.exec(source.text.slice(start, start + fence.indent)) ?? [];
  return start + margin.length + column - 1;
}

/** The offset of the `line`th line, counted from the one that begins at `offset`. */
function lineStart(text: string, offset: number, line: number): number {
  let start = offset;
  for (let current = 1; current < line; current++) {
    const feed = text.indexOf("\n", start);
    if (feed === -1) return text.length;
    start = feed + 1;
  }
  return start;
}
