import { type CodeProblem, typeProblems } from "./code-problem.ts";
import type { LessonProgram, ProgramPiece } from "./lesson-program.ts";
import { callProblems } from "./library-calls.ts";

/** The problems of one piece. */
export interface PieceProblems {
  readonly found: ProgramPiece;
  readonly problems: readonly CodeProblem[];
}

/**
 * The problems of all pieces, one after the other, so that a caller can do something else in between. Of a piece that
 * cannot run only that is said. What others miss then may be what it declares, so unknown names are not reported.
 * @param first the cell that is checked before the others.
 */
export function* checkLesson(program: LessonProgram, first: string | null = null): Generator<PieceProblems> {
  const isWhole = program.isWhole();
  const isFirst = ({ piece }: ProgramPiece): boolean => piece.id === first;
  const ordered = [...program.pieces.filter(isFirst), ...program.pieces.filter((piece) => !isFirst(piece))];
  for (const found of ordered) {
    const { mistake } = found.analysis;
    if (mistake !== null) yield { found, problems: [{ ...mistake, kind: "syntax" }] };
    else {
      const problems = [...typeProblems(program, found), ...callProblems(program, found)].toSorted(inOrder);
      yield { found, problems: isWhole ? problems : problems.filter(({ kind }) => kind !== "name") };
    }
  }
}

function inOrder(a: CodeProblem, b: CodeProblem): number {
  return a.from - b.from || a.to - b.to;
}
