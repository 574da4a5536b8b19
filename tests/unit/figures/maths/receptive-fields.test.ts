import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { crossCorrelate } from "../../../../src/figures/maths/cross-correlate.ts";
import { kernel } from "../../../../src/figures/maths/kernel.ts";
import {
  rangesBelow,
  receptiveFields,
  type WindowLayer,
} from "../../../../src/figures/maths/receptive-fields.ts";
import { valueAt, volumeFrom } from "../../../../src/figures/maths/volume.ts";

const layer = fc.record({
  kernel: fc.integer({ min: 1, max: 3 }),
  stride: fc.integer({ min: 1, max: 2 }),
  padding: fc.integer({ min: 0, max: 1 }),
  dilation: fc.integer({ min: 1, max: 2 }),
});
const stacks = fc.array(layer, { minLength: 0, maxLength: 3 });

/** The input cells that change an output, found by convolving inputs with a single 1. */
function cellsSeen(layers: readonly WindowLayer[], input: number, unit: number): number[] {
  return Array.from({ length: input }, (_, lit) => lit).filter((lit) => {
    let signal = volumeFrom(1, input, 1, (_, column) => (column === lit ? 1 : 0));
    for (const one of layers) {
      signal = crossCorrelate(signal, kernel([1, one.kernel, 1, 1], new Array(one.kernel).fill(1)), {
        padding: { top: 0, bottom: 0, left: one.padding, right: one.padding },
        stride: one.stride,
        dilation: one.dilation,
      });
    }
    return valueAt(signal, 0, unit) !== 0;
  });
}

describe("receptive fields", () => {
  test("cells outside the computed range never change a unit, and its ends do", () => {
    fc.assert(
      fc.property(stacks, fc.integer({ min: 0, max: 2 }), (layers, unit) => {
        const size = 60;
        const range = rangesBelow(layers, { first: unit, last: unit }).at(-1) ?? { first: 0, last: 0 };
        const seen = cellsSeen(layers, size, unit);
        expect(seen.every((cell) => cell >= range.first && cell <= range.last)).toBe(true);
        const padded = layers.some((one) => one.padding > 0);
        if (!padded) expect([seen[0], seen.at(-1)]).toEqual([range.first, range.last]);
      }),
      { numRuns: 60 },
    );
  });

  test("size, jump and start agree with the ranges below", () => {
    fc.assert(
      fc.property(stacks, fc.integer({ min: 0, max: 20 }), (layers, unit) => {
        const field = receptiveFields(layers).at(-1);
        const range = rangesBelow(layers, { first: unit, last: unit }).at(-1);
        expect(
          field &&
            range && {
              first: field.start + unit * field.jump,
              last: field.start + unit * field.jump + field.size - 1,
            },
        ).toEqual(range);
      }),
    );
  });

  test("two 3 × 3 layers see 5, three see 7", () => {
    const plain = { kernel: 3, stride: 1, padding: 1, dilation: 1 };
    expect(receptiveFields([plain, plain, plain]).map((field) => field.size)).toEqual([1, 3, 5, 7]);
  });
});
