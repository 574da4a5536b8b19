import ts from "typescript";
import { describe } from "./describe-name.ts";
import { readCommentsOfCompletion } from "./documentation.ts";
import type { LessonProgram, ProgramPiece } from "./lesson-program.ts";
import type { Answer, Completion } from "./messages.ts";

const PREFERENCES: ts.GetCompletionsAtPositionOptions = {
  includeCompletionsForModuleExports: false,
  includeCompletionsWithInsertText: false,
};

/** What can be written at an offset of a cell. */
export function complete(
  program: LessonProgram,
  { path, file, piece, scope, analysis }: ProgramPiece,
  offset: number,
): Answer {
  const found = program.service.getCompletionsAtPosition(path, file.start + offset, PREFERENCES);
  if (found === undefined) return { type: "nothing" };
  const isOfLesson = (name: string): boolean => scope.has(name) || analysis.names.all.has(name);
  const before = /[\p{ID_Continue}$]*$/u.exec(piece.source.slice(0, offset))?.[0] ?? "";
  return {
    type: "completions",
    from: (found.optionalReplacementSpan?.start ?? file.start + offset - before.length) - file.start,
    completions: found.entries
      .filter(({ name, kind }) => kind !== ts.ScriptElementKind.warning && !/^_+$/.test(name))
      .map(({ name, kind, sortText }) => ({
        name,
        type: typeOf(kind),
        distance: distanceOf(sortText, found.isMemberCompletion || isOfLesson(name)),
      })),
  };
}

/** By TypeScript's `sortText`: 11 is the nearest, 15 are the global names. */
function distanceOf(sortText: string, isNear: boolean): number {
  const sorted = Math.max(0, Number.parseInt(sortText, 10) - 11) || 0;
  return isNear ? Math.min(1, sorted) : sorted;
}

function typeOf(kind: ts.ScriptElementKind): Completion["type"] {
  switch (kind) {
    case ts.ScriptElementKind.functionElement:
    case ts.ScriptElementKind.localFunctionElement:
      return "function";
    case ts.ScriptElementKind.memberFunctionElement:
      return "method";
    case ts.ScriptElementKind.memberVariableElement:
    case ts.ScriptElementKind.memberGetAccessorElement:
    case ts.ScriptElementKind.memberSetAccessorElement:
      return "property";
    case ts.ScriptElementKind.classElement:
      return "class";
    case ts.ScriptElementKind.interfaceElement:
      return "interface";
    case ts.ScriptElementKind.typeElement:
    case ts.ScriptElementKind.primitiveType:
      return "type";
    case ts.ScriptElementKind.enumElement:
      return "enum";
    case ts.ScriptElementKind.moduleElement:
      return "namespace";
    case ts.ScriptElementKind.constElement:
      return "constant";
    case ts.ScriptElementKind.keyword:
      return "keyword";
    default:
      return "variable";
  }
}

/** The type and documentation of one of the completions. */
export function describeCompletion(
  program: LessonProgram,
  { path, file }: ProgramPiece,
  { name, offset }: { readonly name: string; readonly offset: number },
): Answer {
  readCommentsOfCompletion(program, path, file.start + offset, name);
  const details = program.service.getCompletionEntryDetails(
    path,
    file.start + offset,
    name,
    undefined,
    undefined,
    PREFERENCES,
    undefined,
  );
  return details === undefined
    ? { type: "nothing" }
    : { type: "description", description: describe(details) };
}
