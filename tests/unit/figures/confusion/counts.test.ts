import { describe, expect, test } from "vitest";
import { accuracyOf, examplesOf, mostConfused } from "../../../../src/figures/confusion/counts.ts";

const COUNTS = [
  [8, 1, 1],
  [0, 7, 3],
  [2, 0, 0],
];

describe("a confusion matrix", () => {
  test("has the examples of a class in a row", () => {
    expect([0, 1, 2, 3].map((actual) => examplesOf(COUNTS, actual))).toEqual([10, 10, 2, 0]);
  });

  test("has the correct predictions on its diagonal", () => {
    expect(accuracyOf(COUNTS)).toBe(15 / 22);
    expect(accuracyOf([])).toBe(0);
  });

  test("names the most frequent mistakes first", () => {
    expect(mostConfused(COUNTS, 2)).toEqual([
      { actual: 1, predicted: 2, count: 3 },
      { actual: 2, predicted: 0, count: 2 },
    ]);
    expect(mostConfused([[5]], 3)).toEqual([]);
  });
});
