import type { Position } from "../../maths/volume.ts";

/** The cells of a grid: rows `top` to `bottom` and columns `left` to `right`, inclusive. */
export interface Bounds {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/**
 * The cell that a key moves to, as in the ARIA grid pattern: arrows by one cell, Home and End in the row,
 * with Ctrl in the whole grid, Page Up and Page Down to the ends of the column. Null for other keys.
 */
export function moveByKey(from: Position, key: string, ctrl: boolean, bounds: Bounds): Position | null {
  switch (key) {
    case "ArrowUp":
      return clampTo(bounds, { row: from.row - 1, column: from.column });
    case "ArrowDown":
      return clampTo(bounds, { row: from.row + 1, column: from.column });
    case "ArrowLeft":
      return clampTo(bounds, { row: from.row, column: from.column - 1 });
    case "ArrowRight":
      return clampTo(bounds, { row: from.row, column: from.column + 1 });
    case "Home":
      return { row: ctrl ? bounds.top : from.row, column: bounds.left };
    case "End":
      return { row: ctrl ? bounds.bottom : from.row, column: bounds.right };
    case "PageUp":
      return { row: bounds.top, column: from.column };
    case "PageDown":
      return { row: bounds.bottom, column: from.column };
    default:
      return null;
  }
}

/** The nearest cell within the bounds. */
export function clampTo(bounds: Bounds, { row, column }: Position): Position {
  return {
    row: Math.max(bounds.top, Math.min(bounds.bottom, row)),
    column: Math.max(bounds.left, Math.min(bounds.right, column)),
  };
}

export function rowsOf(bounds: Bounds): number {
  return bounds.bottom - bounds.top + 1;
}

export function columnsOf(bounds: Bounds): number {
  return bounds.right - bounds.left + 1;
}
