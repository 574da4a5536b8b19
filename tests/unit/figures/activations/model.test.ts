import { describe, expect, test } from "vitest";
import { describeCell, describe as describeFigure } from "../../../../src/figures/activations/describe.ts";
import { createActivationsModel } from "../../../../src/figures/activations/model.ts";
import { ACTIVATION_NAMES, ACTIVATIONS } from "../../../../src/figures/maths/activation-functions.ts";
import { valueAt } from "../../../../src/figures/maths/volume.ts";
import { contextWith, SQUARE } from "../figure-context.ts";

/** A model on one bright square (rows and columns 9 to 19, value 200), once its image is loaded. */
async function modelOnSquare() {
  const model = createActivationsModel({ function: "relu" }, contextWith([SQUARE]));
  await Promise.resolve();
  return model;
}

/** Sobel's response at the square's left edge: (1 + 2 + 1) · 200 / 255. */
const EDGE = (4 * 200) / 255;

describe("the activations figure", () => {
  test("filters the image with pixels from 0 to 1", async () => {
    const { before } = await modelOnSquare();
    expect(valueAt(before.value, 14, 8)).toBeCloseTo(EDGE, 12);
    expect(valueAt(before.value, 14, 20)).toBeCloseTo(-EDGE, 12);
    expect(valueAt(before.value, 14, 14)).toBeCloseTo(0, 12);
  });

  test.each(ACTIVATION_NAMES)("applies %s and its derivative to every value", async (name) => {
    const model = await modelOnSquare();
    model.chooseActivation(name);
    const { value, derivative } = ACTIVATIONS[name];
    expect([...model.after.value.values]).toEqual([...model.before.value.values].map(value));
    expect([...model.slopes.value.values]).toEqual([...model.before.value.values].map(derivative));
  });

  test("counts the negative and the flat cells", async () => {
    const model = await modelOnSquare();
    // The right edge: two columns of the 13 rows that the 3 × 3 kernel sees.
    expect(model.negativeShare.value).toBeCloseTo(26 / 784, 12);
    expect(model.flatShare.value).toBeCloseTo(1 - 26 / 784, 12);
    model.chooseActivation("leaky-relu");
    expect(model.flatShare.value).toBe(0);
    expect(describeFigure(model)).toContain("gradients pass everywhere");
  });

  test("takes x from the feature map or from the chart", async () => {
    const model = await modelOnSquare();
    model.pointAtCell({ row: 14, column: 8 });
    expect(model.x.value).toBeCloseTo(EDGE, 12);
    model.pointAt(-1);
    expect([model.x.value, model.position.value]).toEqual([-1, null]);
  });

  test("another filter turns the edges", async () => {
    const model = await modelOnSquare();
    model.pointAtCell({ row: 14, column: 8 });
    model.chooseFilter("sobel-y");
    expect(model.position.value).toBeNull();
    expect(valueAt(model.before.value, 8, 14)).toBeCloseTo(EDGE, 12);
    expect(valueAt(model.before.value, 14, 8)).toBeCloseTo(0, 12);
  });

  test("choosing and sliding are interactions, pointing is not", async () => {
    const model = await modelOnSquare();
    model.pointAt(1);
    model.pointAtCell({ row: 1, column: 1 });
    expect(model.interactions.value).toBe(0);
    model.slideTo(2);
    model.chooseActivation("tanh");
    expect(model.interactions.value).toBe(2);
  });

  test("describes the value, the slope, and what they do to the map", async () => {
    const model = await modelOnSquare();
    expect(describeFigure(model)).toBe(
      "ReLU: at x = 1.5 its value is 1.5 and its slope 1. Applied to Square after a filter for vertical edges, " +
        "it gives values from 0 to 3.14. 3\u202f% of the filtered map is negative. " +
        "On 97\u202f% of the whole map the slope is below 0.1: almost no gradient passes there.",
    );
    expect(describeCell(model, { row: 14, column: 20 })).toBe("row 15, column 21: x −3.14, f(x) 0, slope 0");
  });
});
