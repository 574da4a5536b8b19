import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatCount,
  formatNumber,
  formatPercent,
  formatSize,
  formatWeight,
  parseNumber,
} from "../../../../../src/figures/parts/text/format.ts";

describe("numbers as text", () => {
  test("has a real minus sign, no needless decimals and no minus zero", () => {
    expect([formatNumber(Number.NaN), formatPercent(Number.NaN)]).toEqual(["NaN", "NaN"]);
    expect([-5, 0.5, 2, -0.001, 1 / 3, Number.POSITIVE_INFINITY].map((value) => formatNumber(value))).toEqual(
      ["−5", "0.5", "2", "0", "0.33", "∞"],
    );
  });

  test("writes the weights of a blur as fractions", () => {
    expect([1 / 9, 2 / 16, -1 / 9, 0.25, 3].map(formatWeight)).toEqual(["1/9", "2/16", "−1/9", "0.25", "3"]);
  });

  test("sets thousands apart", () => {
    expect([7, 1234, 138357544].map(formatCount)).toEqual(["7", "1\u202f234", "138\u202f357\u202f544"]);
  });

  test("writes shares in percent, and none that is not 0 as 0", () => {
    expect([0, 0.001, 0.005, 0.126, 1].map((share) => formatPercent(share))).toEqual(
      ["0", "<1", "1", "13", "100"].map((text) => `${text}\u202f%`),
    );
    expect([0, 0.0001, 0.8814].map((share) => formatPercent(share, 1))).toEqual(
      ["0.0", "<0.1", "88.1"].map((text) => `${text}\u202f%`),
    );
  });

  test("writes sizes as height × width", () => {
    expect(formatSize({ height: 2, width: 3 })).toBe("2 × 3");
  });

  test("what is written can be typed again", () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (hundredths) => {
        expect(parseNumber(formatNumber(hundredths / 100))).toBeCloseTo(hundredths / 100, 9);
      }),
    );
    expect(parseNumber(formatWeight(1 / 9))).toBeCloseTo(1 / 9, 12);
  });

  test("is null for what is no number", () => {
    for (const text of ["", "-", "x", "1e9", "1/0", "1/", "--1", "Infinity"])
      expect(parseNumber(text)).toBeNull();
    expect(parseNumber(" 2,5 ")).toBe(2.5);
  });
});
