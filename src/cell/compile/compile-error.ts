import { errorMessage } from "../../protocol/error-message.ts";
import { explainSyntaxError, isParseError } from "./explain-syntax-error.ts";
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
  return { name: "SyntaxError", message: messageOf(error, author), line, column, text: lines.text(line) };
}

function errorOffset(error: unknown, author: string): number {
  if (error instanceof LocatedError) return error.offset;
  return isParseError(error) ? Math.min(error.pos, author.length) : 0;
}

function messageOf(error: unknown, author: string): string {
  if (error instanceof RangeError) return "This cell is nested too deeply.";
  return isParseError(error) ? explainSyntaxError(error, author) : errorMessage(error);
}
