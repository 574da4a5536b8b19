import ts from "typescript";
import { assertNever } from "../protocol/assert-never.ts";
import { complete, describeCompletion } from "./complete.ts";
import { describe } from "./describe-name.ts";
import { readCommentsAt, readCommentsOfCall } from "./documentation.ts";
import { format, rename } from "./edit.ts";
import type { LessonProgram, ProgramPiece } from "./lesson-program.ts";
import type { Answer, Question } from "./messages.ts";
import { OWN_MODULES } from "./module-types.ts";
import { LECTERN_FILE, TENSORFLOW_FILE } from "./type-files.ts";

const NOTHING: Answer = { type: "nothing" };

/** Answers a question of the editor about a cell. */
export function answer(program: LessonProgram, question: Question): Answer {
  const found = program.cell(question.cell);
  if (found === null) return NOTHING;
  switch (question.type) {
    case "complete":
      return complete(program, found, question.offset);
    case "describe":
      return describeCompletion(program, found, question);
    case "hover":
      return hover(program, found, question.offset);
    case "signature":
      return signature(program, found, question.offset);
    case "define":
      return define(program, found, question.offset);
    case "rename":
      return rename(program, found, question);
    case "format":
      return format(program, found);
    default:
      return assertNever(question);
  }
}

function hover(program: LessonProgram, { path, file }: ProgramPiece, offset: number): Answer {
  readCommentsAt(program, path, file.start + offset);
  const info = program.service.getQuickInfoAtPosition(path, file.start + offset);
  if (info === undefined) return NOTHING;
  const from = info.textSpan.start - file.start;
  return { type: "hover", from, to: from + info.textSpan.length, description: describe(info) };
}

function signature(program: LessonProgram, { path, file }: ProgramPiece, offset: number): Answer {
  readCommentsOfCall(program, path, file.start + offset);
  const help = program.service.getSignatureHelpItems(path, file.start + offset, undefined);
  const item = help?.items[help.selectedItemIndex];
  if (help === undefined || item === undefined) return NOTHING;
  const text = (parts: ts.SymbolDisplayPart[]): string => ts.displayPartsToString(parts);
  return {
    type: "signature",
    from: help.applicableSpan.start - file.start,
    signature: {
      before: text(item.prefixDisplayParts).replace(/^\(alias\) /, ""),
      parameters: item.parameters.map(({ displayParts, documentation }) => ({
        text: text(displayParts),
        documentation: text(documentation),
      })),
      after: text(item.suffixDisplayParts).replace(/\nimport [^\n]*$/, ""),
      documentation: text(item.documentation),
      active: Math.min(help.argumentIndex, Math.max(0, item.parameters.length - 1)),
      overload: help.selectedItemIndex + 1,
      overloads: help.items.length,
    },
  };
}

function define(program: LessonProgram, { path, file }: ProgramPiece, offset: number): Answer {
  const found = program.service.getDefinitionAtPosition(path, file.start + offset) ?? [];
  for (const { fileName, textSpan } of found) {
    const target = program.pieceAt(fileName);
    if (target === null) continue;
    const from = textSpan.start - target.file.start;
    if (from >= 0) return { type: "definition", cell: target.piece.id, from, to: from + textSpan.length };
  }
  const [first] = found;
  return first === undefined ? NOTHING : { type: "elsewhere", module: moduleOf(first.fileName) };
}

function moduleOf(path: string): string {
  if (path === TENSORFLOW_FILE) return "@tensorflow/tfjs";
  if (path === LECTERN_FILE) return "lectern";
  if (path.startsWith(`${OWN_MODULES}/`)) return path.slice(OWN_MODULES.length + 1);
  const [, name] = /.*\/node_modules\/(?:@types\/)?((?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];
  return name ?? "JavaScript";
}
