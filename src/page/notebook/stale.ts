import type { CellId } from "../../protocol/ids.ts";
import type { CellNames } from "./cell-definition.ts";

/** What staleness depends on, for one cell in the order of the page. */
export interface Freshness {
  readonly id: CellId;
  readonly names: CellNames;
  /** It has run in the present runtime. */
  readonly ran: boolean;
  /** Its text differs from the text that ran, or what it read has been replaced since. */
  readonly changed: boolean;
}

/**
 * The cells whose last run no longer agrees with the page: those that changed, and, transitively, those below that
 * use a name such a cell declares. A fresh cell that declares the name anew ends the chain.
 */
export function staleCells(cells: readonly Freshness[]): ReadonlySet<CellId> {
  const stale = new Set<CellId>();
  const doubtful = new Set<string>();
  for (const cell of cells) {
    const reads = cell.names.uses.some((name) => doubtful.has(name));
    if (cell.ran && (cell.changed || reads)) {
      stale.add(cell.id);
      for (const name of cell.names.declares) doubtful.add(name);
    } else if (cell.ran) {
      for (const name of cell.names.declares) doubtful.delete(name);
    }
  }
  return stale;
}
