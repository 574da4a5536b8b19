import { answer } from "./answer.ts";
import { checkLesson } from "./check-lesson.ts";
import type { LessonProgram } from "./lesson-program.ts";
import type { CellProblem, LanguageReport, LanguageRequest } from "./messages.ts";
import { isShared, type Piece } from "./piece.ts";
import type { CodeProblem } from "./problem.ts";

export interface LanguageServerOptions {
  readonly program: LessonProgram;
  readonly report: (report: LanguageReport) => void;
  /** Lets questions be answered before the check goes on. */
  readonly nextTask: () => Promise<void>;
  /** Called with an exception of TypeScript, which did not stop the service. */
  readonly onFailure: (error: unknown) => void;
}

type Update = Extract<LanguageRequest, { type: "update" }>;
type Ask = Extract<LanguageRequest, { type: "ask" }>;

/**
 * Reports the problems of a lesson after each change, and answers the editor's questions, also while it checks. TypeScript
 * fails on some code (its "Debug Failure", or too deep a recursion). Then there is no answer, or no further problem, until
 * the code changes.
 */
export function createLanguageServer(options: LanguageServerOptions): (request: LanguageRequest) => void {
  const { program, report, nextTask, onFailure } = options;
  let latest = 0;

  function reply({ id, question }: Ask): void {
    try {
      report({ type: "answer", id, answer: answer(program, question) });
    } catch (error) {
      onFailure(error);
      report({ type: "answer", id, answer: { type: "nothing" } });
    }
  }

  async function update(request: Update): Promise<void> {
    const { version, pieces, modules } = request;
    latest = version;
    const problems: CellProblems = new Map();
    try {
      program.update(pieces, modules);
      if (!(await check(request, problems))) return;
    } catch (error) {
      onFailure(error);
      // Those of the version before would stay below code that may have been corrected.
      for (const { id } of pieces) problems.set(id, problems.get(id) ?? []);
    }
    report({ type: "problems", version, problems });
  }

  /** Collects the problems in `found`. @returns whether all were checked, and not replaced by a later version. */
  async function check({ version, first }: Update, found: CellProblems): Promise<boolean> {
    let isFirstReported = false;
    for (const checked of checkLesson(program, first)) {
      const { piece } = checked.found;
      if (piece.id !== first && first !== null && !isFirstReported) {
        isFirstReported = true;
        report({ type: "problems", version, problems: new Map(found) });
      }
      const ofCell = found.get(piece.id) ?? [];
      found.set(piece.id, [...ofCell, ...checked.problems.map((problem) => cellProblem(problem, piece))]);
      await nextTask();
      if (latest !== version) return false;
    }
    return true;
  }

  return (request) => {
    if (request.type === "update") void update(request);
    else reply(request);
  };
}

type CellProblems = Map<string, readonly CellProblem[]>;

function cellProblem({ from, to, message }: CodeProblem, piece: Piece): CellProblem {
  return isShared(piece) ? { from, to, message, inCheck: false } : { from: 0, to: 0, message, inCheck: true };
}
