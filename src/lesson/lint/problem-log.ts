import type { Problem } from "../../protocol/problem.ts";
import type { SourceText } from "../source-text.ts";

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
  const reported = new Set<string>();
  let shown = 0;
  return {
    report(offset, message, remedy) {
      const problem = source.problem(offset, message, remedy);
      // A heading is rendered twice, once for the contents: what is wrong with it is said once.
      const key = `${problem.line}:${problem.column} ${message}`;
      if (!reported.has(key)) problems.push(problem);
      reported.add(key);
    },
    add: (more) => void problems.push(...more),
    takeUnshown() {
      const unshown = problems.slice(shown).toSorted(inOrder);
      shown = problems.length;
      return unshown;
    },
    all: () => problems.toSorted(inOrder),
  };
}

/** From the top of the file to its end. */
export function inOrder(a: Problem, b: Problem): number {
  return a.line - b.line || a.column - b.column;
}
