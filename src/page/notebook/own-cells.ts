import * as v from "valibot";
import { CellId } from "../../protocol/ids.ts";

/** Code that runs, or text in Markdown. */
export const OwnKind = v.picklist(["code", "note"]);
export type OwnKind = v.InferOutput<typeof OwnKind>;

export const Side = v.picklist(["above", "below"]);
export type Side = v.InferOutput<typeof Side>;

/**
 * A cell that the reader has added, and where it is: beside a cell of the author's. If the author has removed that one,
 * it is at the end.
 */
export const OwnCell = v.pipe(
  v.object({ id: CellId, kind: OwnKind, anchor: CellId, side: Side }),
  v.readonly(),
);
export type OwnCell = v.InferOutput<typeof OwnCell>;

/** The reader's cells; those at one place in the order in which they are there. */
export type OwnCells = readonly OwnCell[];

/** More would make the page slow. */
export const MOST_OWN_CELLS = 200;

/** The place on one side of a cell of the author's. */
interface Position {
  readonly anchor: CellId;
  readonly side: Side;
}

function cellsAt(cells: OwnCells, { anchor, side }: Position): OwnCells {
  return cells.filter((cell) => cell.anchor === anchor && cell.side === side);
}

/** The cells with those whose place the author has removed at the end of the page. */
export function anchored(cells: OwnCells, authors: readonly CellId[]): OwnCells {
  const last = authors.at(-1);
  if (last === undefined) return [];
  return cells.map((cell) =>
    authors.includes(cell.anchor) ? cell : { ...cell, anchor: last, side: "below" },
  );
}

/** The ids of all cells in the order of the page. `cells`: as `anchored` gives them. */
export function inOrder(cells: OwnCells, authors: readonly CellId[]): readonly CellId[] {
  const at = (anchor: CellId, side: Side) => cellsAt(cells, { anchor, side }).map(({ id }) => id);
  return authors.flatMap((id) => [...at(id, "above"), id, ...at(id, "below")]);
}

/** Puts a new cell directly above or below another one, the author's or the reader's. */
export function insert(
  cells: OwnCells,
  { id, kind }: Pick<OwnCell, "id" | "kind">,
  beside: CellId,
  side: Side,
): OwnCells {
  const index = cells.findIndex((cell) => cell.id === beside);
  const other = cells[index];
  if (other !== undefined)
    return cells.toSpliced(index + (side === "below" ? 1 : 0), 0, { ...other, id, kind });
  const added: OwnCell = { id, kind, anchor: beside, side };
  return side === "below" ? [added, ...cells] : [...cells, added];
}

export function remove(cells: OwnCells, id: CellId): OwnCells {
  return cells.filter((cell) => cell.id !== id);
}

export function withKind(cells: OwnCells, id: CellId, kind: OwnKind): OwnCells {
  return cells.map((cell) => (cell.id === id ? { ...cell, kind } : cell));
}

/** Moves a cell past its neighbour, or past the author's text between two places. The same cells if it is at the end. */
export function move(
  cells: OwnCells,
  authors: readonly CellId[],
  id: CellId,
  direction: "up" | "down",
): OwnCells {
  const cell = cells.find((each) => each.id === id);
  if (cell === undefined) return cells;
  const here = cellsAt(cells, cell);
  const neighbour = here[here.indexOf(cell) + (direction === "up" ? -1 : 1)];
  const others = remove(cells, id);
  if (neighbour !== undefined) {
    const index = others.indexOf(neighbour);
    return others.toSpliced(direction === "up" ? index : index + 1, 0, cell);
  }
  const position = nextPosition(cell, authors, direction);
  if (position === null) return cells;
  const moved = { ...cell, ...position };
  return direction === "up" ? [...others, moved] : [moved, ...others];
}

function nextPosition(
  { anchor, side }: Position,
  authors: readonly CellId[],
  direction: "up" | "down",
): Position | null {
  const isAcross = (side === "below") === (direction === "up");
  if (isAcross) return { anchor, side: direction === "up" ? "above" : "below" };
  const next = authors[authors.indexOf(anchor) + (direction === "up" ? -1 : 1)];
  return next === undefined ? null : { anchor: next, side: direction === "up" ? "below" : "above" };
}

/** The number of an id that the page has given to a cell of the reader's; null for other ids. */
export function numberOf(id: CellId): number | null {
  const digits = /^mine-(\d{1,12})$/.exec(id)?.[1];
  return digits === undefined ? null : Number(digits);
}
