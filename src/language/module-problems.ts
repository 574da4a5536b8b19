import ts from "typescript";
import { readDiagnostic } from "./code-problem.ts";
import type { LessonProgram } from "./lesson-program.ts";
import { OWN_MODULES } from "./module-types.ts";

/** What is wrong in one of the lesson's own modules. */
export interface ModuleProblem {
  /** The module's file, from the lesson's folder. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  readonly message: string;
}

/**
 * The type errors in the lesson's own modules of TypeScript, also in those that only other modules import. What cannot be
 * parsed or is not there keeps the modules from being bundled, which reports it.
 */
export function moduleProblems(program: LessonProgram): readonly ModuleProblem[] {
  return Object.keys(program.modules.types.files)
    .filter(isOwnTypeScript)
    .flatMap((file) => problemsIn(program, file));
}

function isOwnTypeScript(path: string): boolean {
  return (
    path.startsWith(`${OWN_MODULES}/`) &&
    !path.includes("/node_modules/") &&
    /\.[cm]?tsx?$/.test(path) &&
    !/\.d\.[cm]?ts$/.test(path)
  );
}

function problemsIn({ service }: LessonProgram, file: string): readonly ModuleProblem[] {
  const text = service.getProgram()?.getSourceFile(file);
  // A module that no cell imports any more.
  if (text === undefined || service.getSyntacticDiagnostics(file).length > 0) return [];
  return service.getSemanticDiagnostics(file).flatMap((diagnostic) => {
    const mistake = readDiagnostic(diagnostic);
    if (mistake === null || mistake.kind === "module") return [];
    const { line, character } = ts.getLineAndCharacterOfPosition(text, mistake.start);
    const path = file.slice(OWN_MODULES.length + 1);
    return [{ path, line: line + 1, column: character + 1, message: mistake.message }];
  });
}
