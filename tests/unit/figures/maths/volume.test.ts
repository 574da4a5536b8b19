import { describe, expect, test } from "vitest";
import {
  filterBank,
  kernel,
  squareKernel,
  weightAt,
  withWeight,
} from "../../../../src/figures/maths/kernel.ts";
import {
  channelOf,
  extent,
  largestMagnitude,
  mapValues,
  stackChannels,
  valueAt,
  volume,
  withValue,
} from "../../../../src/figures/maths/volume.ts";

describe("volume", () => {
  const two = volume(1, 2, 2, [1, 10, 2, 20]);

  test("holds the channels of a place side by side", () => {
    expect(valueAt(two, 0, 1, 0)).toBe(2);
    expect([...channelOf(two, 1).values]).toEqual([10, 20]);
    expect(stackChannels([channelOf(two, 0), channelOf(two, 1)])).toEqual(two);
  });

  test("is 0 outside, also past the end of a row", () => {
    expect([valueAt(two, -1, 0), valueAt(two, 0, -1), valueAt(two, 0, 2), valueAt(two, 1, 0)]).toEqual([
      0, 0, 0, 0,
    ]);
  });

  test("is not changed by changing a copy", () => {
    const changed = withValue(two, 0, 1, 1, 7);
    expect([valueAt(changed, 0, 1, 1), valueAt(two, 0, 1, 1)]).toEqual([7, 20]);
    expect(extent(mapValues(two, (value) => -value))).toEqual({ low: -20, high: -1 });
  });

  test("says how many values are missing, and which sizes do not stack", () => {
    expect(() => volume(2, 2, 1, [1])).toThrow("A volume of 2 × 2 × 1 needs 4 values, but 1 were given.");
    expect(() => stackChannels([two, volume(1, 1, 1, [1])])).toThrow("same height and width");
  });
});

describe("kernel", () => {
  test("has TensorFlow's layout, the output channel last", () => {
    const weights = kernel([1, 1, 2, 2], [1, 2, 3, 4]);
    expect(weightAt(weights, 0, 0, 1, 0)).toBe(3);
    expect(weightAt(withWeight(weights, [0, 0, 1, 0], 9), 0, 0, 1, 0)).toBe(9);
  });

  test("a bank keeps each filter in a channel of its own", () => {
    const bank = filterBank([squareKernel([1, 2, 3, 4]), squareKernel([5, 6, 7, 8])]);
    expect([bank.inputChannels, bank.outputChannels]).toEqual([1, 2]);
    expect([weightAt(bank, 1, 0, 0, 0), weightAt(bank, 1, 0, 0, 1)]).toEqual([3, 7]);
  });

  test("says how many weights are missing", () => {
    expect(() => kernel([3, 3, 1, 1], [1])).toThrow(
      "A kernel of 3 × 3 × 1 × 1 needs 9 weights, but 1 were given.",
    );
  });
});

describe("largestMagnitude", () => {
  test("is the distance of the furthest value from 0, on either side", () => {
    expect(largestMagnitude(volume(1, 3, 1, [2, -5, 1]))).toBe(5);
    expect(largestMagnitude(squareKernel([0, 0.5, 0, 0]))).toBe(0.5);
    expect(largestMagnitude(volume(0, 0, 1, []))).toBe(0);
  });
});
