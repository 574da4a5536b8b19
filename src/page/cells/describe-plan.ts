import type { CellId } from "../../protocol/ids.ts";
import { count } from "../ui/format.ts";

/** Longer lists are shortened. */
const SHOWN = 8;

/** What runs before a cell when its Run button is pressed. */
export function describeFirst(first: readonly CellId[]): string {
  return first.length === 0 ? "Runs this cell only." : `Runs ${listed(first)} first.`;
}

/** What Run above runs. */
export function describeAbove(above: readonly CellId[]): string {
  return above.length === 0 ? "There is none to run." : `Runs ${listed(above)}.`;
}

function listed(ids: readonly CellId[]): string {
  const left = ids.length - SHOWN;
  const words = left > 1 ? [...ids.slice(0, SHOWN), count(left, "other cell")] : ids;
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
