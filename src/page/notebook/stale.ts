import type { CellNames } from "../../cell/names/cell-names.ts";
import { EVERYTHING } from "../../cell/names/cell-names.ts";
import { NamesAbove } from "../../cell/names/names-above.ts";
import type { CellId } from "../../protocol/ids.ts";

/** A time on the notebook's logical clock, which advances at every edit and every run. */
export type Tick = number;

/** What staleness depends on, for one cell in the order of the page. */
export interface Freshness {
  readonly id: CellId;
  readonly names: CellNames;
  /** What its last run declared, other than imports. */
  readonly declared: readonly string[];
  /** Its text differs from the text that ran. */
  readonly edited: boolean;
  /** It runs only when asked for itself: cells below run without it, on the values of its last run. */
  readonly manual: boolean;
  /** When its last run in the current runtime began; null if it has not run. */
  readonly ranAt: Tick | null;
  /** Since when its text differs from the text that ran, or what it read is replaced; null if neither. */
  readonly dirtySince: Tick | null;
  /** Where its last run found the names that it uses. */
  readonly readFrom: ReadonlyMap<string, Provider>;
}

/** The cell that gave a name its value; null if none above had declared it, or imported it, since modules do not change. */
export type Provider = CellId | null;

/**
 * The cells whose last run no longer matches the page: dirty ones, those that would now find a name in another cell, those
 * whose values a cell above has replaced and, transitively, what depends on them.
 */
export function staleCells(cells: readonly Freshness[]): ReadonlySet<CellId> {
  const reasons = [misreadSince(cells), replacedSince(cells)];
  return withDependents(
    cells.map((cell) => {
      const since = Math.max(cell.dirtySince ?? -1, ...reasons.map((each) => each.get(cell.id) ?? -1));
      return since < 0 ? cell : { ...cell, dirtySince: since };
    }),
  );
}

/**
 * Since when a cell above has replaced what a cell had declared: it declares the same name, and ran later. Whichever runs
 * last gives the name its value, but below both it should come from the lower one.
 */
function replacedSince(cells: readonly Freshness[]): ReadonlyMap<CellId, Tick> {
  const since = new Map<CellId, Tick>();
  const last = new Map<string, Tick>();
  for (const { id, declared, ranAt } of cells) {
    if (ranAt === null) continue;
    const replacedAt = Math.max(...declared.map((name) => last.get(name) ?? -1));
    if (replacedAt > ranAt) since.set(id, replacedAt);
    for (const name of declared) last.set(name, Math.max(ranAt, last.get(name) ?? -1));
  }
  return since;
}

/** For each name, the cell that ran last of those that declared it: that is where its value comes from. */
export function lastToDeclare(cells: readonly Freshness[]): ReadonlyMap<string, CellId> {
  const last = new Map<string, Freshness>();
  for (const cell of cells)
    for (const name of cell.ranAt === null ? [] : cell.declared)
      if ((cell.ranAt ?? -1) > (last.get(name)?.ranAt ?? -1)) last.set(name, cell);
  return new Map([...last].map(([name, { id }]) => [name, id]));
}

/** Where a cell finds the names that it uses. `above`: the cells above it, in the order of the page. */
export function providersOf(
  { declares, uses }: Pick<CellNames, "declares" | "uses">,
  above: readonly Freshness[],
): ReadonlyMap<string, Provider> {
  const foreign = uses.filter((name) => !declares.includes(name));
  return new Map(
    foreign.map((name) => {
      const declaring = above.findLast((cell) => cell.ranAt !== null && cell.names.declares.includes(name));
      return [name, declaring === undefined ? null : providerIn(declaring, name)];
    }),
  );
}

function providerIn({ id, names }: Freshness, name: string): Provider {
  return names.imports.includes(name) ? null : id;
}

/**
 * Since when cells are out of date because a name comes from a different cell than when they ran: one between them now
 * declares it, or the one that did is elsewhere or gone. The cell that it comes from now has to run again as well if the
 * other one had replaced its value.
 *
 * For example, cell a declares x = 1, b declares x = 2, and c shows x. They run at ticks 1, 2 and 3, and c has read x from
 * b. The reader moves b below c. Now c would find x in a, so c is out of date since 3, when it ran. But x is still 2, since b
 * ran after a: so a has to run again, too, and is out of date since the same tick.
 */
function misreadSince(cells: readonly Freshness[]): ReadonlyMap<CellId, Tick> {
  const since = new Map<CellId, Tick>();
  const add = (id: CellId, tick: Tick): void => void since.set(id, Math.max(tick, since.get(id) ?? tick));
  const providersByName = new Map<string, NameProviders>();
  for (const cell of cells) {
    for (const [name, provider] of cell.ranAt === null ? [] : cell.readFrom) {
      const { ran, providers } = providersByName.get(name) ?? NOWHERE;
      if (cell.ranAt === null || providers.includes(provider)) continue;
      add(cell.id, Math.max(cell.ranAt, ran?.ranAt ?? cell.ranAt));
      if (ran?.ranAt != null && ran.ranAt < cell.ranAt) add(ran.id, cell.ranAt);
    }
    for (const name of cell.names.declares)
      providersByName.set(name, withDeclaring(cell, name, providersByName.get(name)));
  }
  return since;
}

/** From which cells a cell at one place of the page may have read a name. */
interface NameProviders {
  /** The nearest cell above that has run; null if there is none, or it imports the name. */
  readonly ran: Freshness | null;
  /** With the cells between that have not run, or whose runs were cleared. */
  readonly providers: readonly Provider[];
}

const NOWHERE: NameProviders = { ran: null, providers: [null] };

function withDeclaring(cell: Freshness, name: string, before: NameProviders = NOWHERE): NameProviders {
  const provider = providerIn(cell, name);
  if (cell.ranAt === null) return { ...before, providers: [...before.providers, provider] };
  return { ran: provider === null ? null : cell, providers: [provider] };
}

/**
 * The dirty cells and, transitively, those below that use a name that one declares or changes. Of a manual cell, only
 * those that used the name before it became dirty. A fresh cell that declares the name ends the chain. What a cell imports
 is the same at each run, so that only an edit can change it.
 */
export function withDependents(cells: readonly Freshness[]): ReadonlySet<CellId> {
  const stale = new Set<CellId>();
  const declared = new NamesAbove();
  /** Until when a run that uses the name is stale. */
  const dirtyNames = new Map<string, Tick>();
  for (const { id, names, declared: ran, edited, manual, ranAt, dirtySince } of cells) {
    if (ranAt === null) continue;
    const inherited = [EVERYTHING, ...names.uses]
      .map((name) => dirtyNames.get(name) ?? -1)
      .filter((since) => since > ranAt);
    const since = Math.max(dirtySince ?? -1, ...inherited);
    const until = manual ? since : Number.POSITIVE_INFINITY;
    for (const name of names.declares) dirtyNames.delete(name);
    if (since >= 0) {
      stale.add(id);
      // An exercise that resets the seed does not affect other cells.
      const changed = declared.changedBy(names).filter((name) => !(manual && name === EVERYTHING));
      for (const name of [...changed, ...(edited ? names.declares : ran)]) dirtyNames.set(name, until);
    }
    declared.add(names);
  }
  return stale;
}
