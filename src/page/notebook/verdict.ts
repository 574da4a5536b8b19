import type { Training } from "../../protocol/output.ts";
import type { CellModel } from "./notebook-cell.ts";
import type { OutputList } from "./output-list.ts";

/** How the checks judged a run; `doubtful` if nothing failed, but the loss of a training was not a number. */
export type Verdict = "passed" | "failed" | "doubtful";

/** The verdict on the outputs; null if there is nothing to judge, and if an error was thrown before all checks had run. */
function verdictOf({ entries, error }: OutputList): Verdict | null {
  const checks = entries.flatMap(({ output }) => (output.type === "check" ? [output.passed] : []));
  if (checks.includes(false)) return "failed";
  if (error !== null) return null;
  if (checks.length > 0) return "passed";
  return entries.some(({ output }) => output.type === "training" && hasLostLoss(output)) ? "doubtful" : null;
}

/** Whether an epoch ended with a loss of NaN or infinity, for which the protocol has null. */
function hasLostLoss({ rows }: Training): boolean {
  return rows.some(({ done, metrics }) => done && metrics["loss"] === null);
}

/** The verdict of the cell's last run once all of it has run; after a reload that of the restored outputs. */
export function verdictOfCell(cell: CellModel): Verdict | null {
  const state = cell.state.value;
  const isOver = state.type === "idle" || (state.type === "ended" && state.lastRun.outcome === "done");
  return isOver ? verdictOf(cell.outputs.value) : null;
}

/** The ids of the exercises whose checks have passed, by what their cells show. */
export function passedExercises(cells: readonly CellModel[]): ReadonlySet<string> {
  const passed = cells.filter((cell) => verdictOfCell(cell) === "passed");
  return new Set(passed.flatMap(({ definition }) => definition.value.exercise?.id ?? []));
}
