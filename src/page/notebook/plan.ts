import { assertNever } from "../../protocol/assert-never.ts";
import type { CellId } from "../../protocol/ids.ts";
import type { CellStatus } from "./cell-status.ts";

/** What the student asked for. */
export type Request =
  | { readonly type: "cell"; readonly cell: CellId }
  | { readonly type: "above"; readonly cell: CellId }
  | { readonly type: "all" };

export interface Planned {
  readonly id: CellId;
  readonly manual: boolean;
  readonly exercise: boolean;
  readonly status: CellStatus;
}

/** `run`: what to append to the queue, in order. `needs`: the cells whose failure takes the rest back. */
export interface Plan {
  readonly run: readonly CellId[];
  readonly needs: ReadonlySet<CellId>;
}

/**
 * Which cells a request runs, in the order of the page.
 * A cell's own run takes with it the cells above that have not run or are stale; a failed or stopped cell has run.
 */
export function plan(request: Request, cells: readonly Planned[]): Plan {
  switch (request.type) {
    case "cell":
      return planCell(request.cell, cells);
    case "above":
      return planThese(above(request.cell, cells).filter(isPartOfOthersRuns));
    case "all":
      return planThese(cells.filter(isPartOfOthersRuns));
    default:
      return assertNever(request);
  }
}

function planCell(target: CellId, cells: readonly Planned[]): Plan {
  const wanted = above(target, cells).filter(isPartOfOthersRuns).filter(mustRunFirst);
  const own = cells.filter((cell) => cell.id === target);
  return {
    run: [...wanted, ...own].filter((cell) => !isPending(cell)).map((cell) => cell.id),
    needs: new Set(wanted.map((cell) => cell.id)),
  };
}

function planThese(cells: readonly Planned[]): Plan {
  return {
    run: cells.filter((cell) => !isPending(cell)).map((cell) => cell.id),
    needs: new Set(cells.map((cell) => cell.id)),
  };
}

function above(target: CellId, cells: readonly Planned[]): readonly Planned[] {
  const index = cells.findIndex((cell) => cell.id === target);
  return index < 0 ? [] : cells.slice(0, index);
}

function isPartOfOthersRuns(cell: Planned): boolean {
  return !cell.manual && !cell.exercise;
}

function mustRunFirst(cell: Planned): boolean {
  return cell.status === "idle" || cell.status === "stale" || isPending(cell);
}

function isPending(cell: Planned): boolean {
  return cell.status === "queued" || cell.status === "running";
}
