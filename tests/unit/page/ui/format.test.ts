import { describe, expect, it } from "vitest";
import { count, duration, formatCount, stepDuration } from "../../../../src/page/ui/format.ts";

describe("formats", () => {
  it("counts", () => {
    expect([count(0, "row"), count(1, "row"), count(12_000, "row")]).toEqual([
      "0 rows",
      "1 row",
      "12\u202f000 rows",
    ]);
    expect(formatCount(1_234_567)).toBe("1\u202f234\u202f567");
  });

  it("shows durations", () => {
    expect([0, 0.04, 4.25, 12.4, 999, 1_800, 59_949, 59_960, 125_400].map(duration)).toEqual([
      "0 ms",
      "0 ms",
      "4.3 ms",
      "12 ms",
      "999 ms",
      "1.8 s",
      "59.9 s",
      "1 min 0 s",
      "2 min 5 s",
    ]);
    expect([1.04, 12.4, 1_800].map(stepDuration)).toEqual(["1.0 ms", "12 ms", "1.8 s"]);
  });
});
