import { assertNever } from "../../protocol/assert-never.ts";
import type { CellId } from "../../protocol/ids.ts";
import type { CellStatus } from "./cell-state.ts";

/**
 * What the reader asked to run: a cell with those that it depends on, all cells above it, all, all that are stale, or all
 * exercises that have checks with what they depend on.
 */
export type RunTarget =
  | { readonly type: "cell"; readonly cell: CellId }
  | { readonly type: "above"; readonly cell: CellId }
  /** What depends on the cell, whose controls the reader has changed, and has run before. */
  | { readonly type: "dependents"; readonly cell: CellId }
  | { readonly type: "all" }
  | { readonly type: "stale" }
  | { readonly type: "checks" };

/** What a plan depends on, for one cell in the order of the page. */
export interface PlannableCell {
  readonly id: CellId;
  readonly manual: boolean;
  readonly exercise: boolean;
  /** It has checks. */
  readonly checked: boolean;
  readonly status: CellStatus;
  /** The cells that it depends on. */
  readonly dependencies: ReadonlySet<CellId>;
  readonly declares: readonly string[];
  /** What it and its checks use of other cells. */
  readonly uses: readonly string[];
  /** The names that it declares and other cells too. */
  readonly contested: readonly string[];
  /** Those of its names whose values other cells have replaced since it ran. */
  readonly replaced: readonly string[];
}

/** `run`: what to append to the queue, in order. `needs`: the cells whose failure cancels the rest. */
export interface Plan {
  readonly run: readonly CellId[];
  readonly needs: ReadonlySet<CellId>;
}

/**
 * Which cells to run, in the order of the page.
 * A cell brings with it those that it depends on, if they have not run, are stale, depend on one that runs before, or
 * another cell has replaced the values that it needs. A failed or stopped cell counts as run.
 */
export function plan(target: RunTarget, cells: readonly PlannableCell[]): Plan {
  switch (target.type) {
    case "cell":
      return planCell(target.cell, cells);
    case "above":
      return planAll(above(target.cell, cells).filter(runsWithOthers));
    case "dependents":
      return planDependents(target.cell, cells);
    case "all":
      return planAll(cells.filter(runsWithOthers));
    case "stale":
      return planStale(cells);
    case "checks":
      return planChecks(cells);
    default:
      return assertNever(target);
  }
}

function planCell(id: CellId, cells: readonly PlannableCell[]): Plan {
  const target = cells.filter((cell) => cell.id === id);
  const wanted = neededBy(target, cells);
  return {
    run: [...wanted, ...target].filter((cell) => !isPending(cell)).map((cell) => cell.id),
    needs: new Set(wanted.map((cell) => cell.id)),
  };
}

function planAll(cells: readonly PlannableCell[]): Plan {
  return {
    run: cells.filter((cell) => !isPending(cell)).map((cell) => cell.id),
    needs: new Set(cells.map((cell) => cell.id)),
  };
}

function planDependents(id: CellId, cells: readonly PlannableCell[]): Plan {
  return planWithNeeded(
    cells.filter((cell) => cell.dependencies.has(id) && cell.status !== "idle" && runsWithOthers(cell)),
    cells,
  );
}

/** The stale cells, and those that would be stale after their run. */
function planStale(cells: readonly PlannableCell[]): Plan {
  const targets = new Set(cells.filter((cell) => cell.status === "stale" && runsWithOthers(cell)));
  for (;;) {
    const running = new Set([...targets, ...neededBy([...targets], cells)]);
    const added = addOutdated(running, cells, hasRunWithOthers);
    if (added.length === 0) return planAll(cells.filter((cell) => running.has(cell)));
    for (const cell of added) targets.add(cell);
  }
}

function hasRunWithOthers(cell: PlannableCell): boolean {
  return runsWithOthers(cell) && cell.status !== "idle";
}

function planWithNeeded(targets: readonly PlannableCell[], cells: readonly PlannableCell[]): Plan {
  const wanted = new Set([...targets, ...neededBy(targets, cells)]);
  return planAll(cells.filter((cell) => wanted.has(cell)));
}

/** Each exercise is judged by itself: nothing that fails keeps another from running. */
function planChecks(cells: readonly PlannableCell[]): Plan {
  const checked = cells.filter((cell) => cell.checked);
  const needed = neededBy(checked, cells);
  const wanted = cells.filter((cell) => cell.checked || needed.includes(cell));
  return { run: wanted.filter((cell) => !isPending(cell)).map((cell) => cell.id), needs: new Set() };
}

/** For each cell, those that it uses values of but does not bring, although they have not run or are stale. */
export type LeftOut = ReadonlyMap<CellId, readonly CellId[]>;

/** Manual cells and exercises are left to the reader: values of their last runs are used, if there are any. */
export function leftOut(cells: readonly PlannableCell[]): LeftOut {
  const declaring = new Map<string, PlannableCell>();
  return new Map(
    cells.map((cell) => {
      const providers = new Set(cell.uses.flatMap((name) => declaring.get(name) ?? []));
      for (const name of cell.declares) declaring.set(name, cell);
      return [cell.id, [...providers].filter(isLeftOut).map(({ id }) => id)];
    }),
  );
}

