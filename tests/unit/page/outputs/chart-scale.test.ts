import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linearScale, niceAxis, wholeTicks } from "../../../../src/page/outputs/chart-scale.ts";
import { marginFor } from "../../../../src/page/outputs/training/training-chart.tsx";

const values = fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 30 });

describe("niceAxis", () => {
  it("covers all values with a few evenly spaced ticks", () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 10 }), (list, wanted) => {
        const { low, high, ticks } = niceAxis(list, wanted);
        const slack = (Math.abs(low) + Math.abs(high)) * 1e-6 + (high - low) * 1e-6;
        for (const value of list) {
          expect(value).toBeGreaterThanOrEqual(low - slack);
          expect(value).toBeLessThanOrEqual(high + slack);
        }
        expect(ticks[0]).toBe(low);
        expect(ticks.at(-1)).toBe(high);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(1.5 * wanted + 2);
        expect([...ticks].sort((one, other) => one - other)).toEqual(ticks);
      }),
    );
  });

  it("uses round steps", () => {
    expect(niceAxis([0.42, 0.87], 5)).toEqual({ low: 0.4, high: 0.9, ticks: [0.4, 0.5, 0.6, 0.7, 0.8, 0.9] });
  });

  it("shows a curve that hardly changes as flat", () => {
    const { low, high } = niceAxis([0.9801, 0.9802, 0.9801], 5);
    expect(high - low).toBeGreaterThanOrEqual(0.049);
    expect(high).toBeLessThanOrEqual(1);
  });

  it("leaves room for the labels of its ticks", () => {
    const margin = (ticks: number[]) => marginFor({ low: 0, high: 1, ticks });
    // Inter's digits are 8.1 px wide at 13 px, its full stop 3.7 px.
    expect(margin([0.985, 0.995])).toBeGreaterThan(10 + 4 * 8.1 + 3.7);
    expect(margin([0.0001, 0.0009])).toBeGreaterThan(10 + 5 * 8.1 + 3.7);
    expect(margin([-12_500, 30_000])).toBeGreaterThan(10 + 6 * 8.1);
  });

  it("has an axis for one value, for none, and for values that are not finite", () => {
    for (const list of [[0.5], [], [Number.NaN], [Number.POSITIVE_INFINITY], [0], [-3, -3]]) {
      const { low, high } = niceAxis(list, 5);
      expect(high).toBeGreaterThan(low);
      expect(Number.isFinite(low) && Number.isFinite(high)).toBe(true);
    }
  });
});

describe("wholeTicks", () => {
  it("has only whole numbers, from 0 to the end", () => {
    expect(wholeTicks(3, 6)).toEqual([0, 1, 2, 3]);
    expect(wholeTicks(100, 5)).toEqual([0, 20, 40, 60, 80, 100]);
    expect(wholeTicks(1, 8)).toEqual([0, 1]);
  });
});

describe("linearScale", () => {
  it("maps ends to ends, even for an empty range", () => {
    const scale = linearScale({ low: 2, high: 4 }, { from: 100, to: 0 });
    expect([scale(2), scale(3), scale(4)]).toEqual([100, 50, 0]);
    expect(linearScale({ low: 2, high: 2 }, { from: 0, to: 10 })(2)).toBe(0);
  });
});
