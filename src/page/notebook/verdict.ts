import type { CellModel } from "./notebook-cell.ts";
import type { OutputList } from "./output-list.ts";

/** How the checks judged a run; `doubtful` if nothing failed, but a loss was not a number. */
export type Verdict = "passed" | "failed" | "doubtful";

/** The verdict on the outputs; null if there is nothing to judge, and if an error was thrown before all checks had run. */
function verdictOf({ entries, error }: OutputList): Verdict | null {
  const checks = entries.flatMap(({ output }) => (output.type === "check" ? [output.passed] : []));
  if (checks.includes(false)) return "failed";
  if (error !== null) return null;
  return checks.length > 0 ? "passed" : null;
}

/** The verdict of the cell's last run once all of it has run; after a reload that of the restored outputs. */
export function verdictOfCell(cell: CellModel): Verdict | null {
  const state = cell.state.value;
  const isOver = state.type === "idle" || (state.type === "ended" && state.lastRun.outcome === "done");
  if (!isOver) return null;
  const isDoubtful = state.type === "ended" && state.lastRun.isDoubtful;
  return verdictOf(cell.outputs.value) ?? (isDoubtful ? "doubtful" : null);
}

/** The ids of the exercises whose checks have passed, by what their cells show. */
export function passedExercises(cells: readonly CellModel[]): ReadonlySet<string> {
  const passed = cells.filter((cell) => verdictOfCell(cell) === "passed");
  return new Set(passed.flatMap(({ definition }) => definition.value.exercise?.id ?? []));
}
