import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { offeredGarments, roundsOf } from "../../../../../src/figures/parts/image/garment-choice.ts";

const images = fc.array(
  fc
    .integer({ min: 0, max: 9 })
    .map((label) => ({ label, name: `class ${label}`, pixels: new Uint8Array(784) })),
);

describe("the garments on offer", () => {
  test("are one of each class, and within all rounds every garment", () => {
    fc.assert(
      fc.property(images, (all) => {
        const seen = new Set<number>();
        for (let round = 0; round < roundsOf(all); round++) {
          const offered = offeredGarments(all, round);
          const labels = offered.map(({ index }) => all[index]?.label);
          expect(labels).toEqual([...new Set(all.map(({ label }) => label))].sort((a, b) => a - b));
          for (const { index } of offered) seen.add(index);
        }
        expect(seen.size).toBe(all.length);
      }),
    );
  });
});
