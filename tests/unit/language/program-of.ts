import { collectTypeFiles } from "../../../src/build/types/collect-type-files.ts";
import { checkLesson } from "../../../src/language/check-lesson.ts";
import { LessonProgram } from "../../../src/language/lesson-program.ts";
import { NO_MODULES } from "../../../src/language/module-types.ts";
import type { Piece, PieceRole } from "../../../src/language/piece.ts";

let program: LessonProgram | null = null;

/** One program for all tests of a worker, since reading the declarations takes seconds. It brings no modules at first. */
export function programOf(...pieces: readonly Piece[]): LessonProgram {
  program ??= new LessonProgram(collectTypeFiles());
  program.bring(NO_MODULES);
  program.update(pieces);
  return program;
}

export function piece(id: string, source: string, role: PieceRole = "cell"): Piece {
  return { id, source, role };
}

/** Each problem as `cell "text": message`. */
export function problemsOf(...pieces: readonly Piece[]): string[] {
  return [...checkLesson(programOf(...pieces))].flatMap(({ found, problems }) =>
    problems.map(({ from, to, message }) => {
      const { id, role, source } = found.piece;
      return `${role === "cell" || role === "exercise" ? id : `${role} of ${id}`} "${source.slice(from, to)}": ${message}`;
    }),
  );
}
