import { describe, expect, it } from "vitest";
import { listOnLine, rowsOfValues } from "../../../../src/page/outputs/rows-of-values.ts";
import { inspect } from "../../../../src/runtime/output/inspect.ts";

describe("a list of plain values", () => {
  it("is one row", () => {
    expect(rowsOfValues(inspect([1, -2.5, Number.NaN, null]))).toBe("[1, -2.5, NaN, null]");
    expect(rowsOfValues(inspect(new Float32Array([0.5, 2])))).toBe("[0.5, 2]");
  });

  it("of lists has a row for each, with its values below each other", () => {
    expect(
      rowsOfValues(
        inspect([
          [1, 20],
          [300, 4],
        ]),
      ),
    ).toBe("[[  1, 20],\n [300,  4]]");
    expect(rowsOfValues(inspect([[1], [2, 3], []]))).toBe("[[1],\n [2, 3],\n []]");
    expect(rowsOfValues(inspect([[[1, 2]], [[3, 4]]]))).toBe("[[[1, 2]],\n [[3, 4]]]");
  });

  it("says how many values are left out", () => {
    expect(rowsOfValues(inspect(Array.from({ length: 150 }, () => 0)))).toMatch(/0, … 50 more\]$/);
  });

  it("fits on one line where there is little room", () => {
    expect(
      listOnLine(
        inspect([
          [1, 2],
          [3, 4],
        ]),
        40,
      ),
    ).toBe("[[1, 2], [3, 4]]");
    expect(listOnLine(inspect(Array.from({ length: 30 }, (_, index) => index)), 20)).toBe(
      "[0, 1, 2, 3, 4, 5, …]",
    );
  });
});

describe("anything else", () => {
  it("has no rows", () => {
    const others = [1, [], { a: 1 }, [{ a: 1 }], [1, [2]], [() => 1], ["x".repeat(30)], new Map([[1, 2]])];
    for (const other of others) expect(rowsOfValues(inspect(other))).toBeNull();
  });
});