function isLeftOut(cell: PlannableCell): boolean {
  return !runsWithOthers(cell) && (cell.status === "idle" || cell.status === "stale");
}

function above(id: CellId, cells: readonly PlannableCell[]): readonly PlannableCell[] {
  const index = cells.findIndex((cell) => cell.id === id);
  return index < 0 ? [] : cells.slice(0, index);
}

function runsWithOthers(cell: PlannableCell): boolean {
  return !cell.manual && !cell.exercise;
}

/** The cells that have to run before the targets, in the order of the page. */
function neededBy(
  targets: readonly PlannableCell[],
  cells: readonly PlannableCell[],
): readonly PlannableCell[] {
  const needed = mustRunBefore(targets, cells);
  if (cells.some(({ contested }) => contested.length > 0)) addReplaced(needed, targets, cells);
  return cells.filter((cell) => needed.has(cell));
}

/** Adds the cells that are fresh, but whose values are replaced by then; and those that depend on what runs again so. */
function addReplaced(
  needed: Set<PlannableCell>,
  targets: readonly PlannableCell[],
  cells: readonly PlannableCell[],
): void {
  const others = new Set(dependedOn(targets, cells));
  const running = new Set([...needed, ...targets]);
  const isOther = (cell: PlannableCell): boolean => others.has(cell);
  for (;;) {
    const added = [...addOutdated(running, cells, isOther), ...addRead(running, cells, isOther)];
    if (added.length === 0) return;
    for (const cell of added) needed.add(cell);
  }
}

/**
 * Adds to `running`, down the page, the candidates that depend on a cell that runs, or declare a name that one above them,
 * which runs, declares too.
 * @returns the cells that were added.
 */
function addOutdated(
  running: Set<PlannableCell>,
  cells: readonly PlannableCell[],
  isCandidate: (cell: PlannableCell) => boolean,
): readonly PlannableCell[] {
  const ids = new Set([...running].map(({ id }) => id));
  const declared = new Set<string>();
  return cells.filter((cell) => {
    const isAdded =
      !running.has(cell) &&
      isCandidate(cell) &&
      (cell.contested.some((name) => declared.has(name)) || dependsOn(cell, ids));
    if (isAdded) {
      running.add(cell);
      ids.add(cell.id);
    }
    if (running.has(cell)) for (const name of cell.contested) declared.add(name);
    return isAdded;
  });
}

/**
 * Adds to `running`, up the page, the candidates of which a replaced value is used by a cell below, which runs, before
 * another one gives the name its value.
 * @returns the cells that were added.
 */
function addRead(
  running: Set<PlannableCell>,
  cells: readonly PlannableCell[],
  isCandidate: (cell: PlannableCell) => boolean,
): readonly PlannableCell[] {
  const read = new Set<string>();
  return cells.toReversed().filter((cell) => {
    const isAdded = !running.has(cell) && isCandidate(cell) && cell.replaced.some((name) => read.has(name));
    if (isAdded) running.add(cell);
    if (running.has(cell)) for (const name of cell.uses) read.add(name);
    // One that does not run with others gives the name no value before it has run.
    if (running.has(cell) || runsWithOthers(cell) || cell.status !== "idle")
      for (const name of cell.contested) read.delete(name);
    return isAdded;
  });
}

/**
 * Of the cells that the targets depend on, those that have not run or are stale, and those that will be stale by then,
 * since one that they depend on runs before.
 */
function mustRunBefore(
  targets: readonly PlannableCell[],
  cells: readonly PlannableCell[],
): Set<PlannableCell> {
  const needed = new Set<PlannableCell>();
  const running = new Set([...targets, ...cells.filter(isPending)].map(({ id }) => id));
  for (const cell of dependedOn(targets, cells)) {
    const isFresh = !isPending(cell) && cell.status !== "idle" && cell.status !== "stale";
    if (isFresh && !dependsOn(cell, running)) continue;
    needed.add(cell);
    running.add(cell.id);
  }
  return needed;
}

/** The cells that the targets depend on and bring with them, in the order of the page. */
function dependedOn(
  targets: readonly PlannableCell[],
  cells: readonly PlannableCell[],
): readonly PlannableCell[] {
  const ids = new Set<CellId>();
  for (const { dependencies } of targets) for (const id of dependencies) ids.add(id);
  return cells.filter((cell) => runsWithOthers(cell) && ids.has(cell.id));
}

function dependsOn({ dependencies }: PlannableCell, ids: ReadonlySet<CellId>): boolean {
  for (const id of dependencies) if (ids.has(id)) return true;
  return false;
}

function isPending(cell: PlannableCell): boolean {
  return cell.status === "queued" || cell.status === "running";
}
