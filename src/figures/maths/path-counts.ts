import { rangesBelow, type WindowLayer } from "./receptive-fields.ts";

/** In how many ways each cell of a range reaches one unit above; 0 for cells that a dilated window skips. */
export interface PathCounts {
  /** The cell of the first count; negative in the padding. */
  readonly first: number;
  readonly counts: readonly number[];
}

/**
 * Along one axis: through how many weights, layer by layer, each cell below reaches unit `unit` of the last of
 * `layers`. The first entry is the unit itself, the last is about the network's input. In the plane the numbers of
 * both axes multiply. Cells in the middle reach it in more ways than those at the edge, so they count for more.
 * `sides`: cells of every level, the input's first. A zero of the padding reaches up, but nothing below reaches it.
 * Source: Luo, Li, Urtasun and Zemel, "Understanding the Effective Receptive Field in Deep Convolutional Neural
 * Networks" (2016).
 */
export function pathCounts(
  layers: readonly WindowLayer[],
  sides: readonly number[],
  unit: number,
): readonly PathCounts[] {
  const ranges = rangesBelow(layers, { first: unit, last: unit });
  const downwards = layers.toReversed();
  let above: PathCounts = { first: unit, counts: [1] };
  const all = [above];
  downwards.forEach((layer, depth) => {
    const range = ranges[depth + 1];
    if (range === undefined) return;
    const counts = Array.from({ length: range.last - range.first + 1 }, () => 0);
    const cellsAbove = sides[layers.length - depth] ?? Number.POSITIVE_INFINITY;
    above.counts.forEach((ways, place) => {
      if (above.first + place < 0 || above.first + place >= cellsAbove) return;
      const start = (above.first + place) * layer.stride - layer.padding - range.first;
      for (let weight = 0; weight < layer.kernel; weight++) {
        const cell = start + weight * layer.dilation;
        counts[cell] = (counts[cell] ?? 0) + ways;
      }
    });
    above = { first: range.first, counts };
    all.push(above);
  });
  return all;
}
