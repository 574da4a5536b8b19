import type { Position } from "../maths/volume.ts";
import type { Point } from "../parts/grid/points.ts";

/** How far back a row of cells leans for each cell, and how tall a row is, as shares of a cell's side. */
export const LEAN = 0.5;
export const TALL = 0.46;

/** A square sheet of cells seen from above at a slant; pixels within the picture. */
export interface Plane {
  readonly side: number;
  readonly cell: number;
  /** The middle of the sheet. */
  readonly x: number;
  readonly y: number;
}

/** Where the corner above and left of a cell lies; rows and columns may be fractions, or outside. */
export function pointOn({ side, cell, x, y }: Plane, row: number, column: number): Point {
  const back = side / 2 - row;
  return [x + (column - side / 2) * cell + back * cell * LEAN, y - back * cell * TALL];
}

/** The cell under a point; outside of the sheet the nearest one. */
export function cellAt({ side, cell, x, y }: Plane, [pointX, pointY]: Point): Position {
  const back = (y - pointY) / (cell * TALL);
  const column = (pointX - x - back * cell * LEAN) / cell + side / 2;
  const clamp = (value: number) => Math.max(0, Math.min(side - 1, Math.floor(value)));
  return { row: clamp(side / 2 - back), column: clamp(column) };
}

/** Rows and columns, all included. */
export interface Patch {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** The four corners of some cells, clockwise from the far left one. */
export function cornersOf(plane: Plane, { top, bottom, left, right }: Patch): readonly Point[] {
  return [
    pointOn(plane, top, left),
    pointOn(plane, top, right + 1),
    pointOn(plane, bottom + 1, right + 1),
    pointOn(plane, bottom + 1, left),
  ];
}

/** Places sheets of these sides one above the other, the first at the bottom, in a picture of a given width. */
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
