import { describe, expect, test } from "vitest";
import { type Volume, valueAt, volumeFrom } from "../../../../../src/figures/maths/volume.ts";
import { createDrawing, positionsBetween } from "../../../../../src/figures/parts/image/drawing.ts";

const empty = volumeFrom(28, 28, 1, () => 0);
const darkest = (picture: Volume) => [...picture.values].filter((value) => value === 255).length;

describe("a stroke", () => {
  test("has no gaps, however far apart the pointer is seen", () => {
    const { picture, paint } = createDrawing(empty);
    paint({ row: 3, column: 2 }, true);
    paint({ row: 10, column: 25 }, false);
    for (const { row, column } of positionsBetween({ row: 3, column: 2 }, { row: 10, column: 25 }))
      expect(valueAt(picture.value, row, column)).toBe(255);
    expect(darkest(picture.value)).toBe(24);
  });

  test("is not joined to the one before", () => {
    const { picture, paint } = createDrawing(empty);
    paint({ row: 3, column: 3 }, true);
    paint({ row: 20, column: 20 }, true);
    expect(darkest(picture.value)).toBe(2);
  });

  test("that leaves the picture draws nothing on its border, and goes on where it comes back", () => {
    const { picture, paint } = createDrawing(empty);
    paint({ row: 5, column: 26 }, true);
    for (let row = 5; row <= 20; row++) paint({ row, column: 31 }, false);
    paint({ row: 20, column: 26 }, false);
    const border = (row: number) => valueAt(picture.value, row, 27);
    expect([border(5), border(20)]).toEqual([255, 255]);
    for (let row = 7; row <= 18; row++) expect(border(row)).toBe(0);
  });

  test("softens its edge, and erases whatever it crosses with the eraser", () => {
    const { picture, paint, tool } = createDrawing(empty);
    paint({ row: 5, column: 5 }, true);
    expect(valueAt(picture.value, 4, 5)).toBeGreaterThan(0);
    // A stroke that begins on a drawn cell draws, as any other.
    paint({ row: 5, column: 5 }, true);
    expect(valueAt(picture.value, 5, 5)).toBe(255);
    tool.value = "eraser";
    paint({ row: 5, column: 5 }, true);
    expect(picture.value).toEqual(empty);
  });
});

describe("undo", () => {
  test("takes back strokes and clearing, one after the other", () => {
    const { picture, paint, clear, undo, canUndo } = createDrawing(empty);
    expect(canUndo.value).toBe(false);
    paint({ row: 3, column: 3 }, true);
    paint({ row: 3, column: 9 }, false);
    const first = picture.value;
    paint({ row: 9, column: 9 }, true);
    clear();
    expect(picture.value).toEqual(empty);
    undo();
    expect(valueAt(picture.value, 9, 9)).toBe(255);
    undo();
    expect(picture.value).toBe(first);
    undo();
    expect([picture.value, canUndo.value]).toEqual([empty, false]);
    undo();
    expect(picture.value).toEqual(empty);
  });
});
