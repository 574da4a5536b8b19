import type { CellId } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";
import type { Preview } from "../notebook/notebook.ts";

/** Longer lists are shortened. */
const SHOWN = 8;

/** What runs before a cell when its Run button is pressed. */
export function describeFirst(first: Preview): string {
  return describe(first, words.cells.runsOnlyThis, words.cells.runsFirst);
}

/** What Run above, and the like, runs. */
export function describeRun(preview: Preview): string {
  return describe(preview, words.cells.noneToRun, words.cells.runs);
}

function describe({ run, leftOut }: Preview, none: string, some: (cells: string) => string): string {
  const runs = run.length === 0 ? none : some(listed(run));
  return leftOut.length === 0 ? runs : `${runs} ${words.cells.leavesOut(listed(leftOut))}`;
}

export function listed(ids: readonly CellId[]): string {
  const left = ids.length - SHOWN;
  const names: readonly string[] = left > 1 ? [...ids.slice(0, SHOWN), words.counts.otherCells(left)] : ids;
  return names.length < 2
    ? names.join("")
    : words.counts.and(names.slice(0, -1).join(", "), names.at(-1) ?? "");
}
