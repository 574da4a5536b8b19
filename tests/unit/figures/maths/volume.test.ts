import { describe, expect, test } from "vitest";
import { squareKernel } from "../../../../src/figures/maths/kernel.ts";
import {
  channelOf,
  extent,
  largestMagnitude,
  mapValues,
  valueAt,
  volume,
  withValue,
} from "../../../../src/figures/maths/volume.ts";

describe("volume", () => {
  const two = volume(1, 2, 2, [1, 10, 2, 20]);

  test("stores the channels of a position next to each other", () => {
    expect(valueAt(two, 0, 1, 0)).toBe(2);
    expect([...channelOf(two, 1).values]).toEqual([10, 20]);
  });

  test("is 0 outside, also past the end of a row", () => {
    expect([valueAt(two, -1, 0), valueAt(two, 0, -1), valueAt(two, 0, 2), valueAt(two, 1, 0)]).toEqual([
      0, 0, 0, 0,
    ]);
  });

  test("does not change when a copy does", () => {
    const changed = withValue(two, 0, 1, 1, 7);
    expect([valueAt(changed, 0, 1, 1), valueAt(two, 0, 1, 1)]).toEqual([7, 20]);
    expect(extent(mapValues(two, (value) => -value))).toEqual({ low: -20, high: -1 });
  });

  test("rejects a wrong number of values", () => {
    expect(() => volume(2, 2, 1, [1])).toThrow("A volume of 2 × 2 × 1 needs 4 values, but 1 were given.");
  });
});

describe("largestMagnitude", () => {
  test("is the largest absolute value", () => {
    expect(largestMagnitude(volume(1, 3, 1, [2, -5, 1]))).toBe(5);
    expect(largestMagnitude(squareKernel([0, 0.5, 0, 0]))).toBe(0.5);
    expect(largestMagnitude(volume(0, 0, 1, []))).toBe(0);
  });
});
