import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellAt, pointOn, stackPlanes } from "../../../../src/figures/receptive-field/plane.ts";

describe("a sheet in oblique projection", () => {
  test("finds the cell under the centre of each cell", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 24 }),
        fc.double({ min: 4, max: 30, noNaN: true }),
        fc.nat(),
        fc.nat(),
        (side, cell, anyRow, anyColumn) => {
          const plane = { side, cell, x: 200, y: 90 };
          const position = { row: anyRow % side, column: anyColumn % side };
          expect(cellAt(plane, pointOn(plane, position.row + 0.5, position.column + 0.5))).toEqual(position);
        },
      ),
    );
  });

  test("finds the nearest cell for a point outside", () => {
    const plane = { side: 5, cell: 10, x: 0, y: 0 };
    expect(cellAt(plane, pointOn(plane, -3, 9))).toEqual({ row: 0, column: 4 });
  });

  test("stacks sheets upwards without overlap, within the width", () => {
    const { planes, height } = stackPlanes([15, 13, 11], { width: 400, gap: 10, largest: 40 });
    const ends = planes.map((plane) => [pointOn(plane, 0, 0)[1], pointOn(plane, plane.side, 0)[1]] as const);
    expect(ends[0]?.[1]).toBeCloseTo(height, 6);
    expect(ends[2]?.[0]).toBeCloseTo(0, 6);
    expect((ends[0]?.[0] ?? 0) - (ends[1]?.[1] ?? 0)).toBeCloseTo(10, 6);
    for (const plane of planes) {
      expect(pointOn(plane, plane.side, 0)[0]).toBeGreaterThanOrEqual(-1e-9);
      expect(pointOn(plane, 0, plane.side)[0]).toBeLessThanOrEqual(400 + 1e-9);
    }
  });
});
