import type { Tokens } from "marked";
import { analyseCell } from "../../cell/analyse-cell.ts";
import type { CellId } from "../../protocol/ids.ts";
import type { Cell, CellBlock, Exercise } from "../lesson.ts";
import type { DivToken } from "../markdown/div-syntax.ts";
import { type Fence, isCode, isTypeScript, readFence } from "../markdown/fence.ts";
import type { BlockContext } from "./block-context.ts";
import { readCell, reportAttributes, reportSyntax } from "./cell-block.ts";
import { type Builder, buildProse, type Report, readOutline } from "./exercise-outline.ts";
import { type ExerciseParts, solutionCode } from "./exercise-parts.ts";

/** `::: {.exercise #id title="…"}` with its task, starter, checks, hints and solution. */
export function readExercise(token: DivToken, context: BlockContext, build: Builder): Exercise {
  const outline = readOutline(token, context, "exercise");
  const { id, title, number, parts, report } = outline;
  const checks = parts.checks.map((check) => readCheck(check, context));
  const solution = readSolution(parts, context);
  const uses = [...new Set(checks.flatMap((check) => analyseCell(check).names.uses))];
  const starter = readStarter(parts.starters, { id, checks, uses, solution }, context, report);
  reportUnsolvable(parts, checks, report);
  return {
    id,
    title,
    number,
    ...buildProse(outline, parts.task, context, build),
    starter,
    quiz: null,
    // Without a cell there is nothing to try.
    afterAttempt: context.solutions === "after-attempt" && starter !== null,
  };
}

/** An exercise that readers could not solve, or could not know that they have solved it. */
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
    const remedy = "The reader's cell is a fence `ts {#id .starter}`.";
    report(
      cell ? "An exercise whose cell is not a starter: its checks never run." : "A check without a starter.",
      cell ? `Add \`.starter\` to the cell: ${remedy}` : `Add one: ${remedy}`,
    );
  }
  const references = checks.map((check) => analyseCell(check).references);
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

function readStarter(
  starters: readonly Tokens.Code[],
  exercise: NonNullable<Cell["exercise"]>,
  context: BlockContext,
  report: Report,
): CellBlock | null {
  const [token, ...more] = starters;
  if (more.length > 0) report("An exercise with two starters.", "Keep one; the first is the reader's cell.");
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
