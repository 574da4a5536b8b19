import type { Problem } from "../protocol/problem.ts";

/** The text of a lesson's file, and where in it a problem lies. */
export interface SourceText {
  readonly file: string;
  /** Without byte order mark, with `\n` as its only line end and no NUL. */
  readonly text: string;
  /** The line of an offset in `text`, from 1. */
  readonly line: (offset: number) => number;
  readonly problem: (offset: number, message: string, remedy: string) => Problem;
}

export function sourceText(file: string, source: string): SourceText {
  const text = source
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .replaceAll("\0", "\uFFFD");
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  const line = (offset: number): number => upperBound(starts, offset);
  return {
    file,
    text,
    line,
    problem(offset, message, remedy) {
      const at = Math.max(0, Math.min(offset, text.length));
      const column = at - (starts[line(at) - 1] ?? 0) + 1;
      return { file, line: line(at), column, message, remedy };
    },
  };
}

/** How many of the sorted `starts` are at or before `offset`. */
function upperBound(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(1, low);
}
