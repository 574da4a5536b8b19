import { expect, test } from "vitest";
import { argmax } from "../../../../src/figures/maths/argmax.ts";

test("argmax is the index of the first of the largest values", () => {
  expect(argmax([3, -1, 7, 7])).toBe(2);
  expect(argmax(Float64Array.of(-2, -1, -3))).toBe(1);
  expect(argmax([])).toBe(0);
});
