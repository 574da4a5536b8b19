import { describe, expect, it } from "vitest";
import { steadyRange } from "../../../../../src/page/outputs/chart-scale.ts";
import { steadyRangeOf } from "../../../../../src/page/outputs/plots/steady-range.ts";

describe("steadyRange", () => {
  it("is that of values that differ", () => {
    expect(steadyRange(0.4, 0.9)).toEqual({ low: 0.4, high: 0.9 });
  });

  it("keeps noise from filling the axis: it spans 5 % of the value at least", () => {
    const { low, high } = steadyRange(2.299, 2.301);
    expect(high - low).toBeCloseTo(0.05 * 2.301, 10);
    expect((low + high) / 2).toBeCloseTo(2.3, 10);
  });

  it("stays within 0 and 1 for shares", () => {
    expect(steadyRange(0.998, 0.999).high).toBe(1);
    expect(steadyRange(1, 1).low).toBeCloseTo(0.95);
    expect(steadyRange(1, 1).high).toBe(1);
  });

  it("has a range for zeros", () => {
    expect(steadyRange(0, 0)).toEqual({ low: 0, high: 1 });
  });
});

describe("the y axis of a plot", () => {
  const line = (y: number[]) => ({ type: "scatter", y });

  it("includes the steady range of its own lines", () => {
    const axis = steadyRangeOf("yaxis", {}, [line([0.9, 0.9]), { ...line([0, 1000]), yaxis: "y2" }]);
    const { include } = axis["autorangeoptions"] as { include: number[] };
    expect(include[0]).toBeCloseTo(0.8775);
    expect(include[1]).toBeCloseTo(0.9225);
  });

  it("is left alone if the reader chose its range or type, for bars, and without numbers", () => {
    expect(steadyRangeOf("yaxis", { range: [0, 1] }, [line([1, 1])])).toEqual({});
    expect(steadyRangeOf("yaxis", { type: "log" }, [line([1, 1])])).toEqual({});
    expect(steadyRangeOf("yaxis", {}, [{ type: "bar", y: [1, 1] }])).toEqual({});
    expect(steadyRangeOf("yaxis", {}, [{ type: "scatter", y: ["a"] }])).toEqual({});
  });
});
