import type { CellNames } from "../../cell/names/cell-names.ts";
import { EVERYTHING } from "../../cell/names/cell-names.ts";
import { DeclaredNames } from "../../cell/names/declared-names.ts";
import type { CellId } from "../../protocol/ids.ts";

/** A time on the notebook's logical clock, which advances at every edit and every run. */
export type Tick = number;

/** What staleness depends on, for one cell in the order of the page. */
export interface Freshness {
  readonly id: CellId;
  readonly names: CellNames;
  /** It runs only when asked for itself: cells below run without it, on the values of its last run. */
  readonly manual: boolean;
  /** When its last run in the current runtime began; null if it has not run. */
  readonly ranAt: Tick | null;
  /** Since when its text differs from the text that ran, or what it read is replaced; null if neither. */
  readonly dirtySince: Tick | null;
}

/**
 * The cells whose last run no longer matches the page: dirty ones and, transitively, those below that use a name that
 * one declares or changes. Of a manual cell, only those that used the name before it became dirty. A fresh cell that
 * declares the name ends the chain.
 */
export function staleCells(cells: readonly Freshness[]): ReadonlySet<CellId> {
  const stale = new Set<CellId>();
  const declared = new DeclaredNames();
  /** Until when a run that uses the name is stale. */
  const dirtyNames = new Map<string, Tick>();
  for (const { id, names, manual, ranAt, dirtySince } of cells) {
    if (ranAt === null) continue;
    const inherited = [EVERYTHING, ...names.uses]
      .map((name) => dirtyNames.get(name) ?? -1)
      .filter((since) => since > ranAt);
    const since = Math.max(dirtySince ?? -1, ...inherited);
    const until = manual ? since : Number.POSITIVE_INFINITY;
    if (since >= 0) {
      stale.add(id);
      // An exercise that resets the seed does not affect other cells.
      const changed = declared.changedBy(names).filter((name) => !(manual && name === EVERYTHING));
      for (const name of [...changed, ...names.declares]) dirtyNames.set(name, until);
    } else for (const name of names.declares) dirtyNames.delete(name);
    declared.add(names);
  }
  return stale;
}
