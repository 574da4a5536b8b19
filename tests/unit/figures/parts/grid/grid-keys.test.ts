import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { moveByKey } from "../../../../../src/figures/parts/grid/grid-keys.ts";

const KEYS = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"];
const bounds = { top: -1, bottom: 5, left: -1, right: 4 };

describe("moveByKey", () => {
  test("never leaves the grid", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...KEYS), fc.boolean())), (keys) => {
        let place = { row: 0, column: 0 };
        for (const [key, ctrl] of keys) {
          const next = moveByKey(place, key, ctrl, bounds);
          expect(next).not.toBeNull();
          place = next ?? place;
          expect(place.row).toBeGreaterThanOrEqual(bounds.top);
          expect(place.row).toBeLessThanOrEqual(bounds.bottom);
          expect(place.column).toBeGreaterThanOrEqual(bounds.left);
          expect(place.column).toBeLessThanOrEqual(bounds.right);
        }
      }),
    );
  });

  test("goes to the ends of the row, and with Ctrl of the grid", () => {
    const from = { row: 2, column: 2 };
    expect(moveByKey(from, "Home", false, bounds)).toEqual({ row: 2, column: -1 });
    expect(moveByKey(from, "End", true, bounds)).toEqual({ row: 5, column: 4 });
  });

  test("leaves other keys alone", () => {
    expect(moveByKey({ row: 0, column: 0 }, "Tab", false, bounds)).toBeNull();
    expect(moveByKey({ row: 0, column: 0 }, "a", false, bounds)).toBeNull();
  });
});
