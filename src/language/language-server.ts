import { assertNever } from "../protocol/assert-never.ts";
import { answer } from "./answer.ts";
import { checkLesson, type PieceProblems } from "./check-lesson.ts";
import { problemsOfCheck } from "./check-problems.ts";
import type { LessonProgram } from "./lesson-program.ts";
import type { CellProblem, LanguageReport, LanguageRequest } from "./messages.ts";
import { readModuleTypes } from "./module-types.ts";
import { isShared } from "./piece.ts";

export interface LanguageServerOptions {
  readonly program: LessonProgram;
  readonly report: (report: LanguageReport) => void;
  /** Lets questions be answered before the check continues. */
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
  const server = new LanguageServer(options);
  return (request) => server.receive(request);
}

class LanguageServer {
  readonly #options: LanguageServerOptions;
  /** The version of the pieces that the page has sent last. */
  #latest = 0;

  constructor(options: LanguageServerOptions) {
    this.#options = options;
  }

  receive(request: LanguageRequest): void {
    switch (request.type) {
      case "modules":
        this.#options.program.bring({ names: new Set(request.names), types: readModuleTypes(request.types) });
        return;
      case "update":
        void this.#update(request);
        return;
      case "ask":
        this.#reply(request);
        return;
      default:
        assertNever(request);
    }
  }

  #reply({ id, question }: Ask): void {
    const { program, report, onFailure } = this.#options;
    try {
      report({ type: "answer", id, answer: answer(program, question) });
    } catch (error) {
      onFailure(error);
      report({ type: "answer", id, answer: { type: "nothing" } });
    }
  }

  async #update(request: Update): Promise<void> {
    const { program, report, nextTask, onFailure } = this.#options;
    const { version, pieces } = request;
    this.#latest = version;
    const problems: CellProblems = new Map();
    try {
      program.update(pieces);
      // The page asks about the text that it has just sent.
      await nextTask();
      if (this.#latest !== version) return;
      if (!(await this.#check(request, problems))) return;
    } catch (error) {
      onFailure(error);
      // Those of the version before would stay below code that may have been corrected.
      for (const { id } of pieces) problems.set(id, problems.get(id) ?? []);
    }
    report({ type: "problems", version, problems });
  }

  /** Collects the problems in `found`. @returns whether all were checked, and not replaced by a later version. */
  async #check({ version, first }: Update, found: CellProblems): Promise<boolean> {
    const { program, report, nextTask } = this.#options;
    let ofFirst = program.pieces.filter(({ piece }) => piece.id === first).length;
    for (const checked of checkLesson(program, first)) {
      const { piece } = checked.found;
      found.set(piece.id, [...(found.get(piece.id) ?? []), ...cellProblems(program, checked)]);
      if (piece.id === first) {
        ofFirst -= 1;
        if (ofFirst === 0) report({ type: "problems", version, problems: new Map(found) });
      }
      await nextTask();
      if (this.#latest !== version) return false;
    }
    return true;
  }
}

type CellProblems = Map<string, readonly CellProblem[]>;

function cellProblems(program: LessonProgram, { found, problems }: PieceProblems): readonly CellProblem[] {
  if (!isShared(found.piece)) return problemsOfCheck(program, found, problems);
  return problems.map(({ from, to, message, remedy }) => ({
    from,
    to,
    message: remedy === undefined ? message : `${message} ${remedy}`,
    inCheck: false,
  }));
}
