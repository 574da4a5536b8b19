import type { Position } from "../maths/volume.ts";
import type { Point } from "../parts/grid/points.ts";

/** How far each row is offset from the next, and how tall it is drawn, as shares of a cell's side. */
const LEAN = 0.5;
const TALL = 0.46;

/** A square sheet of cells in oblique projection, in pixels of the drawing. */
export interface Plane {
  readonly side: number;
  readonly cell: number;
  /** The centre of the sheet. */
  readonly x: number;
  readonly y: number;
}

/** The point of a cell's top left corner. Rows and columns may be fractions or lie outside the sheet. */
export function pointOn({ side, cell, x, y }: Plane, row: number, column: number): Point {
  const back = side / 2 - row;
  return [x + (column - side / 2) * cell + back * cell * LEAN, y - back * cell * TALL];
}

/** The cell under a point, or the nearest one if it lies outside the sheet. */
export function cellAt({ side, cell, x, y }: Plane, [pointX, pointY]: Point): Position {
  const back = (y - pointY) / (cell * TALL);
  const column = (pointX - x - back * cell * LEAN) / cell + side / 2;
  const clamp = (value: number) => Math.max(0, Math.min(side - 1, Math.floor(value)));
  return { row: clamp(side / 2 - back), column: clamp(column) };
}

/** A range of rows and columns, ends included. */
export interface Patch {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** The four corners of a patch, clockwise from the top left one. */
export function cornersOf(plane: Plane, { top, bottom, left, right }: Patch): readonly Point[] {
  return [
    pointOn(plane, top, left),
    pointOn(plane, top, right + 1),
    pointOn(plane, bottom + 1, right + 1),
    pointOn(plane, bottom + 1, left),
  ];
}

/** Stacks sheets with these sides, the first at the bottom, in a drawing of the given width. */
export function stackPlanes(
  sides: readonly number[],
  { width, gap, largest }: { readonly width: number; readonly gap: number; readonly largest: number },
): { readonly planes: readonly Plane[]; readonly height: number } {
  const widest = Math.max(1, ...sides);
  const cell = Math.min(largest, width / (widest * (1 + LEAN)));
  const heights = sides.map((side) => side * cell * TALL);
  const height = heights.reduce((sum, one) => sum + one, 0) + gap * (sides.length - 1);
  let bottom = height;
  const planes = sides.map((side, index) => {
    const tall = heights[index] ?? 0;
    const plane = { side, cell, x: width / 2, y: bottom - tall / 2 };
    bottom -= tall + gap;
    return plane;
  });
  return { planes, height };
}
