import { beforeEach, describe, expect, test } from "vitest";
import { describe as describeFigure } from "../../../../src/figures/full-layer/describe.ts";
import { createFullLayerModel, type FullLayerModel } from "../../../../src/figures/full-layer/model.ts";
import { valueAt } from "../../../../src/figures/maths/volume.ts";
import { contextWith, SQUARE } from "../figure-context.ts";

/** The square's brightness. */
const LIGHT = 200 / 255;

describe("the model of a whole layer", () => {
  let model: FullLayerModel;
  beforeEach(async () => {
    model = createFullLayerModel({ activation: "relu" }, contextWith([SQUARE]));
    await Promise.resolve();
  });

  const stagesAt = (filter: number, row: number, column: number) => {
    const { convolved, preActivation, output } = model.layer.value;
    return [convolved, preActivation, output].map((stage) => valueAt(stage, row, column, filter));
  };

  test("scales the image to 0 to 1 and adds bias and activation to each filter's convolution", () => {
    expect(valueAt(model.input.value, 14, 14)).toBeCloseTo(LIGHT, 12);
    const [sum, biased, output] = stagesAt(0, 14, 8);
    expect(sum).toBeCloseTo(4 * LIGHT, 12);
    expect(biased).toBeCloseTo(4 * LIGHT - 0.5, 12);
    expect(output).toBe(biased);
    expect(stagesAt(0, 14, 20)[2]).toBe(0);
  });

  test("the terms of the selected output add up to its convolution", () => {
    model.choose({ filter: 2, row: 9, column: 9 });
    const sum = model.terms.value.reduce((total, { product }) => total + product, 0);
    expect(model.terms.value).toHaveLength(9);
    expect(sum).toBeCloseTo(stagesAt(2, 9, 9)[0] ?? Number.NaN, 12);
    expect(sum).toBeCloseTo(5 * LIGHT, 12);
  });

  test("a bias shifts its own map only, and selects its filter", () => {
    const [before, other] = [stagesAt(1, 14, 14)[1] ?? 0, stagesAt(0, 14, 14)[1]];
    model.setBias(1, 2);
    expect(stagesAt(1, 14, 14)[1]).toBeCloseTo(before + 2.5, 12);
    expect(stagesAt(0, 14, 14)[1]).toBe(other);
    expect([model.position.value.filter, model.interactions.value]).toEqual([1, 1]);
  });

  test("counts the share of outputs above 0 after the activation", () => {
    const { values } = model.layer.value.output;
    const active = values.filter((value, index) => index % 3 === 0 && value > 0).length;
    expect(model.activeShares.value[0]).toBe(active / (28 * 28));
    model.setBias(0, -3);
    expect(model.activeShares.value[0]).toBeLessThan(active / (28 * 28));
    model.chooseActivation("sigmoid");
    expect(model.activeShares.value).toEqual([1, 1, 1]);
  });

  test("editing a weight or choosing a kernel keeps the bias", () => {
    model.editWeight(0, { row: 1, column: 1 }, 3);
    model.chooseKernel(1, "blur");
    expect(model.filters.value.map(({ name, bias }) => [name, bias])).toEqual([
      ["own", -0.5],
      ["blur", -0.5],
      ["edges", -1],
    ]);
    expect(model.filters.value[0]?.kernel.values[4]).toBe(3);
  });

  test("what is pointed at takes the place of what was chosen", () => {
    model.choose({ filter: 1, row: 3, column: 4 });
    model.point({ filter: 2, row: 5, column: 6 });
    expect(model.position.value).toEqual({ filter: 2, row: 5, column: 6 });
    model.point(null);
    expect(model.position.value).toEqual({ filter: 1, row: 3, column: 4 });
  });

  test("describes parameters, output shape and the selected output", () => {
    model.choose({ filter: 0, row: 14, column: 8 });
    const text = describeFigure(model);
    expect(text).toContain("Square through filter 1 Vertical edges, Sobel, bias −0.5");
    expect(text).toContain("with the bias −0.5 it is 2.64, and after ReLU 2.64.");
    expect(text).toContain("3·(9 + 1) = 30 parameters. The layer’s output is 28 × 28 × 3;");
    model.chooseActivation("sigmoid");
    expect(describeFigure(model)).not.toContain("above 0");
  });
});
