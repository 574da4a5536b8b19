import type { CellId } from "../../protocol/ids.ts";
import type { CellNames } from "./cell-definition.ts";

/** A moment on the notebook's own clock, which goes on by one at every edit and every run. */
export type Moment = number;

/** What staleness depends on, for one cell in the order of the page. */
export interface Freshness {
  readonly id: CellId;
  readonly names: CellNames;
  /** It is run only when asked for itself: the cells below run without it, on what its last run left. */
  readonly byHand: boolean;
  /** When its last run in the present runtime began; null where it has not run. */
  readonly ranAt: Moment | null;
  /** Since when its text differs from the text that ran, or what it read is replaced; null where neither is so. */
  readonly doubtfulSince: Moment | null;
}

/**
 * The cells whose last run no longer agrees with the page: those that are doubtful themselves, and, transitively,
 * those below that use a name of such a cell; of one that is run by hand, those that used it before it became
 * doubtful. A fresh cell that declares the name ends the chain.
 */
export function staleCells(cells: readonly Freshness[]): ReadonlySet<CellId> {
  const stale = new Set<CellId>();
  const doubtful = new Map<string, Moment>();
  for (const { id, names, byHand, ranAt, doubtfulSince } of cells) {
    if (ranAt === null) continue;
    const inherited = names.uses.map((name) => doubtful.get(name) ?? -1).filter((since) => since > ranAt);
    const since = Math.max(doubtfulSince ?? -1, ...inherited);
    if (since >= 0) stale.add(id);
    for (const name of names.declares) {
      if (since >= 0) doubtful.set(name, byHand ? since : Number.POSITIVE_INFINITY);
      else doubtful.delete(name);
    }
  }
  return stale;
}
