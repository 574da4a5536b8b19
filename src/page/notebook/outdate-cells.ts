import type { CellList } from "./cell-list.ts";
import { lastRunOf, outdate } from "./cell-state.ts";
import { freshness, type NotebookCell } from "./notebook-cell.ts";
import { type Freshness, lastToDeclare, type Provider, providersOf, withDependents } from "./stale.ts";

/**
 * Where the cell finds the names that it uses, if it runs now. Of manual cells and exercises, which do not run again with
 * others, another cell may have replaced the values.
 */
export function providersFor(list: CellList, cell: NotebookCell): ReadonlyMap<string, Provider> {
  const { declares, uses } = cell.text.value.names;
  const checkUses = cell.definition.value.exercise?.uses ?? [];
  const providers = providersOf({ declares, uses: [...uses, ...checkUses] }, above(list, cell));
  const last = lastToDeclare(list.cells.value.map((each) => freshness(each, null)));
  return new Map(
    [...providers].map(([name, provider]) => [name, provider === null ? null : (last.get(name) ?? provider)]),
  );
}

/**
 * A cell that begins to run replaces what it declares, and changes what it changes: outdates what has read that. Even
 * with the same text its values may differ, as those of a network that starts untrained again. It does so as it begins:
 * a run that fails or is stopped may have replaced some of them.
 */
export function outdateBeforeRun(list: CellList, cell: NotebookCell): void {
  outdateReaders(list, cell);
  const { declares } = cell.text.value.names;
  const before = lastRunOf(cell.state.value)?.names.declares ?? [];
  withdrawNames(
    list,
    cell,
    before.filter((name) => !declares.includes(name)),
  );
}

/** The cell is about to go with what it declares. */
export function withdraw(list: CellList, cell: NotebookCell): void {
  withdrawNames(list, cell, lastRunOf(cell.state.value)?.names.declares ?? []);
}

/** Names that come from the cell above again: it has to run again if this one had replaced its values. */
function withdrawNames(list: CellList, cell: NotebookCell, names: readonly string[]): void {
  const replacedAt = lastRunOf(cell.state.value)?.tick ?? 0;
  const providers = providersOf({ declares: [], uses: names }, above(list, cell));
  for (const id of new Set(providers.values())) {
    const provider = id === null ? undefined : list.find(id);
    const lastRun = provider === undefined ? null : lastRunOf(provider.state.value);
    if (provider !== undefined && lastRun !== null && lastRun.tick < replacedAt) outdateCell(list, provider);
  }
}

/** What the cell has declared has changed: outdates what has read it. */
export function outdateDependents(list: CellList, cell: NotebookCell): void {
  if (lastRunOf(cell.state.value) !== null) outdateReaders(list, cell);
}

/** Outdates what has read what the cell declares or changes. It counts as run, also if it only begins to. */
function outdateReaders(list: CellList, cell: NotebookCell): void {
  const cells = list.cells.value;
  const below = cells.slice(cells.indexOf(cell) + 1).filter(({ state }) => lastRunOf(state.value) !== null);
  if (below.length === 0) return;
  const now = list.tick();
  const dependents = withDependents(
    cells.map((each) => (each === cell ? { ...freshness(each, now), ranAt: now } : freshness(each, null))),
  );
  for (const each of below) if (dependents.has(each.id)) each.state.value = outdate(each.state.value, now);
}

/** Something that the cell itself has read was replaced: outdates it, and what has read what it declared. */
export function outdateCell(list: CellList, cell: NotebookCell): void {
  outdateDependents(list, cell);
  cell.state.value = outdate(cell.state.value, list.tick());
}

function above(list: CellList, cell: NotebookCell): readonly Freshness[] {
  const cells = list.cells.value;
  return cells.slice(0, cells.indexOf(cell)).map((each) => freshness(each, null));
}
