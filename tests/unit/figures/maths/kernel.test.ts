import { describe, expect, test } from "vitest";
import { kernel, squareKernel, weightAt, withWeight } from "../../../../src/figures/maths/kernel.ts";

describe("kernel", () => {
  test("has TensorFlow's layout, with the output channel last", () => {
    const weights = kernel([1, 1, 2, 2], [1, 2, 3, 4]);
    expect(weightAt(weights, 0, 0, 1, 0)).toBe(3);
    expect(weightAt(withWeight(weights, [0, 0, 1, 0], 9), 0, 0, 1, 0)).toBe(9);
  });

  test("rejects a wrong number of weights", () => {
    expect(() => kernel([3, 3, 1, 1], [1])).toThrow(
      "A kernel of 3 × 3 × 1 × 1 needs 9 weights, but 1 were given.",
    );
    expect(() => squareKernel([1, 2])).toThrow("needs 1 weights, but 2 were given");
  });
});
