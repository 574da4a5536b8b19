import { describe, expect, test } from "vitest";
import { valueAt } from "../../../../src/figures/maths/volume.ts";
import { createPoolingModel, digitGrid, POOLED_FILTERS } from "../../../../src/figures/pooling/model.ts";
import { contextWith, SQUARE } from "../figure-context.ts";

const start = { input: 6, window: 2, stride: 2, method: "max", show: "numbers" } as const;

describe("the figure of pooling", () => {
  test("marks as winner the cell whose value is the output", () => {
    const model = createPoolingModel(start, contextWith([]));
    for (let index = 0; index < model.playback.length.value; index++) {
      model.playback.choose(index);
      const { row, column } = model.playback.current.value;
      const winner = model.winner.value;
      expect(winner && valueAt(model.input.value, winner.row, winner.column)).toBe(
        valueAt(model.output.value, row, column),
      );
    }
  });

  test("pools each feature map of a garment for itself", async () => {
    const model = createPoolingModel({ ...start, show: "maps" }, contextWith([SQUARE]));
    await Promise.resolve();
    expect(model.source.name.value).toBe("Square");
    expect([model.input.value.channels, model.output.value.channels]).toEqual([
      POOLED_FILTERS.length,
      POOLED_FILTERS.length,
    ]);
    expect([model.output.value.height, model.output.value.width]).toEqual([14, 14]);
  });

  test("the average lies between the smallest and the largest of the window", () => {
    const model = createPoolingModel({ ...start, method: "average", stride: 1 }, contextWith([]));
    model.playback.choose(7);
    const values = model.window.value.map(({ value }) => value);
    const { row, column } = model.playback.current.value;
    const average = valueAt(model.output.value, row, column);
    expect(average).toBeGreaterThanOrEqual(Math.min(...values));
    expect(average).toBeLessThanOrEqual(Math.max(...values));
    expect(average).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / 4, 12);
  });

  test("the numbers are digits, and not all alike", () => {
    const { values } = digitGrid(8);
    expect(values.every((value) => Number.isInteger(value) && value >= 0 && value <= 9)).toBe(true);
    expect(new Set(values).size).toBeGreaterThan(6);
  });
});
