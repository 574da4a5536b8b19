import type { CellId } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";

/** Longer lists are shortened. */
const SHOWN = 8;

/** What runs before a cell when its Run button is pressed. */
export function describeFirst(first: readonly CellId[]): string {
  return first.length === 0 ? words.cells.runsOnlyThis : words.cells.runsFirst(listed(first));
}

/** What Run above runs. */
export function describeAbove(above: readonly CellId[]): string {
  return above.length === 0 ? words.cells.noneToRun : words.cells.runs(listed(above));
}

function listed(ids: readonly CellId[]): string {
  const left = ids.length - SHOWN;
  const names: readonly string[] = left > 1 ? [...ids.slice(0, SHOWN), words.counts.otherCells(left)] : ids;
  return names.length < 2
    ? names.join("")
    : words.counts.and(names.slice(0, -1).join(", "), names.at(-1) ?? "");
}
