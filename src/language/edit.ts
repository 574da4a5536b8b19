import ts from "typescript";
import type { LessonProgram, ProgramPiece } from "./lesson-program.ts";
import type { Answer, CellEdit } from "./messages.ts";
import { nameClash } from "./name-clash.ts";
import { isShared } from "./piece.ts";

/** Renames what is named at an offset, in all cells that use it. */
export function rename(
  program: LessonProgram,
  { path, file }: ProgramPiece,
  { offset, to }: { readonly offset: number; readonly to: string },
): Answer {
  const position = file.start + offset;
  const info = program.service.getRenameInfo(path, position, { allowRenameOfImportPath: false });
  if (!info.canRename) return refused("Only a name that a cell of this lesson declares can be renamed.");
  if (!isName(to))
    return refused(`“${to}” is not a name: use letters, digits and _, and begin with a letter.`);
  const locations = program.service.findRenameLocations(path, position, false, false, {
    providePrefixAndSuffixTextForRename: false,
  });
  const edits: CellEdit[] = [];
  for (const { fileName, textSpan, prefixText = "", suffixText = "" } of locations ?? []) {
    const found = program.pieceAt(fileName);
    if (found === null) return refused(`'${info.displayName}' belongs to a library and cannot be renamed.`);
    const from = textSpan.start - found.file.start;
    // The line that connects the cells is generated again after the edits.
    if (from < 0) continue;
    if (!isShared(found.piece)) return refused(usedByCheck(info.displayName, found));
    edits.push({
      cell: found.piece.id,
      from,
      to: from + textSpan.length,
      text: `${prefixText}${to}${suffixText}`,
    });
  }
  const clash = nameClash(program, { from: info.displayName, to }, edits);
  return clash === null ? { type: "edits", edits } : refused(clash);
}

function usedByCheck(name: string, { piece }: ProgramPiece): string {
  return `The ${piece.role} of the exercise “${piece.id}” uses '${name}', so it keeps its name.`;
}

/** Names that modules cannot or should not declare. */
const RESERVED: ReadonlySet<string> = new Set(["arguments", "eval", "undefined"]);

function isName(text: string): boolean {
  if (RESERVED.has(text)) return false;
  const scanner = ts.createScanner(ts.ScriptTarget.ESNext, false);
  scanner.setText(text);
  return scanner.scan() === ts.SyntaxKind.Identifier && scanner.getTokenEnd() === text.length;
}

/** As the lecture is written: two spaces, and what TypeScript's formatter does by default. */
const FORMAT: ts.FormatCodeSettings = {
  ...ts.getDefaultFormatCodeSettings("\n"),
  indentSize: 2,
  tabSize: 2,
  semicolons: ts.SemicolonPreference.Ignore,
};

/** Formats a cell. One that cannot run stays as it is, since its structure is unknown. */
export function format(program: LessonProgram, { path, file, piece }: ProgramPiece): Answer {
  const [mistake] = program.service.getSyntacticDiagnostics(path);
  if (mistake !== undefined) return refused("Correct the syntax of the cell first.");
  const end = file.start + piece.source.length;
  const changes = program.service.getFormattingEditsForRange(path, file.start, end, FORMAT);
  const edits = changes
    .filter(({ span }) => span.start >= file.start && span.start + span.length <= end)
    .map(({ span, newText }) => ({
      cell: piece.id,
      from: span.start - file.start,
      to: span.start - file.start + span.length,
      text: newText,
    }));
  return { type: "edits", edits };
}

function refused(message: string): Answer {
  return { type: "refused", message };
}
