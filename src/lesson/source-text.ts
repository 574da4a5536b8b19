import { authorLines } from "../cell/compile/lines.ts";
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
export interface Fault extends Pick<Problem, "message" | "remedy" | "cause"> {
  readonly offset: number;
}

export function sourceText(file: string, source: string): SourceText {
  const text = source
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .replaceAll("\0", "\uFFFD");
  const lines = authorLines(text);
  return {
    file,
    text,
    line: (offset) => lines.position(offset).line,
    position: (offset) => lines.position(Math.max(0, Math.min(offset, text.length))),
  };
}
