import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boundingBox } from "../../../../src/figures/maths/bounding-box.ts";
import { crossCorrelate } from "../../../../src/figures/maths/cross-correlate.ts";
import { samePadding } from "../../../../src/figures/maths/padding.ts";
import { pool } from "../../../../src/figures/maths/pool.ts";
import { shift } from "../../../../src/figures/maths/shift.ts";
import { mapValues, type Volume, valueAt, volumeFrom } from "../../../../src/figures/maths/volume.ts";
import { kernels, volumes } from "./arbitraries.ts";

const MARGIN = 8;
const offset = fc.integer({ min: -4, max: 4 });
const one = fc.constant(1);

/** The margin is wide enough that no shift moves anything over the edge. */
function withMargin(input: Volume): Volume {
  return volumeFrom(
    input.height + 2 * MARGIN,
    input.width + 2 * MARGIN,
    input.channels,
    (row, column, channel) => valueAt(input, row - MARGIN, column - MARGIN, channel),
  );
}

describe("shift", () => {
  test("convolution is equivariant: shifting first or last is the same", () => {
    fc.assert(
      fc.property(volumes(one), kernels(1), offset, offset, (small, weights, rows, columns) => {
        const input = withMargin(small);
        const side = Math.max(weights.height, weights.width);
        const convolve = (x: Volume) =>
          crossCorrelate(x, weights, { padding: samePadding(x, side), stride: 1, dilation: 1 });
        const after = convolve(shift(input, rows, columns));
        expect(after.values).toEqual(shift(convolve(input), rows, columns).values);
      }),
      { numRuns: 60 },
    );
  });

  test("pooling over everything is invariant", () => {
    fc.assert(
      fc.property(volumes(one), offset, offset, (small, rows, columns) => {
        const input = mapValues(withMargin(small), Math.abs);
        const whole = { size: Math.min(input.height, input.width), stride: 99 };
        const square = (x: Volume) =>
          volumeFrom(whole.size, whole.size, 1, (row, column) => valueAt(x, row, column));
        fc.pre(small.height === small.width);
        const before = pool(square(input), "max", whole);
        expect(pool(square(shift(input, rows, columns)), "max", whole)).toEqual(before);
      }),
    );
  });

  test("shifting back restores the volume, and the bounding box moves along", () => {
    fc.assert(
      fc.property(volumes(), offset, offset, (small, rows, columns) => {
        const input = withMargin(small);
        const moved = shift(input, rows, columns);
        expect(shift(moved, -rows, -columns)).toEqual(input);
        const before = boundingBox(input, 0);
        const after = boundingBox(moved, 0);
        expect(after).toEqual(
          before === null ? null : { ...before, row: before.row + rows, column: before.column + columns },
        );
      }),
    );
  });
});
