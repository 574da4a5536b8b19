import { beforeEach, describe, expect, test } from "vitest";
import { describe as describeFigure } from "../../../../src/figures/eye-and-cortex/describe.ts";
import {
  type CortexModel,
  createCortexModel,
  LARGEST_MOVE,
} from "../../../../src/figures/eye-and-cortex/model.ts";
import { TILTS } from "../../../../src/figures/eye-and-cortex/simple-filters.ts";
import { complexResponse } from "../../../../src/figures/eye-and-cortex/visual-cortex.ts";
import { valueAt } from "../../../../src/figures/maths/volume.ts";

describe("the model of eye and cortex", () => {
  let model: CortexModel;
  beforeEach(() => {
    model = createCortexModel({ stimulus: "bar" });
  });

  test("starts with a bar of 45° on the central simple cell, which prefers it", () => {
    expect(model.stimulus.value).toEqual({ name: "bar", row: 18, column: 18, tilt: 45 });
    expect([model.simple.value, model.complex.value]).toEqual([
      { row: 4, column: 4 },
      { row: 1, column: 1 },
    ]);
    expect(TILTS[model.tilt.value]).toBe(45);
    expect(model.sum.value).toBeGreaterThan(0.8);
  });

  test("shows the light of the chosen cell's receptive field", () => {
    expect([model.light.value.height, model.light.value.width]).toEqual([13, 13]);
    expect(valueAt(model.light.value, 6, 6)).toBe(valueAt(model.field.value, 18, 18));
    model.choose({ row: 0, column: 8 });
    expect(valueAt(model.light.value, 2, 5)).toBe(valueAt(model.field.value, 2, 29));
  });

  test("chooses the tilt that responds most, and keeps the tilt where none responds", () => {
    model.rotate(90);
    model.choose({ row: 4, column: 4 });
    expect(TILTS[model.tilt.value]).toBe(90);
    model.choose({ row: 0, column: 0 });
    expect(Math.max(...TILTS.map((_, tilt) => valueAt(model.responses.value.simple, 0, 0, tilt)))).toBe(0);
    expect(TILTS[model.tilt.value]).toBe(90);
  });

  test("the curves give the responses to the stimulus at hand where they meet it", () => {
    const { inputs, simple, complex } = model.rotated.value;
    const now = inputs.indexOf(45);
    expect(simple[now]).toBeCloseTo(model.sum.value, 9);
    expect(complex[now]).toBeCloseTo(complexResponse(model.field.value, model.complex.value, 1), 9);
    expect(model.moved.value.inputs[LARGEST_MOVE]).toBe(0);
    expect(model.moved.value.simple[LARGEST_MOVE]).toBeCloseTo(model.sum.value, 9);
  });

  test("the simple cell is selective for tilt, and repeats after half a turn", () => {
    const { inputs, simple } = model.rotated.value;
    const at = (degrees: number) => simple[inputs.indexOf(degrees)] ?? Number.NaN;
    expect(at(135)).toBeLessThan(0.1);
    expect(at(225)).toBeCloseTo(at(45), 9);
  });

  test("the complex cell responds to a moved bar for longer than the simple cell", () => {
    const count = (responses: readonly number[]) => responses.filter((response) => response > 0.3).length;
    expect(count(model.moved.value.complex)).toBeGreaterThan(2 * count(model.moved.value.simple));
  });

  test("only a corner or a cross makes a combining cell respond", () => {
    model.rotate(0);
    expect(model.combined.value.every((response) => response < 0.05)).toBe(true);
    model.show("cross");
    expect(model.combined.value[0]).toBeGreaterThan(0.35);
    model.rotate(45);
    expect(model.combined.value[1]).toBeGreaterThan(0.35);
  });

  test("choosing a complex cell chooses the simple cell in its middle", () => {
    model.chooseUnder({ row: 2, column: 0 });
    expect([model.simple.value, model.complex.value]).toEqual([
      { row: 6, column: 2 },
      { row: 2, column: 0 },
    ]);
  });

  test("describes stimulus, chosen cell and combining cells", () => {
    expect(describeFigure(model)).toMatch(
      /^A bar in the visual field, at row 19, column 19 of 37, tilted by 45 degrees\. Simple cells that respond: \d+ that prefer level lines, .+ The sum of the simple cell at row 5, column 5 that prefers rising lines is [\d.]+; the response of its complex cell is [\d.]+\. Combining cells do not respond: level with upright 0, rising with falling 0\.$/,
    );
  });
});
