import type { Problem } from "../protocol/problem.ts";
import type { SourceText } from "./source-text.ts";

/** The problems found so far; each is shown once in its place on the page. */
export interface ProblemLog {
  readonly report: (offset: number, message: string, remedy: string) => void;
  readonly add: (problems: readonly Problem[]) => void;
  /** Those reported since the last call. */
  readonly takeUnshown: () => readonly Problem[];
  readonly all: () => readonly Problem[];
}

export function problemLog(source: SourceText): ProblemLog {
  const problems: Problem[] = [];
  let shown = 0;
  return {
    report: (offset, message, remedy) => void problems.push(source.problem(offset, message, remedy)),
    add: (more) => void problems.push(...more),
    takeUnshown() {
      const unshown = problems.slice(shown);
      shown = problems.length;
      return unshown;
    },
    all: () => problems.toSorted((a, b) => a.line - b.line || a.column - b.column),
  };
}
