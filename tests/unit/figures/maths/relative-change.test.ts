import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { relativeChange } from "../../../../src/figures/maths/relative-change.ts";
import { mapValues, volume } from "../../../../src/figures/maths/volume.ts";
import { volumes } from "./arbitraries.ts";

describe("relativeChange", () => {
  test("is 0 for equal volumes, 1 for opposite ones, and always between", () => {
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

  test("rejects different shapes", () => {
    expect(() => relativeChange(volume(1, 1, 1, [1]), volume(1, 2, 1, [1, 2]))).toThrow("same shape");
  });
});
