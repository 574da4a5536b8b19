import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describe as describeFigure } from "../../../../src/figures/equivariance/describe.ts";
import {
  createEquivarianceModel,
  LARGEST_SHIFT,
  PADDED_SIDE,
} from "../../../../src/figures/equivariance/model.ts";
import { KERNEL_NAMES } from "../../../../src/figures/maths/well-known-kernels.ts";
import { contextWith, SQUARE } from "../figure-context.ts";

const attributes = { right: 0, down: 0, window: 8 };
const offset = fc.integer({ min: -LARGEST_SHIFT, max: LARGEST_SHIFT });

describe("the model of equivariance", () => {
  test("the feature map moves exactly with the image, the dense layer never does", async () => {
    const model = createEquivarianceModel(attributes, contextWith([SQUARE]));
    await Promise.resolve();
    fc.assert(
      fc.property(offset, offset, fc.constantFrom(...KERNEL_NAMES), (right, down, name) => {
        fc.pre(right !== 0 || down !== 0);
        model.chooseKernel(name);
        model.shift(right, down);
        expect(model.image.value.change).toBeGreaterThan(0);
        expect(model.featureMap.value.changeAfterShift).toBeLessThan(1e-9);
        expect(model.units.value.change).toBeGreaterThan(0.01);
        expect(model.units.value.changeAfterShift).toBeGreaterThan(0.01);
      }),
      { numRuns: 40 },
    );
  });

  test("pooling over the whole map is invariant to every shift", () => {
    const model = createEquivarianceModel({ ...attributes, window: PADDED_SIDE }, contextWith([]));
    fc.assert(
      fc.property(offset, offset, (right, down) => {
        model.shift(right, down);
        expect(model.pooled.value.change).toBeLessThan(1e-9);
      }),
      { numRuns: 20 },
    );
  });

  test("nothing changes without a shift", () => {
    const { featureMap, pooled, units } = createEquivarianceModel(attributes, contextWith([]));
    expect([featureMap, pooled, units].map((stage) => stage.value.change)).toEqual([0, 0, 0]);
  });

  test("a shift stays within the margin", () => {
    const model = createEquivarianceModel(attributes, contextWith([]));
    model.shift(99, -99);
    expect([model.right.value, model.down.value]).toEqual([LARGEST_SHIFT, -LARGEST_SHIFT]);
  });

  test("the pooling window sets the size of the pooled map", () => {
    const model = createEquivarianceModel(attributes, contextWith([]));
    expect(model.pooled.value.shifted.width).toBe(4);
    model.setWindow(2);
    expect(model.pooled.value.shifted.width).toBe(16);
    expect(model.interactions.value).toBe(1);
  });

  test("a drawing is drawn on where it was shifted to", () => {
    const model = createEquivarianceModel(attributes, contextWith([]));
    model.source.drawing.clear();
    model.shift(3, 2);
    model.painting.paint({ row: PADDED_SIDE / 2 + 2, column: PADDED_SIDE / 2 + 3 }, true);
    const dot = model.source.drawing.picture.value.values.indexOf(255);
    expect(Math.abs(Math.floor(dot / 28) - 14)).toBeLessThanOrEqual(1);
    expect(Math.abs((dot % 28) - 14)).toBeLessThanOrEqual(1);
  });
});

describe("the description of equivariance", () => {
  test("says how far the image is shifted, and what came of it", () => {
    const model = createEquivarianceModel({ ...attributes, window: 1 }, contextWith([]));
    expect(describeFigure(model)).toContain("The image is your drawing, not shifted. Shift the image to see");
    model.shift(2, -1);
    expect(describeFigure(model)).toContain("The image is your drawing, shifted 2 to the right and 1 up.");
    expect(describeFigure(model)).toContain("exactly like the image: apart from the shift, nothing changed.");
    expect(describeFigure(model)).toContain("Without pooling, the whole shift remains.");
    model.setWindow(32);
    expect(describeFigure(model)).toContain("After pooling, nothing of the shift remains.");
  });
});
