import { beforeEach, describe, expect, test } from "vitest";
import { describe as describeFigure } from "../../../../src/figures/feature-maps/describe.ts";
import { createFeatureMapsModel, type FeatureMapsModel } from "../../../../src/figures/feature-maps/model.ts";
import { valueAt } from "../../../../src/figures/maths/volume.ts";
import { contextWith, SQUARE } from "../figure-context.ts";

/** A model whose image is a square of 200 in rows and columns 9 to 19. */
async function modelWith(filters: number): Promise<FeatureMapsModel> {
  const model = createFeatureMapsModel({ filters }, contextWith([SQUARE]));
  await Promise.resolve();
  return model;
}

describe("the model of feature maps", () => {
  let model: FeatureMapsModel;
  beforeEach(async () => {
    model = await modelWith(3);
  });

  test("has one map per filter, as large as the image", () => {
    const { height, width, channels } = model.maps.value;
    expect([height, width, channels]).toEqual([28, 28, 3]);
    model.setFilterCount(5);
    expect(model.maps.value.channels).toBe(5);
  });

  test("the first maps are the image's vertical edges, its horizontal edges, and its mean", () => {
    const at = (filter: number, row: number, column: number) =>
      valueAt(model.maps.value, row, column, filter);
    expect([at(0, 14, 8), at(0, 14, 20), at(0, 14, 14)]).toEqual([800, -800, 0]);
    expect([at(1, 8, 14), at(1, 20, 14), at(1, 14, 14)]).toEqual([800, -800, 0]);
    expect([at(2, 14, 14), at(2, 14, 8), at(2, 8, 8)].map(Math.round)).toEqual([200, 67, 22]);
  });

  test("the terms of a position add up to its output, also at the padded border", () => {
    for (const position of [
      { row: 9, column: 9 },
      { row: 0, column: 27 },
    ]) {
      const terms = model.termsAt(1, position);
      expect(terms).toHaveLength(9);
      expect(terms.reduce((sum, { product }) => sum + product, 0)).toBe(
        valueAt(model.maps.value, position.row, position.column, 1),
      );
    }
  });

  test("an edited weight makes the filter the reader's own and changes only its map", () => {
    const before = model.maps.value;
    model.editWeight(0, { row: 1, column: 1 }, 1);
    expect(model.filters.value.map(({ name }) => name)).toEqual(["own", "sobel-y", "blur"]);
    expect(valueAt(model.maps.value, 14, 14, 0)).toBe(valueAt(before, 14, 14, 0) + 200);
    expect(valueAt(model.maps.value, 14, 14, 1)).toBe(valueAt(before, 14, 14, 1));
    expect([model.filter.value, model.interactions.value]).toEqual([0, 1]);
  });

  test("choosing a kernel replaces the weights; choosing one's own keeps them", () => {
    model.chooseKernel(2, "identity");
    expect(valueAt(model.maps.value, 14, 14, 2)).toBe(200);
    model.chooseKernel(2, "own");
    expect(model.filters.value[2]?.name).toBe("own");
    expect(valueAt(model.maps.value, 14, 14, 2)).toBe(200);
  });

  test("a removed filter returns as it was, and is not selected meanwhile", () => {
    model.editWeight(2, { row: 0, column: 0 }, 5);
    model.setFilterCount(2);
    expect(model.filter.value).toBe(1);
    model.setFilterCount(3);
    expect(model.filters.value[2]?.kernel.values[0]).toBe(5);
  });

  test("describes each map and the selected sum", () => {
    model.selectFilter(1);
    model.position.choose({ row: 8, column: 14 });
    const text = describeFigure(model);
    expect(text).toContain("Image: Square. Filter 1, Vertical edges, Sobel: map from −800 to 800.");
    expect(text).toContain("Selected: filter 2, row 9, column 15: 800 is 200 times 1, plus 200 times 2");
  });
});
