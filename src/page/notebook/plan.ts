import { assertNever } from "../../protocol/assert-never.ts";
import type { CellId } from "../../protocol/ids.ts";
import type { CellStatus } from "./cell-state.ts";

/**
 * What the reader asked to run: a cell with those that it depends on, all cells above it, all, or all exercises that
 * have checks with what they depend on.
 */
export type RunTarget =
  | { readonly type: "cell"; readonly cell: CellId }
  | { readonly type: "above"; readonly cell: CellId }
  /** What depends on the cell, whose controls the reader has changed, and has run before. */
  | { readonly type: "dependents"; readonly cell: CellId }
  | { readonly type: "all" }
  | { readonly type: "checks" };

export interface Planned {
  readonly id: CellId;
  readonly manual: boolean;
  readonly exercise: boolean;
  /** It has checks. */
  readonly checked: boolean;
  readonly status: CellStatus;
  /** The cells that it depends on. */
  readonly dependencies: ReadonlySet<CellId>;
}

/** `run`: what to append to the queue, in order. `needs`: the cells whose failure cancels the rest. */
export interface Plan {
  readonly run: readonly CellId[];
  readonly needs: ReadonlySet<CellId>;
}

/**
 * Which cells to run, in the order of the page.
 * A cell brings with it those that it depends on, if they have not run or are stale. A failed or stopped cell counts as
 * run.
 */
export function plan(target: RunTarget, cells: readonly Planned[]): Plan {
  switch (target.type) {
    case "cell":
      return planCell(target.cell, cells);
    case "above":
      return planAll(above(target.cell, cells).filter(runsWithOthers));
    case "dependents":
      return planDependents(target.cell, cells);
    case "all":
      return planAll(cells.filter(runsWithOthers));
    case "checks":
      return planChecks(cells);
    default:
      return assertNever(target);
  }
}

function planCell(id: CellId, cells: readonly Planned[]): Plan {
  const own = cells.filter((cell) => cell.id === id);
  const wanted = cells.filter((cell) => own.some((each) => mustRunBefore(cell, each)));
  return {
    run: [...wanted, ...own].filter((cell) => !isPending(cell)).map((cell) => cell.id),
    needs: new Set(wanted.map((cell) => cell.id)),
  };
}

function planAll(cells: readonly Planned[]): Plan {
  return {
    run: cells.filter((cell) => !isPending(cell)).map((cell) => cell.id),
    needs: new Set(cells.map((cell) => cell.id)),
  };
}

function planDependents(id: CellId, cells: readonly Planned[]): Plan {
  const dependents = cells.filter(
    (cell) => cell.dependencies.has(id) && cell.status !== "idle" && runsWithOthers(cell),
  );
  return planAll(
    cells.filter((cell) => dependents.includes(cell) || dependents.some((each) => mustRunBefore(cell, each))),
  );
}

/** Each exercise is judged by itself: nothing that fails keeps another from running. */
function planChecks(cells: readonly Planned[]): Plan {
  const checked = cells.filter((cell) => cell.checked);
  const wanted = cells.filter((cell) => cell.checked || checked.some((each) => mustRunBefore(cell, each)));
  return { run: wanted.filter((cell) => !isPending(cell)).map((cell) => cell.id), needs: new Set() };
}

function above(id: CellId, cells: readonly Planned[]): readonly Planned[] {
  const index = cells.findIndex((cell) => cell.id === id);
  return index < 0 ? [] : cells.slice(0, index);
}

function runsWithOthers(cell: Planned): boolean {
  return !cell.manual && !cell.exercise;
}

function mustRunBefore(cell: Planned, dependent: Planned): boolean {
  const isFresh = !isPending(cell) && cell.status !== "idle" && cell.status !== "stale";
  return !isFresh && runsWithOthers(cell) && dependent.dependencies.has(cell.id);
}

function isPending(cell: Planned): boolean {
  return cell.status === "queued" || cell.status === "running";
}
