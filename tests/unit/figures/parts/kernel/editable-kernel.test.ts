import { expect, test } from "vitest";
import {
  kernelLabel,
  namedKernel,
  withChoice,
  withEdit,
} from "../../../../../src/figures/parts/kernel/editable-kernel.ts";

test("an edit changes one weight and makes the kernel the reader's own", () => {
  const edited = withEdit(namedKernel("identity"), { row: 2, column: 0 }, 7);
  expect([...edited.kernel.values]).toEqual([0, 0, 0, 0, 1, 0, 7, 0, 0]);
  expect(kernelLabel(edited)).toBe("your own");
});

test("a chosen kernel replaces the weights, and choosing one's own keeps them", () => {
  const edited = withEdit(namedKernel("identity"), { row: 0, column: 0 }, 7);
  const sobel = withChoice(edited, "sobel-x");
  expect([...sobel.kernel.values]).toEqual([-1, 0, 1, -2, 0, 2, -1, 0, 1]);
  expect(kernelLabel(sobel)).toBe("Vertical edges, Sobel");
  expect(withChoice(sobel, "own")).toEqual({ name: "own", kernel: sobel.kernel });
});
