import { errorMessage } from "../protocol/error-message.ts";
import { authorLines } from "./lines.ts";
import { LocatedError } from "./located-error.ts";

/** Line and column count from 1 in the author's TypeScript; `text` is that line. */
export interface CompileError {
  readonly name: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** Describes an error of any stage of the compiler in positions of the author's TypeScript. */
export function compileError(error: unknown, author: string): CompileError {
  const lines = authorLines(author);
  const { line, column } = lines.position(errorOffset(error, author));
  const message = error instanceof RangeError ? "This cell is nested too deeply." : cleanMessage(error);
  return { name: "SyntaxError", message, line, column, text: lines.text(line) };
}

function errorOffset(error: unknown, author: string): number {
  if (error instanceof LocatedError) return error.offset;
  const known = error instanceof Error && "pos" in error && typeof error.pos === "number" ? error.pos : 0;
  return Math.min(known, author.length);
}

function cleanMessage(error: unknown): string {
  const message = errorMessage(error)
    .replace(/^Error transforming cell\.ts: /, "")
    .replace(/ \(\d+:\d+\)$/, "");
  if (message === "'return' outside of function") {
    return "A cell has no `return`: write the value as its last line.";
  }
  return message;
}
