import ts from "typescript";
import type { LessonProgram, ProgramPiece } from "./lesson-program.ts";
import type { CellProblem } from "./messages.ts";
import { isShared } from "./piece.ts";
import type { CodeProblem } from "./problem.ts";

/**
 * The problems of an exercise's check as a student can understand them, who does not see its code: each at what their cell
 * declares and the check cannot use, the first one for each name. A name that is missing has no place. All others are
 * mistakes of the check itself, which the check of lessons reports to the author.
 */
export function problemsOfCheck(
  program: LessonProgram,
  check: ProgramPiece,
  problems: readonly CodeProblem[],
): readonly CellProblem[] {
  const byPlace = new Map<string, CellProblem>();
  for (const problem of problems) {
    const { message, kind } = problem;
    const place = declarationMeant(program, check, problem);
    if (place === null && kind !== "name") continue;
    const { from, to } = place ?? { from: 0, to: 0 };
    const key = place === null ? message : String(from);
    if (!byPlace.has(key)) byPlace.set(key, { from, to, message, inCheck: true });
  }
  return [...byPlace.values()];
}

type Place = Pick<CellProblem, "from" | "to">;

/** Where the student's cell declares what a problem of its check is about; null if the problem has nothing to do with it. */
function declarationMeant(program: LessonProgram, check: ProgramPiece, problem: CodeProblem): Place | null {
  const file = program.service.getProgram()?.getSourceFile(check.path);
  const cell = program.pieces.find(({ piece }) => isShared(piece) && piece.id === check.piece.id);
  if (file === undefined || cell === undefined) return null;
  const start = check.file.start + problem.from;
  const end = check.file.start + problem.to;
  for (let node = nodeAround(file, start, end); !ts.isSourceFile(node); node = node.parent) {
    const before = identifiersIn(node).toSorted((a, b) => distance(a, start) - distance(b, start));
    for (const name of before) {
      const place = declarationIn(program, cell, check.path, name.getStart(file));
      if (place !== null) return place;
    }
    // Other statements are about something else.
    if (ts.isStatement(node)) return null;
  }
  return null;
}

function distance(node: ts.Node, position: number): number {
  return Math.abs(node.getStart() - position);
}

function nodeAround(node: ts.Node, start: number, end: number): ts.Node {
  const child = ts.forEachChild(node, (one) => (one.getStart() <= start && end <= one.end ? one : undefined));
  return child === undefined ? node : nodeAround(child, start, end);
}

function identifiersIn(node: ts.Node): ts.Identifier[] {
  if (ts.isIdentifier(node)) return [node];
  const found: ts.Identifier[] = [];
  ts.forEachChild(node, (child) => {
    found.push(...identifiersIn(child));
  });
  return found;
}

function declarationIn(
  program: LessonProgram,
  { path, file }: ProgramPiece,
  from: string,
  position: number,
): Place | null {
  const found = program.service.getDefinitionAtPosition(from, position) ?? [];
  for (const { fileName, textSpan } of found) {
    const start = textSpan.start - file.start;
    if (fileName === path && start >= 0) return { from: start, to: start + textSpan.length };
  }
  return null;
}
