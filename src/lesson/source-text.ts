import type { Problem } from "../protocol/problem.ts";

/** The text of a lesson's file, which turns offsets into lines and columns. */
export interface SourceText {
  readonly file: string;
  /** Without byte order mark, with `\n` as its only line end and no NUL. */
  readonly text: string;
  /** The line of an offset in `text`, from 1. */
  readonly line: (offset: number) => number;
  /** Line and column of an offset in `text`, from 1. */
  readonly position: (offset: number) => { readonly line: number; readonly column: number };
}

/** A mistake in a lesson: what is wrong, how to correct it, and the offset at which it is. */
export interface Fault extends Pick<Problem, "message" | "remedy"> {
  readonly offset: number;
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
    position(offset) {
      const inText = Math.max(0, Math.min(offset, text.length));
      return { line: line(inText), column: inText - (starts[line(inText) - 1] ?? 0) + 1 };
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
