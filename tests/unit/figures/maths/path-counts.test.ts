import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { crossCorrelate } from "../../../../src/figures/maths/cross-correlate.ts";
import { kernel } from "../../../../src/figures/maths/kernel.ts";
import { pathCounts } from "../../../../src/figures/maths/path-counts.ts";
import type { WindowLayer } from "../../../../src/figures/maths/receptive-fields.ts";
import { type Volume, volumeFrom } from "../../../../src/figures/maths/volume.ts";

const layer: fc.Arbitrary<WindowLayer> = fc.record({
  kernel: fc.integer({ min: 1, max: 3 }),
  stride: fc.integer({ min: 1, max: 2 }),
  padding: fc.integer({ min: 0, max: 1 }),
  dilation: fc.integer({ min: 1, max: 2 }),
});

/** The response of every level, the input first, to a single 1 at `cell` if all weights are 1. */
function responsesTo(layers: readonly WindowLayer[], cells: number, cell: number): readonly Volume[] {
  let values = volumeFrom(1, cells, 1, (_, column) => (column === cell ? 1 : 0));
  const levels = [values];
  for (const { kernel: size, stride, padding, dilation } of layers) {
    const ones = kernel(
      [1, size, 1, 1],
      Array.from({ length: size }, () => 1),
    );
    const sides = { top: 0, bottom: 0, left: padding, right: padding };
    values = crossCorrelate(values, ones, { padding: sides, stride, dilation });
    levels.push(values);
  }
  return levels;
}

describe("pathCounts", () => {
  test("agrees with a stack of kernels of ones", () => {
    const cells = 40;
    fc.assert(
      fc.property(
        fc.array(layer, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 0, max: 2 }),
        (layers, unit) => {
          const sides = responsesTo(layers, cells, 0).map(({ width }) => width);
          const below = pathCounts(layers, sides, unit).at(-1);
          if (below === undefined) throw new Error("There is always a count for the input.");
          for (let cell = 0; cell < cells; cell++) {
            expect(below.counts[cell - below.first] ?? 0).toBe(
              responsesTo(layers, cells, cell).at(-1)?.values[unit],
            );
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test("three kernels of 3 weight the centre most", () => {
    const plain: WindowLayer = { kernel: 3, stride: 1, padding: 0, dilation: 1 };
    expect(pathCounts([plain, plain, plain], [7, 5, 3, 1], 0).at(-1)).toEqual({
      first: 0,
      counts: [1, 3, 6, 7, 6, 3, 1],
    });
  });

  test("no path leads through the padding between levels", () => {
    const padded: WindowLayer = { kernel: 3, stride: 1, padding: 1, dilation: 1 };
    expect(pathCounts([padded, padded], [9, 9, 9], 0).at(-1)).toEqual({
      first: -2,
      counts: [0, 1, 2, 2, 1],
    });
  });

  test("a dilated window skips cells", () => {
    const spread: WindowLayer = { kernel: 3, stride: 1, padding: 2, dilation: 2 };
    expect(pathCounts([spread], [12, 12], 5).at(-1)).toEqual({ first: 3, counts: [1, 0, 1, 0, 1] });
  });
});
