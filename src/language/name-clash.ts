import ts from "typescript";
import type { LessonProgram, ProgramPiece } from "./lesson-program.ts";
import type { CellEdit } from "./messages.ts";

/** A renaming, by names. */
export interface Renaming {
  readonly from: string;
  readonly to: string;
}

/**
 * Why a renaming would change what a name refers to, so that the code would compute something else; null if it would not.
 * Either the new name means something else already where the old one is used, or a cell uses the new name for something
 * that the lesson does not declare, such as `fetch`, and would then use what is renamed.
 */
export function nameClash(
  program: LessonProgram,
  renaming: Renaming,
  edits: readonly CellEdit[],
): string | null {
  const { to } = renaming;
  const hidden = edits.find((edit) => isTaken(program, to, edit));
  if (hidden !== undefined)
    return `There is already a '${to}' that the cell “${hidden.cell}” sees. Choose another name.`;
  const captured = reached(program, renaming, edits).find(({ analysis }) =>
    analysis.uses.some(({ name }) => name === to),
  );
  return captured === undefined
    ? null
    : `The cell “${captured.piece.id}” uses another '${to}'. Choose another name.`;
}

function isTaken(program: LessonProgram, name: string, { cell, from }: CellEdit): boolean {
  const found = program.cell(cell);
  if (found === null) return false;
  if (found.analysis.names.all.has(name) || found.scope.has(name)) return true;
  return localNames(program, found, found.file.start + from).has(name);
}

const ANY_MEANING =
  ts.SymbolFlags.Value | ts.SymbolFlags.Type | ts.SymbolFlags.Namespace | ts.SymbolFlags.Alias;

/** The names that the lesson declares and that are in scope at a position of a piece's file, parameters included. */
function localNames(program: LessonProgram, { path }: ProgramPiece, position: number): ReadonlySet<string> {
  const files = program.service.getProgram();
  const file = files?.getSourceFile(path);
  if (files === undefined || file === undefined) return new Set();
  const symbols = files.getTypeChecker().getSymbolsInScope(innermostNode(file, position), ANY_MEANING);
  const isOfLesson = ({ declarations = [] }: ts.Symbol): boolean =>
    declarations.some((declaration) => program.pieceAt(declaration.getSourceFile().fileName) !== null);
  return new Set(symbols.filter(isOfLesson).map(({ name }) => name));
}

function innermostNode(node: ts.Node, position: number): ts.Node {
  const child = ts.forEachChild(node, (one) =>
    one.getStart() <= position && position < one.getEnd() ? one : undefined,
  );
  return child === undefined ? node : innermostNode(child, position);
}

/** The pieces in which the new name will be visible: all, unless the renamed one is local to a function or block. */
function reached(
  program: LessonProgram,
  { from }: Renaming,
  edits: readonly CellEdit[],
): readonly ProgramPiece[] {
  const edited = program.pieces.filter(({ piece }) => edits.some(({ cell }) => cell === piece.id));
  const isShared = edited.some(({ analysis, scope }) => analysis.names.all.has(from) || scope.has(from));
  return isShared ? program.pieces : edited;
}
