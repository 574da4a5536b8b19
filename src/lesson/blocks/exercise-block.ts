import type { Token, Tokens } from "marked";
import { cellNames } from "../../cell/names.ts";
import { cellReferences } from "../../cell/references.ts";
import type { CellId } from "../../protocol/ids.ts";
import type { Block, Cell, CellBlock, Exercise } from "../lesson.ts";
import type { DivToken } from "../markdown/div-syntax.ts";
import { type Fence, isCode, isTypeScript, readFence } from "../markdown/fence.ts";
import type { BlockContext } from "./block-context.ts";
import { type Enclosure, readCell, reportAttributes, reportSyntax } from "./cell-block.ts";
import { type ExerciseParts, exerciseParts, solutionCode } from "./exercise-parts.ts";

export interface Builder {
  blocks(tokens: readonly Token[], inside: Enclosure): Block[];
  /** The problems before an offset that no block shows yet. */
  problems(end: number): Block[];
}

/** `::: {.exercise #id title="…"}` with its task, starter, checks, hints and solution. */
export function readExercise(token: DivToken, context: BlockContext, build: Builder): Exercise {
  const { id, number } = context.anchors.numbered(token);
  const written = token.attributes.values.get("title")?.value ?? "";
  const parts = exerciseParts(token.tokens);
  const report = exerciseReporter(token, context);
  if (token.attributes.id === null) report("An exercise without an id.", "Write `::: {.exercise #id}`.");
  if (written === "") report("An exercise without a title.", 'Write `::: {.exercise #id title="…"}`.');
  if (parts.solutions.length > 1) report("An exercise with two solutions.", "Keep one; the first is shown.");
  const checks = parts.checks.map((check) => readCheck(check, context));
  const solution = readSolution(parts, context);
  const uses = [...new Set(checks.flatMap((check) => cellNames(check).uses))];
  const starter = readStarter(parts.starters, { id, checks, uses, solution }, context, report);
  reportUnsolvable(parts, checks, report);
  return {
    id,
    title: written || `Exercise ${number}`,
    number,
    // Problems of the starter and the checks belong to the task: hints and solution are closed at first.
    task: [...build.blocks(parts.task, "exercise"), ...build.problems(endOfTask(token, parts, context))],
    starter,
    quiz: null,
    hints: parts.hints.map((hint) => build.blocks([...hint.tokens], "aside")),
    solution: parts.solutions[0] ? build.blocks(parts.solutions[0].tokens, "aside") : null,
    // Without a cell there is nothing to try.
    afterAttempt: context.solutions === "after-attempt" && starter !== null,
  };
}

/** An exercise that students could not solve, or could not know that they have solved it. */
function reportUnsolvable(
  { starters, task }: ExerciseParts,
  checks: readonly string[],
  report: Report,
): void {
  const cell = task.filter(isCode).find((code) => isCell(readFence(code)));
  if (starters.length > 0 && checks.length === 0) {
    report(
      "An exercise without a check.",
      "Add a fence `ts {.check}` that calls `check(condition, message)`.",
    );
  } else if (starters.length === 0 && checks.length > 0) {
    const remedy = "The student's cell is a fence `ts {#id .starter}`.";
    report(
      cell ? "An exercise whose cell is no starter: its checks never run." : "A check without a starter.",
      cell ? `Add \`.starter\` to the cell: ${remedy}` : `Add one: ${remedy}`,
    );
  }
  const references = checks.map(cellReferences);
  // What does not compile is reported as that.
  const callsNone = references.every(
    (each) => each !== null && !each.uses.some(({ name }) => name === "check"),
  );
  if (checks.length > 0 && callsNone) {
    report(
      "No check of the exercise calls `check`, so it cannot be solved.",
      "Call `check(condition, message)` in a fence `ts {.check}`.",
    );
  }
}

function isCell({ language, attributes }: Fence): boolean {
  return isTypeScript(language) && attributes.id !== null;
}

/** Where the first hint or solution begins, or else the exercise ends. */
export function endOfTask(
  token: DivToken,
  { hints, solutions }: ExerciseParts,
  { offsets }: BlockContext,
): number {
  const end = offsets.of(token) + token.raw.length;
  return Math.min(end, ...[...hints, ...solutions].map((part) => offsets.of(part)));
}

export type Report = (message: string, remedy: string) => void;

export function exerciseReporter(token: DivToken, context: BlockContext): Report {
  const offset = context.offsets.within(token, token.attributesOffset);
  return (message, remedy) => context.log.report(offset, message, remedy);
}

function readStarter(
  starters: readonly Tokens.Code[],
  exercise: NonNullable<Cell["exercise"]>,
  context: BlockContext,
  report: Report,
): CellBlock | null {
  const [token, ...more] = starters;
  if (more.length > 0) report("An exercise with two starters.", "Keep one; the first is the student's cell.");
  if (!token) return null;
  const fence = readFence(token);
  reportAttributes(token, fence, context);
  const id: CellId | null = context.anchors.cell(token);
  if (fence.attributes.id === null) report("A starter without an id.", "Write `ts {#id .starter}`.");
  return id ? readCell(token, fence, id, context, exercise) : null;
}

function readCheck(token: Tokens.Code, context: BlockContext): string {
  const fence = readFence(token);
  reportAttributes(token, fence, context);
  reportSyntax(token, fence, context);
  return fence.source.replace(/\n$/, "");
}

function readSolution(parts: ExerciseParts, context: BlockContext): string | null {
  const code = solutionCode(parts);
  if (!code) return null;
  const fence = readFence(code);
  reportSyntax(code, fence, context);
  return fence.source.replace(/\n$/, "");
}
