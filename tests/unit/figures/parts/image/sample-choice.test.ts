import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { roundsOf, samplesInRound } from "../../../../../src/figures/parts/image/sample-choice.ts";

const images = fc.array(
  fc
    .integer({ min: 0, max: 9 })
    .map((label) => ({ label, name: `class ${label}`, pixels: new Uint8Array(784) })),
);

describe("the samples to choose from", () => {
  test("are one of each class, and every sample appears in some round", () => {
    fc.assert(
      fc.property(images, (all) => {
        const seen = new Set<number>();
        for (let round = 0; round < roundsOf(all); round++) {
          const offered = samplesInRound(all, round);
          const labels = offered.map(({ index }) => all[index]?.label);
          expect(labels).toEqual([...new Set(all.map(({ label }) => label))].sort((a, b) => a - b));
          for (const { index } of offered) seen.add(index);
        }
        expect(seen.size).toBe(all.length);
      }),
    );
  });
});
