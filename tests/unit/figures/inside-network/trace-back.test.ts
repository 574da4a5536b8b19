import { describe, expect, test } from "vitest";
import type { Explanation } from "../../../../src/figures/inside-network/explanation.ts";
import {
  largestFirst,
  sourceOf,
  strongestChannel,
  strongestUnit,
} from "../../../../src/figures/inside-network/trace-back.ts";
import { volume } from "../../../../src/figures/maths/volume.ts";

/** Two channels: 1 2 3 4 and 9 8 7 6. */
const input = volume(2, 2, 2, [1, 9, 2, 8, 3, 7, 4, 6]);
const window = { row: 0, column: 1, height: 2, width: 2 };

function sum(weights: readonly number[]): Explanation {
  const products = weights.map((weight) => ({ input: 1, weight }));
  return { type: "sum", products, bias: 0, sum: 0, activation: "relu", window, scores: null };
}

describe("tracing a unit back", () => {
  test("orders products by magnitude and keeps their index", () => {
    const products = [1, -5, 3].map((weight) => ({ input: 2, weight }));
    expect(largestFirst(products).map(({ index }) => index)).toEqual([1, 2, 0]);
  });

  test("finds the channel of the largest product", () => {
    expect(strongestChannel(sum([1, 2, 3, -4]), input)).toBe(1);
    expect(strongestChannel({ type: "copy", from: { row: 0, column: 0, channel: 1 } }, input)).toBe(1);
  });

  test("finds the largest value of the shown channel within the window and the input", () => {
    expect(sourceOf(sum([1]), input, 0)).toEqual({ row: 1, column: 1, channel: 0 });
    expect(sourceOf(sum([1]), input, 1)).toEqual({ row: 0, column: 1, channel: 1 });
  });

  test("finds the strongest unit of a map, or of a whole dense layer", () => {
    expect(strongestUnit(input, 0)).toEqual({ row: 1, column: 1, channel: 0 });
    expect(strongestUnit(input, 1)).toEqual({ row: 0, column: 0, channel: 1 });
    expect(strongestUnit(volume(1, 1, 3, [1, 5, 2]), 0)).toEqual({ row: 0, column: 0, channel: 1 });
  });
});
