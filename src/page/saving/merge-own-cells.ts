import * as v from "valibot";
import type { CellId } from "../../protocol/ids.ts";
import { OwnCell, type OwnCells } from "../notebook/own-cells.ts";

/** A stored place. That of a removed cell stays, for a text that another tab saves for the cell later. */
const StoredCell = v.intersect([OwnCell, v.object({ removed: v.optional(v.boolean(), false) })]);
export type StoredCell = v.InferOutput<typeof StoredCell>;

/** Places of removed cells that stay. */
const MOST_REMOVED = 200;

/** The stored places, without what this version of the page cannot read. */
export function readStoredCells(stored: unknown): readonly StoredCell[] {
  const cells = (Array.isArray(stored) ? stored : []).flatMap((value: unknown) => {
    const cell = v.safeParse(StoredCell, value);
    return cell.success ? [cell.output] : [];
  });
  return [...byId(cells).values()];
}

/** What this tab had when it last saved its cells, and what it has now. */
export interface OwnChange {
  readonly before: OwnCells;
  readonly now: OwnCells;
}

/** Makes the change of this tab in what is stored: what other tabs have stored meanwhile stays. */
export function mergeOwnCells(stored: readonly StoredCell[], change: OwnChange): readonly StoredCell[] {
  const cells = new Map<CellId, StoredCell>(byId(stored));
  const before = byId(change.before);
  for (const cell of change.now) {
    const earlier = before.get(cell.id);
    const there = cells.get(cell.id);
    if (earlier !== undefined && there !== undefined && isSame(earlier, cell)) continue;
    // A cell that another tab has removed does not come back by being moved here.
    cells.set(cell.id, { ...cell, removed: earlier !== undefined && there?.removed === true });
  }
  const now = new Set(idsOf(change.now));
  for (const [id, cell] of cells)
    if (before.has(id) && !now.has(id)) cells.set(id, { ...cell, removed: true });
  return withoutOldest(mergedOrder(idsOf(stored), change).flatMap((id) => cells.get(id) ?? []));
}

/** The order of this tab, unless only another one has changed it. */
function mergedOrder(stored: readonly CellId[], { before, now }: OwnChange): readonly CellId[] {
  const isReordered = (order: readonly CellId[]): boolean => {
    const earlier = idsOf(before).filter((id) => order.includes(id));
    return order.filter((id) => earlier.includes(id)).some((id, index) => id !== earlier[index]);
  };
  const mine = idsOf(now);
  return isReordered(mine) || !isReordered(stored) ? woven(mine, stored) : woven(stored, mine);
}

/** The order, with what only the other one has after what precedes it there. */
function woven(order: readonly CellId[], other: readonly CellId[]): readonly CellId[] {
  const all = [...order];
  for (const [index, id] of other.entries()) {
    const previous = other[index - 1];
    if (!all.includes(id)) all.splice(previous === undefined ? 0 : all.indexOf(previous) + 1, 0, id);
  }
  return all;
}

function withoutOldest(cells: readonly StoredCell[]): readonly StoredCell[] {
  const removed = cells.filter((cell) => cell.removed);
  const dropped = new Set(removed.slice(0, Math.max(0, removed.length - MOST_REMOVED)));
  return cells.filter((cell) => !dropped.has(cell));
}

function isSame(one: OwnCell, other: OwnCell): boolean {
  return one.kind === other.kind && one.anchor === other.anchor && one.side === other.side;
}

function idsOf(cells: OwnCells): readonly CellId[] {
  return cells.map(({ id }) => id);
}

function byId<Cell extends OwnCell>(cells: readonly Cell[]): Map<CellId, Cell> {
  return new Map(cells.map((cell) => [cell.id, cell]));
}
