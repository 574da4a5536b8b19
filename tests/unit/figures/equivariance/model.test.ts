import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createEquivarianceModel, FRAME, LARGEST_SHIFT } from "../../../../src/figures/equivariance/model.ts";
import { KERNEL_NAMES } from "../../../../src/figures/maths/named-kernels.ts";
import { contextWith, SQUARE } from "../figure-context.ts";

const start = { right: 0, down: 0, window: 8 };
const step = fc.integer({ min: -LARGEST_SHIFT, max: LARGEST_SHIFT });

describe("the figure of equivariance", () => {
  test("wherever the image is moved, the feature map moves along exactly, the dense layer never does", async () => {
    const model = createEquivarianceModel(start, contextWith([SQUARE]));
    await Promise.resolve();
    fc.assert(
      fc.property(step, step, fc.constantFrom(...KERNEL_NAMES), (right, down, name) => {
        fc.pre(right !== 0 || down !== 0);
        model.kernelName.value = name;
        model.move(right, down);
        expect(model.image.value.change).toBeGreaterThan(0);
        expect(model.map.value.changeMovedAlong).toBeLessThan(1e-9);
        expect(model.units.value.change).toBeGreaterThan(0.01);
        expect(model.units.value.changeMovedAlong).toBeGreaterThan(0.01);
      }),
      { numRuns: 40 },
    );
  });

  test("pooling over the whole map leaves nothing of any move, and where nothing moved nothing changed", () => {
    const model = createEquivarianceModel({ ...start, window: FRAME }, contextWith([]));
    expect([model.map, model.pooled, model.units].map((stage) => stage.value.change)).toEqual([0, 0, 0]);
    fc.assert(
      fc.property(step, step, (right, down) => {
        model.move(right, down);
        expect(model.pooled.value.change).toBeLessThan(1e-9);
      }),
      { numRuns: 20 },
    );
  });

  test("a move goes no further than there is room", () => {
    const model = createEquivarianceModel(start, contextWith([]));
    model.move(99, -99);
    expect([model.right.value, model.down.value]).toEqual([LARGEST_SHIFT, -LARGEST_SHIFT]);
  });

  test("a drawing is drawn on where it lies now", () => {
    const model = createEquivarianceModel(start, contextWith([]));
    model.source.clearDrawing();
    model.move(3, 2);
    model.paint({ row: FRAME / 2 + 2, column: FRAME / 2 + 3 }, true);
    const { drawing } = model.source;
    const dot = drawing.value.values.indexOf(255);
    expect(Math.abs(Math.floor(dot / 28) - 14)).toBeLessThanOrEqual(1);
    expect(Math.abs((dot % 28) - 14)).toBeLessThanOrEqual(1);
  });
});
