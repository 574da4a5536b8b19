import { describe, expect, test } from "vitest";
import { COLOUR_FILTERS } from "../../../../src/figures/channels/colour-filters.ts";
import { describe as describeFigure } from "../../../../src/figures/channels/describe.ts";
import { contributionAt, createChannelsModel, MOST_FILTERS } from "../../../../src/figures/channels/model.ts";
import { valueAt } from "../../../../src/figures/maths/volume.ts";
import { contextWith, SQUARE } from "../figure-context.ts";

const CELL = { row: 9, column: 12 };

function modelWith(filters = 3) {
  return createChannelsModel({ filters }, contextWith([SQUARE]));
}

describe("the channels figure", () => {
  test("the channels' contributions add up to the map", () => {
    const model = modelWith();
    for (const filter of [0, 1, 2]) {
      model.showFilter(filter);
      for (const cell of [CELL, { row: 0, column: 27 }]) {
        const sum = [0, 1, 2].reduce((total, channel) => total + contributionAt(model, channel, cell), 0);
        expect(sum).toBeCloseTo(valueAt(model.output.value, cell.row, cell.column, filter), 12);
        expect(valueAt(model.map.value, cell.row, cell.column)).toBe(
          valueAt(model.output.value, cell.row, cell.column, filter),
        );
      }
    }
  });

  test("the terms are the 27 products of the current sum", () => {
    const model = modelWith();
    model.choose(CELL);
    expect(model.terms.value).toHaveLength(27);
    const sum = model.terms.value.reduce((total, { product }) => total + product, 0);
    expect(sum).toBeCloseTo(valueAt(model.map.value, CELL.row, CELL.column), 12);
  });

  test("“red, not green or blue” takes half of green and blue from red", () => {
    const model = modelWith(1);
    const [red, green, blue] = [0, 1, 2].map((channel) =>
      valueAt(model.input.value, CELL.row, CELL.column, channel),
    ) as [number, number, number];
    expect(valueAt(model.map.value, CELL.row, CELL.column)).toBeCloseTo(red - green / 2 - blue / 2, 12);
  });

  test("a grey image has the same values in every channel", async () => {
    const model = modelWith(1);
    model.showBalloon(false);
    await Promise.resolve();
    expect(model.imageName.value).toBe("Square");
    expect([0, 1, 2].map((channel) => valueAt(model.input.value, 14, 14, channel))).toEqual(
      Array(3).fill(200 / 255),
    );
    // So what red adds, green and blue take away.
    expect(valueAt(model.map.value, 14, 14)).toBeCloseTo(0, 12);
  });

  test("an edited weight changes the shown filter alone", () => {
    const model = modelWith(2);
    const other = COLOUR_FILTERS[0]?.kernel;
    model.showFilter(1);
    model.setWeight({ row: 1, column: 1 }, 2, 7);
    expect(model.filters.value.map(({ name }) => name)).toEqual([COLOUR_FILTERS[0]?.name, "own"]);
    expect(model.filters.value[0]?.kernel).toBe(other);
    const blue = valueAt(model.input.value, CELL.row, CELL.column, 2);
    const before = modelWith(2);
    before.showFilter(1);
    expect(contributionAt(model, 2, CELL) - contributionAt(before, 2, CELL)).toBeCloseTo(7 * blue, 12);
  });

  test("filters can be added up to the limit and removed down to one", () => {
    const model = modelWith(1);
    for (let count = 0; count < MOST_FILTERS + 2; count++) model.addFilter();
    expect(model.filters.value).toEqual(COLOUR_FILTERS);
    expect(model.output.value.channels).toBe(MOST_FILTERS);
    for (let count = 0; count < MOST_FILTERS + 2; count++) model.removeFilter();
    expect([model.filters.value.length, model.shown.value]).toEqual([1, 0]);
  });

  test("all maps share one scale, which holds their largest value", () => {
    const model = modelWith();
    const values = [model.map.value, ...model.contributions.value].flatMap((map) => [...map.values]);
    expect(model.span.value).toBe(Math.max(...values.map(Math.abs)));
  });

  test("pointing is no interaction; choosing and changing are", () => {
    const model = modelWith();
    model.point(CELL);
    expect(model.interactions.value).toBe(0);
    model.choose(CELL);
    model.addFilter();
    model.showBalloon(false);
    expect(model.interactions.value).toBe(3);
  });

  test("describes image, filters, and the number of weights", () => {
    expect(describeFigure(modelWith(2))).toMatch(
      /^A striped balloon over a meadow, 28 × 28 in 3 channels, through 2 filters: 1 Red, not green or blue; 2 Upright edges in any channel\. Filter 1 is shown .+ makes 54 weights\.$/,
    );
  });
});
