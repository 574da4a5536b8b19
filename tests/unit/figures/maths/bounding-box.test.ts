import { describe, expect, test } from "vitest";
import { boundingBox } from "../../../../src/figures/maths/bounding-box.ts";
import { volume } from "../../../../src/figures/maths/volume.ts";

describe("boundingBox", () => {
  // biome-ignore format: the rows of the volume.
  const values = volume(3, 4, 1, [
    0, 0, 0, 0,
    0, 2, 0, -5,
    0, 0, 1, 0,
  ]);

  test("holds every value whose magnitude is above the threshold", () => {
    expect(boundingBox(values, 0)).toEqual({ row: 1, column: 1, height: 2, width: 3 });
    expect(boundingBox(values, 1)).toEqual({ row: 1, column: 1, height: 1, width: 3 });
    expect(boundingBox(values, 2)).toEqual({ row: 1, column: 3, height: 1, width: 1 });
  });

  test("is null if no value is", () => {
    expect(boundingBox(values, 5)).toBeNull();
  });

  test("looks at every channel", () => {
    expect(boundingBox(volume(1, 2, 2, [0, 0, 0, 3]), 0)).toEqual({ row: 0, column: 1, height: 1, width: 1 });
  });
});
