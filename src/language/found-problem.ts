import ts from "typescript";
import type { LessonProgram, ProgramPiece } from "./lesson-program.ts";

/** A problem of TypeScript's, in offsets of the author's text. */
export interface Found {
  readonly message: string;
  /** Whether it is about a module that is not there. */
  readonly isModule: boolean;
  readonly from: number;
  readonly to: number;
  readonly diagnostic: ts.Diagnostic;
  readonly piece: ProgramPiece;
  readonly program: LessonProgram;
}

/** What to do about it; null if nothing is known. */
export type Explain = (found: Found) => string | null;

/** The innermost node that contains a part of the text. */
export function nodeAt(
  { service }: LessonProgram,
  { path, file }: ProgramPiece,
  from: number,
  to: number,
): ts.Node | null {
  const source = service.getProgram()?.getSourceFile(path);
  if (source === undefined) return null;
  const [start, end] = [file.start + from, file.start + to];
  const search = (node: ts.Node): ts.Node =>
    ts.forEachChild(node, (child) =>
      child.getStart(source) <= start && end <= child.end ? search(child) : undefined,
    ) ?? node;
  return search(source);
}

const LONGEST_OPERAND = 24;

/** The text of an operand to which a member can be added, or another if it is long. */
export function shortText(node: ts.Node, other: string): string {
  const text = node.getText();
  const isSimple = ts.isLiteralExpression(node) || /^-?[\p{ID_Continue}$.[\]]+(?:\([^()\n]*\))?$/u.test(text);
  return isSimple && text.length <= LONGEST_OPERAND ? text : other;
}
