import type { Problem } from "../protocol/problem.ts";

/** A problem as compilers print them, so that terminals and editors can jump to its place. */
export function formatProblem({ file, line, column, message, remedy }: Problem): string {
  return `${file}:${line}:${column} ${message}\n    ${remedy}`;
}
