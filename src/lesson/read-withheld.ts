import type { Problem } from "../protocol/problem.ts";
import { withoutSolutions } from "./html/without-solutions.ts";
import type { KnownThings } from "./known-things.ts";
import type { Lesson } from "./lesson.ts";
import type { LessonFront } from "./lesson-front.ts";
import { createProblemLog, inOrder, type ProblemLog } from "./problem-log.ts";
import { type Fault, type SourceText, sourceText } from "./source-text.ts";

interface WithheldOptions {
  readonly known: KnownThings | undefined;
  /** Keeps the solutions, to check them. */
  readonly keepWithheld: boolean;
  readonly read: (source: SourceText, log: ProblemLog, known: KnownThings | undefined) => Lesson;
}

/**
 * Reads the lesson twice: whole, and again as if its solutions had never been written, so that nothing of them is left:
 * no picture, heading or footnote either. Its problems are those of both.
 */
export function readWithheld(
  { file, text }: SourceText,
  front: LessonFront,
  log: ProblemLog,
  { known, keepWithheld, read }: WithheldOptions,
): Lesson {
  const { text: left, strays, elements } = withoutSolutions(text, front.end);
  log.add([...strays.map(strayFault), ...elements.map(elementFault)]);
  const whole = read(sourceText(file, text), log, known);
  const source = sourceText(file, left);
  const second = withheldLog(source, whole.problems);
  second.add(front.faults);
  const shown = read(source, second, untyped(known));
  const problems = [...whole.problems, ...addedProblems(whole.problems, shown.problems)].toSorted(inOrder);
  return { ...(keepWithheld ? whole : shown), others: whole.others, problems };
}

function strayFault(offset: number): Fault {
  return {
    offset,
    message: "A solution or quiz that is not a div: it is inside HTML, code or a paragraph.",
    remedy:
      "Put an empty line before its `:::`, and indent it by less than four spaces. Until then, all around it is withheld.",
  };
}

function elementFault(offset: number): Fault {
  return {
    offset,
    message: "A solution in raw HTML: it is withheld, as if it were a div.",
    remedy: "Write it as `::: {.solution}` in an exercise, or give the element another class.",
  };
}

/** Problems that come up only without the solutions have a different remedy. */
function withheldLog(source: SourceText, ofWhole: readonly Problem[]): ProblemLog {
  const log = createProblemLog(source);
  const known = new Set(ofWhole.map(problemKey));
  const add: ProblemLog["add"] = (faults) => {
    const isKnown = ({ offset, message }: Fault): boolean =>
      known.has(problemKey({ ...source.position(offset), message }));
    log.add(faults.map((fault) => (isKnown(fault) ? fault : { ...fault, remedy: IN_SOLUTION })));
  };
  return { ...log, report: (offset, message, remedy) => add([{ offset, message, remedy }]), add };
}

const IN_SOLUTION =
  "What is missing is in a solution that is withheld. Move it out of the solution, or do without it here.";

function addedProblems(first: readonly Problem[], second: readonly Problem[]): readonly Problem[] {
  const known = new Set(first.map(problemKey));
  return second.filter((problem) => !known.has(problemKey(problem)));
}

function problemKey({ line, column, message }: Pick<Problem, "line" | "column" | "message">): string {
  return `${line}:${column} ${message}`;
}

/** Types were checked already. */
function untyped(known: KnownThings | undefined): KnownThings | undefined {
  if (known === undefined) return undefined;
  const { checkTypes: _, ...rest } = known;
  return rest;
}
