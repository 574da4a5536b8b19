import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { crossCorrelate } from "../../../../src/figures/maths/cross-correlate.ts";
import { samePadding } from "../../../../src/figures/maths/padding.ts";
import { pool } from "../../../../src/figures/maths/pool.ts";
import { boundingBox, relativeChange, shift } from "../../../../src/figures/maths/shift.ts";
import { mapValues, type Volume, valueAt, volume, volumeFrom } from "../../../../src/figures/maths/volume.ts";
import { kernels, volumes } from "./arbitraries.ts";

const MARGIN = 8;
const step = fc.integer({ min: -4, max: 4 });
const one = fc.constant(1);

/** With so much room around, nothing is moved over the edge. */
function inRoom(input: Volume): Volume {
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
      fc.property(volumes(one), kernels(1), step, step, (small, weights, rows, columns) => {
        const input = inRoom(small);
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
      fc.property(volumes(one), step, step, (small, rows, columns) => {
        const input = mapValues(inRoom(small), Math.abs);
        const whole = { size: Math.min(input.height, input.width), stride: 99 };
        const square = (x: Volume) =>
          volumeFrom(whole.size, whole.size, 1, (row, column) => valueAt(x, row, column));
        fc.pre(small.height === small.width);
        const before = pool(square(input), "max", whole);
        expect(pool(square(shift(input, rows, columns)), "max", whole)).toEqual(before);
      }),
    );
  });

  test("there and back is where it was, and the box moves along", () => {
    fc.assert(
      fc.property(volumes(), step, step, (small, rows, columns) => {
        const input = inRoom(small);
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

describe("relativeChange", () => {
  test("is 0 for equals, 1 for opposites, and never outside", () => {
    fc.assert(
      fc.property(volumes(), (input) => {
        expect(relativeChange(input, input)).toBe(0);
        const opposite = relativeChange(
          input,
          mapValues(input, (value) => -value),
        );
        expect(opposite === 0 || Math.abs(opposite - 1) < 1e-12).toBe(true);
        const other = relativeChange(
          input,
          mapValues(input, (value) => value * value - 3),
        );
        expect(other).toBeGreaterThanOrEqual(0);
        expect(other).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  test("refuses unequal shapes", () => {
    expect(() => relativeChange(volume(1, 1, 1, [1]), volume(1, 2, 1, [1, 2]))).toThrow("same shape");
  });
});
