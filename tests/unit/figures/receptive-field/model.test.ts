import { describe, expect, test } from "vitest";
import {
  describe as describeFigure,
  describeWeights,
} from "../../../../src/figures/receptive-field/describe.ts";
import { createReceptiveFieldModel } from "../../../../src/figures/receptive-field/model.ts";

const sides = (model: ReturnType<typeof createReceptiveFieldModel>) =>
  model.stack.value.levels.map(({ side }) => side);

describe("the model of receptive fields", () => {
  test("starts at the middle of the top level", () => {
    const model = createReceptiveFieldModel({ input: 15, stack: "small-kernels" });
    expect(sides(model)).toEqual([15, 13, 11, 9]);
    expect(model.unit.value).toEqual({ level: 3, row: 4, column: 4 });
  });

  test("goes to about the same position of another level, and no further than the ends", () => {
    const model = createReceptiveFieldModel({ input: 15, stack: "small-kernels" });
    model.choose({ level: 3, row: 0, column: 8 });
    model.chooseLevel(0);
    expect(model.unit.value).toEqual({ level: 0, row: 0, column: 14 });
    model.chooseLevel(99);
    expect(model.unit.value).toEqual({ level: 3, row: 0, column: 8 });
  });

  test("changes the layer below the unit, and keeps a unit that exists", () => {
    const model = createReceptiveFieldModel({ input: 15, stack: "small-kernels" });
    model.choose({ level: 2, row: 10, column: 3 });
    model.changeLayer({ stride: 2 });
    expect(model.layers.value.map(({ stride }) => stride)).toEqual([1, 2, 1]);
    expect(sides(model)).toEqual([15, 13, 6, 4]);
    expect(model.unit.value).toEqual({ level: 2, row: 5, column: 3 });
  });

  test("turning a layer into pooling removes its padding and dilation", () => {
    const model = createReceptiveFieldModel({ input: 15, stack: "dilation" });
    model.setLayerType("pool");
    expect(model.layers.value[2]).toEqual({
      type: "pool",
      kernel: 2,
      stride: 2,
      dilation: 1,
      padding: "none",
    });
    model.setLayerType("conv");
    expect(model.layers.value[2]).toMatchObject({ type: "conv", kernel: 3, stride: 1 });
  });

  test("adds a layer on top and removes the selected one", () => {
    const model = createReceptiveFieldModel({ input: 15, stack: "large-kernel" });
    model.addLayer();
    expect(model.stack.value.levels.map(({ field }) => field.size)).toEqual([1, 7, 9]);
    model.chooseLevel(1);
    model.removeLayer();
    expect(model.layers.value.map(({ kernel }) => kernel)).toEqual([3]);
    expect([model.unit.value.level, model.interactions.value]).toEqual([1, 3]);
  });

  test("a layer that does not fit stays selected, so that the next change can make it fit", () => {
    const model = createReceptiveFieldModel({ input: 15, stack: "small-kernels" });
    model.chooseLevel(2);
    model.changeLayer({ kernel: 9, dilation: 4 });
    expect(sides(model)).toEqual([15, 13]);
    expect([model.level.value, model.selectedLayer.value, model.unit.value.level]).toEqual([2, 1, 1]);
    // The next click changes the same layer, not the one below.
    model.changeLayer({ kernel: 8 });
    expect(model.layers.value.map(({ kernel }) => kernel)).toEqual([3, 8, 3]);
    model.changeLayer({ dilation: 1 });
    expect(sides(model)).toEqual([15, 13, 6, 4]);
    expect(model.unit.value.level).toBe(2);
  });

  test("a layer above one that does not fit can be selected, changed and removed", () => {
    const model = createReceptiveFieldModel({ input: 15, stack: "small-kernels" });
    model.chooseLevel(1);
    model.changeLayer({ kernel: 9, dilation: 4 });
    model.chooseLevel(3);
    expect([model.level.value, model.unit.value.level]).toEqual([3, 0]);
    model.changeLayer({ stride: 2 });
    expect(model.layers.value.map(({ stride }) => stride)).toEqual([1, 1, 2]);
    model.removeLayer();
    expect(model.layers.value).toHaveLength(2);
    expect(model.level.value).toBe(2);
    model.chooseLevel(1);
    model.removeLayer();
    expect(sides(model)).toEqual([15, 13]);
  });

  test("a layer that was added and does not fit is the selected one", () => {
    const model = createReceptiveFieldModel({ input: 8, stack: "large-kernel" });
    model.addLayer();
    expect([sides(model), model.level.value]).toEqual([[8, 2], 2]);
    model.changeLayer({ kernel: 2 });
    expect([sides(model), model.unit.value.level]).toEqual([[8, 2, 1], 2]);
  });

  test("a stack too high for the input begins at its first layer that does not fit", () => {
    const model = createReceptiveFieldModel({ input: 8, stack: "small-kernels" });
    model.chooseStack("dilation");
    expect([sides(model), model.level.value]).toEqual([[8, 6, 2], 3]);
  });

  test("the pointer shows a unit without choosing it", () => {
    const model = createReceptiveFieldModel({ input: 15, stack: "small-kernels" });
    model.point({ level: 1, row: 2, column: 3 });
    expect(model.unit.value).toEqual({ level: 1, row: 2, column: 3 });
    model.point(null);
    expect([model.unit.value.level, model.interactions.value]).toEqual([3, 0]);
  });
});

describe("the description of receptive fields", () => {
  test("says what every level and the chosen unit see", () => {
    const model = createReceptiveFieldModel({ input: 15, stack: "small-kernels" });
    expect(describeFigure(model)).toBe(
      "Input 15 × 15; layer 1 (3 × 3) 13 × 13, sees 3 × 3; layer 2 (3 × 3) 11 × 11, sees 5 × 5; " +
        "layer 3 (3 × 3) 9 × 9, sees 7 × 7. Layer 3, row 5, column 5 sees rows 5 to 11 and columns 5 to 11 of the input.",
    );
    expect(describeWeights(model)).toContain(
      "this stack has 27 weights; a single kernel that sees 7 × 7 cells has 49.",
    );
  });

  test("mentions padding, and a layer that does not fit", () => {
    const model = createReceptiveFieldModel({ input: 8, stack: "large-kernel" });
    model.changeLayer({ padding: "same" });
    model.choose({ level: 1, row: 0, column: 7 });
    expect(describeFigure(model)).toContain(
      "Layer 1, row 1, column 8 sees rows 1 to 4 (and padding) and columns 5 to 8 (and padding) of the input.",
    );
    model.changeLayer({ padding: "none", kernel: 9 });
    expect(describeFigure(model)).toContain(
      "Layer 1 does not fit. The kernel covers 9 cells, but the input has only 8",
    );
  });
});
