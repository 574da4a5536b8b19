import type { CellModel } from "./notebook-cell.ts";
import type { OutputList } from "./output-list.ts";

/** How the checks judged a run. */
export type Verdict = "passed" | "failed";

/** The verdict of the checks among the outputs; null without checks, and if the run threw an error before all had run. */
function verdictOf({ entries, error }: OutputList): Verdict | null {
  const checks = entries.flatMap(({ output }) => (output.type === "check" ? [output.passed] : []));
  if (checks.includes(false)) return "failed";
  return checks.length > 0 && error === null ? "passed" : null;
}

/** The verdict of the cell's last run once all of it has run; after a reload that of the restored outputs. */
export function verdictOfCell(cell: CellModel): Verdict | null {
  const state = cell.state.value;
  const isOver = state.type === "idle" || (state.type === "ended" && state.lastRun.outcome === "done");
  return isOver ? verdictOf(cell.outputs.value) : null;
}
