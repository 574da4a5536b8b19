import { analyseCell } from "../../cell/analyse-cell.ts";
import { checkLesson } from "../../language/check-lesson.ts";
import { LessonProgram } from "../../language/lesson-program.ts";
import { type ModuleProblem, moduleProblems } from "../../language/module-problems.ts";
import { NO_MODULES } from "../../language/module-types.ts";
import type { TypeFiles } from "../../language/type-files.ts";
import type { CodePiece, TypeMistake } from "../../lesson/known-things.ts";
import { SHARED_MODULES } from "../../protocol/lesson-modules.ts";
import { cachedTypeFiles } from "./cached-type-files.ts";
import { collectModuleTypes } from "./collect-module-types.ts";
import { collectTypeFiles } from "./collect-type-files.ts";

/** Checks the types of all code of a lesson in a folder. */
export type TypeChecker = (pieces: readonly CodePiece[], folder: string) => CheckedTypes;

interface CheckedTypes {
  readonly mistakes: readonly TypeMistake[];
  /** What is wrong in the lesson's own modules. */
  readonly modules: readonly ModuleProblem[];
}

/** A checker with declarations that were collected before. */
export async function cachedTypeChecker(): Promise<TypeChecker> {
  const types = await cachedTypeFiles();
  return createTypeChecker(() => types);
}

/**
 * A checker for many lessons, which reads the declarations once, for the first lesson that has code.
 * @param collect collects them.
 */
export function createTypeChecker(collect: () => TypeFiles = collectTypeFiles): TypeChecker {
  let program: LessonProgram | null = null;
  return (pieces, folder) => {
    if (pieces.length === 0) return { mistakes: [], modules: [] };
    program ??= new LessonProgram(collect(), { imports: "used" });
    const names = importedModules(pieces);
    // After other modules, TypeScript resolves all imports again.
    program.bring(
      names.size === 0 ? NO_MODULES : { names, types: collectModuleTypes(folder, [...names]).types },
    );
    program.update(pieces);
    return { mistakes: mistakesIn(program), modules: moduleProblems(program) };
  };
}

function mistakesIn(program: LessonProgram): readonly TypeMistake[] {
  return [...checkLesson(program)].flatMap(({ problems }, index) =>
    problems
      // The parser of lessons and the check of imports report them.
      .filter(({ kind }) => kind !== "syntax" && kind !== "module")
      .map(({ from, message, remedy = null }) => ({ index, offset: from, message, remedy })),
  );
}

/** The modules that are not there in every lesson. */
function importedModules(pieces: readonly CodePiece[]): ReadonlySet<string> {
  const all = pieces.flatMap(({ source }) => {
    const { imports, typeImports } = analyseCell(source).references ?? { imports: [], typeImports: [] };
    return [...imports, ...typeImports].map(({ module }) => module);
  });
  return new Set(all.filter((module) => !SHARED_MODULES.some((shared) => shared === module)));
}
