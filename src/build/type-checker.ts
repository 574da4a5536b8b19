import { checkLesson } from "../language/check-lesson.ts";
import { LessonProgram } from "../language/lesson-program.ts";
import type { CheckTypes } from "../lesson/known-things.ts";
import { collectTypeFiles } from "./type-files.ts";

/** A checker for many lessons, which reads the declarations once, for the first lesson that has code. */
export function createTypeChecker(): CheckTypes {
  let program: LessonProgram | null = null;
  return (pieces) => {
    if (pieces.length === 0) return [];
    program ??= new LessonProgram(collectTypeFiles(), { imports: "used" });
    program.update(pieces);
    return [...checkLesson(program)].flatMap(({ problems }, index) =>
      problems
        // The parser of lessons and the check of imports report them.
        .filter(({ kind }) => kind !== "syntax" && kind !== "module")
        .map(({ from, message }) => ({ index, offset: from, message })),
    );
  };
}
