import { describe, expect, test } from "vitest";
import { acceptedNumber } from "../../../../../src/figures/parts/controls/stepper.tsx";

describe("a typed number", () => {
  const stepper = { label: "Test image", value: 1, low: 1, high: 12, onChange: () => undefined };

  test("is accepted if it is whole and within the limits, or becomes the nearest limit", () => {
    expect([4, 99, -3].map((typed) => acceptedNumber(typed, stepper))).toEqual([4, 12, 1]);
  });

  test("that is not whole, or no number, leaves the value as it was", () => {
    expect(
      [3.7, Number.NaN, Number.POSITIVE_INFINITY].map((typed) => acceptedNumber(typed, stepper)),
    ).toEqual([1, 1, 1]);
  });
});
