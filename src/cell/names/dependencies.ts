import type { CellId } from "../../protocol/ids.ts";
import type { CellNames } from "./cell-names.ts";
import { EVERYTHING } from "./cell-names.ts";
import { NamesAbove } from "./names-above.ts";

/** What the dependencies of cells are found from, for one cell in the order of the page. */
export interface NamedCell {
  readonly id: CellId;
  readonly names: CellNames;
  /** Names that its checks use. */
  readonly checkUses: readonly string[];
  /** It runs as part of another cell's run: it is neither manual nor of an exercise. */
  readonly runsWithOthers: boolean;
  readonly hasRun: boolean;
}

/** For each cell, those above that must have run before it, directly or indirectly. */
export type Dependencies = ReadonlyMap<CellId, ReadonlySet<CellId>>;

/** Who gives a name its value: the last cell that declares it, and those below that change it. */
interface Origin {
  /** Null for a cell that does not run with others: its value is there, or it is not. */
  readonly declaredBy: CellId | null;
  readonly changedBy: readonly CellId[];
}

/**
 * The cells that each cell depends on, by the names that it and its checks use: the nearest cell above that declares the
 * name, those between that may change its value, and what these depend on. A cell that does not run with others is
 * passed over while it has not run.
 */
export function dependencies(cells: readonly NamedCell[]): Dependencies {
  const found = new Map<CellId, ReadonlySet<CellId>>();
  const origins = new Map<string, Origin>();
  const declared = new NamesAbove();
  for (const cell of cells) {
    found.set(cell.id, withTheirs(direct(cell, origins), found));
    if (cell.runsWithOthers || cell.hasRun) {
      note(cell, declared.changedBy(cell.names), origins);
      declared.add(cell.names);
    }
  }
  return found;
}

function direct({ names, checkUses }: NamedCell, origins: ReadonlyMap<string, Origin>): readonly CellId[] {
  const declared = new Set(names.declares);
  const uses = [EVERYTHING, ...names.uses, ...checkUses.filter((name) => !declared.has(name))];
  return uses.flatMap((name) => {
    const origin = origins.get(name);
    if (origin === undefined) return [];
    return origin.declaredBy === null ? origin.changedBy : [origin.declaredBy, ...origin.changedBy];
  });
}

function withTheirs(direct: readonly CellId[], found: Dependencies): ReadonlySet<CellId> {
  return new Set(direct.flatMap((id) => [id, ...(found.get(id) ?? [])]));
}

function note(
  { id, names, runsWithOthers }: NamedCell,
  changed: readonly string[],
  origins: Map<string, Origin>,
): void {
  if (runsWithOthers) {
    for (const name of changed) {
      const { declaredBy, changedBy } = origins.get(name) ?? { declaredBy: null, changedBy: [] };
      origins.set(name, { declaredBy, changedBy: [...changedBy, id] });
    }
  }
  for (const name of names.declares)
    origins.set(name, { declaredBy: runsWithOthers ? id : null, changedBy: [] });
}
