import { describe, expect, test } from "vitest";
import { reachesPadding, seenCells, seenLevels } from "../../../../src/figures/receptive-field/seen-cells.ts";
import { buildStack, STACKS } from "../../../../src/figures/receptive-field/stack.ts";

describe("seenLevels", () => {
  test("follows a unit down to the input", () => {
    const stack = buildStack(15, STACKS["small-kernels"].layers);
    const levels = seenLevels(stack, { level: 2, row: 4, column: 0 });
    expect(levels.map(({ patch }) => patch)).toEqual([
      { top: 4, bottom: 4, left: 0, right: 0 },
      { top: 4, bottom: 6, left: 0, right: 2 },
      { top: 4, bottom: 8, left: 0, right: 4 },
    ]);
  });
});

describe("seenCells", () => {
  test("two 3 × 3 layers weight the centre nine times as much as a corner", () => {
    const stack = buildStack(15, STACKS["small-kernels"].layers);
    const input = seenLevels(stack, { level: 2, row: 4, column: 4 }).at(-1);
    const cells = input === undefined ? [] : seenCells(input, 15);
    const shareAt = (row: number, column: number) =>
      cells.find((cell) => cell.row === row && cell.column === column)?.share;
    expect(cells).toHaveLength(25);
    expect([shareAt(6, 6), shareAt(4, 6), shareAt(4, 4)]).toEqual([1, 1 / 3, 1 / 9]);
  });

  test("leaves out the padding and the cells that a dilated kernel skips", () => {
    const layer = { type: "conv", kernel: 3, stride: 1, dilation: 2, padding: "same" } as const;
    const input = seenLevels(buildStack(9, [layer]), { level: 1, row: 0, column: 4 }).at(-1);
    const cells = input === undefined ? [] : seenCells(input, 9);
    expect(cells.map(({ row, column }) => [row, column])).toEqual([
      [0, 2],
      [0, 4],
      [0, 6],
      [2, 2],
      [2, 4],
      [2, 6],
    ]);
    expect(input && reachesPadding(input.patch, 9)).toBe(true);
  });
});
