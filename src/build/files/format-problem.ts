import type { Problem } from "../../protocol/problem.ts";

/** Formats a problem as compilers do, so that terminals and editors can jump to its position. */
export function formatProblem({ file, line, column, message, remedy }: Problem): string {
  return `${file}:${line}:${column}: ${message}\n    ${remedy}`;
}
