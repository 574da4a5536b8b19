import { type PathCounts, pathCounts } from "../maths/path-counts.ts";
import { rangesBelow } from "../maths/receptive-fields.ts";
import type { Position } from "../maths/volume.ts";
import type { Patch } from "./plane.ts";
import { type Stack, windowsUpTo } from "./stack.ts";
import type { Unit } from "./unit.ts";

/** What a unit sees of one level. */
export interface SeenLevel {
  /** All cells from the first to the last that the unit sees; may reach into the padding. */
  readonly patch: Patch;
  /** The number of paths from each cell to the unit, along both axes. */
  readonly rows: PathCounts;
  readonly columns: PathCounts;
}

/** What a unit sees, from its own level down to the input. */
export function seenLevels(stack: Stack, unit: Unit): readonly SeenLevel[] {
  const windows = windowsUpTo(stack, unit.level);
  const sides = stack.levels.map(({ side }) => side);
  const rowRanges = rangesBelow(windows, { first: unit.row, last: unit.row });
  const columnRanges = rangesBelow(windows, { first: unit.column, last: unit.column });
  const rowPaths = pathCounts(windows, sides, unit.row);
  const columnPaths = pathCounts(windows, sides, unit.column);
  return rowRanges.flatMap((rowRange, depth) => {
    const [columnRange, rows, columns] = [columnRanges[depth], rowPaths[depth], columnPaths[depth]];
    if (columnRange === undefined || rows === undefined || columns === undefined) return [];
    const patch = {
      top: rowRange.first,
      bottom: rowRange.last,
      left: columnRange.first,
      right: columnRange.last,
    };
    return [{ patch, rows, columns }];
  });
}

export interface SeenCell extends Position {
  /** The cell's paths to the unit as a share of those of the cell with the most, above 0. */
  readonly share: number;
}

/** The cells of a level of `side` × `side` from which a path leads to the unit. */
export function seenCells({ rows, columns }: SeenLevel, side: number): readonly SeenCell[] {
  const most = Math.max(...rows.counts) * Math.max(...columns.counts);
  return rows.counts.flatMap((rowPaths, rowIndex) =>
    columns.counts.flatMap((columnPaths, columnIndex) => {
      const [row, column] = [rows.first + rowIndex, columns.first + columnIndex];
      const paths = rowPaths * columnPaths;
      return paths > 0 && isInside(row, side) && isInside(column, side)
        ? [{ row, column, share: paths / most }]
        : [];
    }),
  );
}

/** Whether a patch reaches beyond a level of `side` × `side`. */
export function reachesPadding({ top, bottom, left, right }: Patch, side: number): boolean {
  return ![top, bottom, left, right].every((index) => isInside(index, side));
}

function isInside(index: number, side: number): boolean {
  return index >= 0 && index < side;
}
