import ts from "typescript";
import { chartMistakes } from "./chart-mistakes.ts";
import type { CodeProblem } from "./code-problem.ts";
import { controlMistakes } from "./control-mistakes.ts";
import type { LessonProgram, ProgramPiece } from "./lesson-program.ts";
import type { LibraryCall } from "./library-call.ts";
import { LECTERN_FILE } from "./type-files.ts";
import { valueMistakes } from "./value-mistakes.ts";

/**
 * Mistakes in calls of `lectern` that its types do not show: numbers that do not fit together, and attributes of charts,
 * which are ignored if they are unknown. Only what is known before the code runs is checked.
 */
export function callProblems(program: LessonProgram, { path, file, piece }: ProgramPiece): CodeProblem[] {
  const source = program.service.getProgram()?.getSourceFile(path);
  const checker = program.service.getProgram()?.getTypeChecker();
  if (source === undefined || checker === undefined) return [];
  const calls = callsIn(source, checker);
  return [
    ...controlMistakes(calls, checker),
    ...chartMistakes(calls, checker),
    ...valueMistakes(calls, checker),
  ].flatMap(({ node, message, remedy }): readonly CodeProblem[] => {
    const from = node.getStart(source) - file.start;
    const to = node.end - file.start;
    return from < 0 || to > piece.source.length ? [] : [{ from, to, message, remedy, kind: "type" }];
  });
}

function callsIn(source: ts.SourceFile, checker: ts.TypeChecker): readonly LibraryCall[] {
  const calls: LibraryCall[] = [];
  const visit = (node: ts.Node): void => {
    const name = ts.isCallExpression(node) ? libraryName(node.expression, checker) : null;
    if (name !== null && ts.isCallExpression(node)) calls.push({ name, call: node });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return calls;
}

/** The name in `lectern` of what is called; null if it is from elsewhere. */
function libraryName(called: ts.Expression, checker: ts.TypeChecker): string | null {
  const name = ts.isPropertyAccessExpression(called) ? called.name : called;
  const symbol = ts.isIdentifier(name) ? checker.getSymbolAtLocation(name) : undefined;
  if (symbol === undefined) return null;
  const declared = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const isOfLibrary = declared.declarations?.some(
    (declaration) => declaration.getSourceFile().fileName === LECTERN_FILE,
  );
  return isOfLibrary === true ? declared.name : null;
}
