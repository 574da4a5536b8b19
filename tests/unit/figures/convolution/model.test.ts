import { describe, expect, test } from "vitest";
import { describe as describeFigure, describeInput } from "../../../../src/figures/convolution/describe.ts";
import {
  type ConvolutionAttributes,
  createConvolutionModel,
  slantedBar,
} from "../../../../src/figures/convolution/model.ts";
import { valueAt } from "../../../../src/figures/maths/volume.ts";
import { NAMED_KERNELS } from "../../../../src/figures/maths/well-known-kernels.ts";
import { contextWith, SQUARE } from "../figure-context.ts";

const DEFAULTS: ConvolutionAttributes = {
  input: 7,
  kernel: 3,
  stride: 1,
  padding: 0,
  weights: "sobel-x",
  show: "numbers",
};

function modelWith(attributes: Partial<ConvolutionAttributes> = {}) {
  return createConvolutionModel({ ...DEFAULTS, ...attributes }, contextWith([]));
}

describe("the convolution figure", () => {
  test("the terms of every output add up to its value", () => {
    const model = modelWith({ padding: 1, stride: 2 });
    expect([model.output.value.height, model.output.value.width]).toEqual([4, 4]);
    for (let index = 0; index < 16; index++) {
      model.playback.choose(index);
      const { row, column } = model.playback.current.value;
      const sum = model.terms.value.reduce((total, { input, weight }) => total + input * weight, 0);
      expect(sum).toBe(valueAt(model.output.value, row, column));
    }
  });

  test("a kernel with one weight copies its input", () => {
    const model = modelWith({ kernel: 1 });
    expect(model.output.value.values).toEqual(slantedBar(7).values);
  });

  test("a kernel that is not 3 × 3 begins as a mean", () => {
    const model = modelWith({ input: 5, kernel: 5 });
    const mean = slantedBar(5).values.reduce((sum, value) => sum + value, 0) / 25;
    expect(model.editable.value.name).toBe("own");
    expect(valueAt(model.output.value, 0, 0)).toBeCloseTo(mean, 12);
  });

  test("an edited number changes the outputs above it, and can be reset", () => {
    const model = modelWith({ kernel: 1 });
    model.setNumber({ row: 2, column: 3 }, 42);
    expect(valueAt(model.output.value, 2, 3)).toBe(42);
    model.resetNumbers();
    expect(model.output.value.values).toEqual(slantedBar(7).values);
  });

  test("padding cannot be edited", () => {
    const model = modelWith({ padding: 1 });
    const before = model.input.value;
    model.setNumber({ row: -1, column: 0 }, 5);
    model.setNumber({ row: 0, column: 7 }, 5);
    expect(model.input.value).toBe(before);
  });

  test("an edited weight makes the kernel the reader's own; choosing a named one brings it back", () => {
    const model = modelWith();
    model.setWeight({ row: 0, column: 1 }, 5);
    expect(model.editable.value.name).toBe("own");
    expect([...model.kernel.value.values]).toEqual([-1, 5, 1, -2, 0, 2, -1, 0, 1]);
    model.chooseKernel("sobel-x");
    expect(model.kernel.value).toBe(NAMED_KERNELS["sobel-x"].kernel);
  });

  test("looks at the middle of the output after its size has changed", () => {
    const model = modelWith();
    model.setStride(2);
    expect(model.playback.current.value).toEqual({ row: 1, column: 1 });
    model.setPadding(1);
    expect(model.playback.current.value).toEqual({ row: 2, column: 2 });
  });

  test("says why there is no output, where the kernel does not fit", () => {
    const model = modelWith({ input: 3, kernel: 5 });
    expect(model.size.value.type).toBe("invalid");
    expect(describeFigure(model)).not.toContain("Feature map");
  });

  test("convolves the chosen image", async () => {
    const model = createConvolutionModel({ ...DEFAULTS, show: "picture" }, contextWith([SQUARE]));
    await Promise.resolve();
    expect([model.input.value.width, model.output.value.width]).toEqual([28, 26]);
    // The square begins at column 9: Sobel's weights on its left edge are 1 + 2 + 1.
    expect(valueAt(model.output.value, 13, 7)).toBe(4 * 200);
  });

  test("describes size, values, and the current sum", () => {
    const model = modelWith({ kernel: 1 });
    model.setNumber({ row: 0, column: 0 }, 8);
    model.playback.choose(0);
    expect(describeFigure(model)).toMatch(
      /^Input 7 × 7 \(numbers\), kernel your own 1 × 1, stride 1, no padding\. Feature map 7 × 7, values from 0 to \d\. Output 1 of 49, row 1, column 1: 8 is 8 times 1\.$/,
    );
    expect(describeInput(model, { row: 0, column: 0 })).toBe("row 1, column 1: 8, under the weight 1");
    expect(describeInput(model, { row: 0, column: 1 })).not.toContain("under");
  });
});
