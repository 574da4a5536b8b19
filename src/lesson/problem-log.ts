import type { Problem } from "../protocol/problem.ts";
import type { Fault, SourceText } from "./source-text.ts";

/** Collects the problems of a lesson while it is read. */
export interface ProblemLog {
  readonly report: (offset: number, message: string, remedy: string) => void;
  readonly add: (faults: readonly Fault[]) => void;
  /** The problems before the offset `end` that were not taken yet, for the page to show them there. */
  readonly take: (end: number) => readonly Problem[];
  /** The offsets of the problems that `take` would take. */
  readonly waiting: (end: number) => readonly number[];
  readonly all: () => readonly Problem[];
}

export function createProblemLog(source: SourceText): ProblemLog {
  const problems: Problem[] = [];
  const reported = new Set<string>();
  let waiting: { readonly offset: number; readonly problem: Problem }[] = [];
  const report = (offset: number, message: string, remedy: string): void => add({ offset, message, remedy });
  function add({ offset, message, remedy, cause }: Fault): void {
    const place = { file: source.file, ...source.position(offset) };
    const problem = { ...place, message, remedy, ...(cause === undefined ? {} : { cause }) };
    // A heading is rendered twice, on the page and in the contents, but its problems are reported once.
    const key = `${problem.line}:${problem.column} ${message}`;
    if (reported.has(key)) return;
    reported.add(key);
    problems.push(problem);
    waiting.push({ offset, problem });
  }
  return {
    report,
    add(faults) {
      for (const fault of faults) add(fault);
    },
    take(end) {
      const taken = waiting.filter(({ offset }) => offset < end);
      waiting = waiting.filter(({ offset }) => offset >= end);
      return taken.map(({ problem }) => problem).toSorted(inOrder);
    },
    waiting: (end) => waiting.map(({ offset }) => offset).filter((offset) => offset < end),
    all: () => problems.toSorted(inOrder),
  };
}

/** From the top of the file to its end. */
export function inOrder(a: Problem, b: Problem): number {
  return a.line - b.line || a.column - b.column;
}
