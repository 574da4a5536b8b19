import { rangesBelow, type WindowLayer } from "./receptive-fields.ts";

/** How many paths lead from each cell of a range up to one unit; 0 for a cell that a dilated window skips. */
export interface PathCounts {
  /** The cell of the first count; negative in the padding. */
  readonly first: number;
  readonly counts: readonly number[];
}

/**
 * The number of paths, one weight per layer, from each cell of every level up to unit `unit` on top of `layers`, along
 * one axis; in two dimensions, multiply the counts of both axes. Central cells have more paths than those at the edge,
 * so they contribute more. The first entry is the unit itself, the last is the network's input.
 * `sides` is the number of cells of every level, the input's first: paths do not pass through padding between levels.
 * Source: Luo, Li, Urtasun and Zemel, "Understanding the Effective Receptive Field in Deep Convolutional Neural
 * Networks" (2016).
 */
export function pathCounts(
  layers: readonly WindowLayer[],
  sides: readonly number[],
  unit: number,
): readonly PathCounts[] {
  const ranges = rangesBelow(layers, { first: unit, last: unit });
  let above: PathCounts = { first: unit, counts: [1] };
  const levels = [above];
  layers.toReversed().forEach((layer, depth) => {
    const range = ranges[depth + 1];
    if (range === undefined) return;
    const length = range.last - range.first + 1;
    const cellsAbove = sides[layers.length - depth] ?? Number.POSITIVE_INFINITY;
    above = { first: range.first, counts: countsBelow(above, cellsAbove, layer, range.first, length) };
    levels.push(above);
  });
  return levels;
}

/** The counts of `length` cells from `first` on, below a layer whose output has `cellsAbove` cells. */
function countsBelow(
  above: PathCounts,
  cellsAbove: number,
  layer: WindowLayer,
  first: number,
  length: number,
): readonly number[] {
  const counts = Array.from({ length }, () => 0);
  above.counts.forEach((paths, index) => {
    const unit = above.first + index;
    if (unit < 0 || unit >= cellsAbove) return;
    const start = unit * layer.stride - layer.padding - first;
    for (let weight = 0; weight < layer.kernel; weight++) {
      const cell = start + weight * layer.dilation;
      counts[cell] = (counts[cell] ?? 0) + paths;
    }
  });
  return counts;
}
