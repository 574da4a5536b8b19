import { describe, expect, test } from "vitest";
import {
  describe as describeFigure,
  describeFocus,
} from "../../../../src/figures/weight-sharing/describe.ts";
import { costsOf, createWeightSharingModel } from "../../../../src/figures/weight-sharing/model.ts";

const attributes = { image: 28, channels: 1, filters: 4, kernel: 7 };

describe("the costs of weight sharing", () => {
  test("are those of three layers from the same input to the same output", () => {
    const { dense, local, convolution } = costsOf(attributes);
    const outputs = 28 * 28 * 4;
    expect(convolution.output).toEqual({ height: 28, width: 28, channels: 4 });
    expect(dense.parameters).toBe(28 * 28 * outputs + outputs);
    // Along an axis the windows lie within the image, except for 1 + 2 + 3 cells at each end.
    expect(local.parameters).toBe((28 * 7 - 12) ** 2 * 4 + outputs);
    expect(convolution.parameters).toBe(49 * 4 + 4);
    expect(local.multiplyAccumulates).toBe(convolution.multiplyAccumulates);
  });

  test("of local windows are those of the dense layer at most, however large the kernel is", () => {
    for (const kernel of [3, 5, 11]) {
      const { dense, local } = costsOf({ image: 8, channels: 3, filters: 4, kernel });
      expect(local.parameters).toBeLessThanOrEqual(dense.parameters);
      expect(local.multiplyAccumulates).toBeLessThanOrEqual(dense.multiplyAccumulates);
    }
  });

  test("of a convolution do not depend on the image", () => {
    expect(costsOf({ ...attributes, image: 224 }).convolution.parameters).toBe(
      costsOf(attributes).convolution.parameters,
    );
  });
});

describe("the model of weight sharing", () => {
  test("counts again for other sizes", () => {
    const model = createWeightSharingModel(attributes);
    model.setSizes({ filters: 16, kernel: 3 });
    expect(model.costs.value.convolution.parameters).toBe(9 * 16 + 16);
    expect(model.interactions.value).toBe(1);
  });

  test("highlights an output, or one of its weights where the whole kernel fits", () => {
    const model = createWeightSharingModel(attributes);
    expect(model.focus.value).toEqual({ type: "output", output: 4 });
    model.setOutput(0);
    model.setTap(2);
    expect(model.focus.value).toEqual({ type: "output", output: 0 });
    model.setFocusType("weight");
    expect(model.focus.value).toEqual({ type: "weight", output: 1, tap: 2 });
  });
});

describe("the description of weight sharing", () => {
  test("counts connections, weights and uses", () => {
    expect(describeFocus("dense", { type: "output", output: 4 })).toBe(
      "81 connections, 81 weights; this output sees 9 inputs",
    );
    expect(describeFocus("local", { type: "weight", output: 4, tap: 1 })).toBe(
      "25 connections, 25 weights; this weight is used once",
    );
    expect(describeFocus("convolution", { type: "weight", output: 4, tap: 1 })).toBe(
      "25 connections, 3 weights; this weight is used 9 times",
    );
  });

  test("names the parameters of all three layers", () => {
    expect(describeFigure(createWeightSharingModel(attributes))).toContain(
      "Image 28 × 28 × 1, 4 filters of 7 × 7. " +
        "Parameters: dense layer 2\u202f461\u202f760, local windows 138\u202f560, convolution 200.",
    );
  });
});
