import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  RECEPTIVE_SIDE,
  SIMPLE_FILTERS,
  TILTS,
} from "../../../../src/figures/eye-and-cortex/simple-filters.ts";
import {
  FIELD_SIDE,
  renderStimulus,
  STIMULUS_NAMES,
  type Stimulus,
} from "../../../../src/figures/eye-and-cortex/stimulus.ts";
import {
  COMPLEX_COUNT,
  complexField,
  complexOver,
  complexResponse,
  fieldCentre,
  PAIRS,
  RECEPTIVE_STRIDE,
  respond,
  SIMPLE_COUNT,
  simpleSum,
  simpleUnder,
} from "../../../../src/figures/eye-and-cortex/visual-cortex.ts";
import { filterSlice } from "../../../../src/figures/maths/filters.ts";
import { type Volume, valueAt, volumeFrom } from "../../../../src/figures/maths/volume.ts";

const MIDDLE = (FIELD_SIDE - 1) / 2;
const coordinate = fc.double({ min: MIDDLE - 6, max: MIDDLE + 6, noNaN: true });
/** The figure places a stimulus on a whole cell. */
const cell = fc.integer({ min: MIDDLE - 6, max: MIDDLE + 6 });
const tilt = fc.double({ min: 0, max: 180, noNaN: true });

function shown(stimulus: Partial<Stimulus>): Volume {
  return renderStimulus({ name: "bar", row: MIDDLE, column: MIDDLE, tilt: 0, ...stimulus });
}

function largest(values: Volume): number {
  return values.values.reduce((best, value) => Math.max(best, value), 0);
}

describe("simple cells", () => {
  test("respond most to a bar of their tilt, and not to one at right angles", () => {
    const middle = { row: (SIMPLE_COUNT - 1) / 2, column: (SIMPLE_COUNT - 1) / 2 };
    TILTS.forEach((preferred, channel) => {
      const responses = TILTS.map((rotated) => simpleSum(shown({ tilt: rotated }), middle, channel));
      expect(Math.max(...responses)).toBe(responses[channel]);
      expect(responses[channel]).toBeGreaterThan(0.8);
      expect(simpleSum(shown({ tilt: preferred + 90 }), middle, channel)).toBeLessThan(0.15);
    });
  });

  test("do not respond to uniform light", () => {
    const lit = volumeFrom(FIELD_SIDE, FIELD_SIDE, 1, () => 1);
    expect(largest(respond(lit).simple)).toBeLessThan(1e-9);
  });

  test("respond with at most 1", () => {
    TILTS.forEach((_, channel) => {
      const weights = filterSlice(SIMPLE_FILTERS, 0, channel).values;
      const most = weights.reduce((sum, weight) => sum + Math.max(0, weight), 0);
      expect(most).toBeCloseTo(1, 9);
    });
  });

  test("have overlapping fields that cover the whole visual field", () => {
    expect(RECEPTIVE_STRIDE).toBeLessThan(RECEPTIVE_SIDE);
    expect(fieldCentre(0) - (RECEPTIVE_SIDE - 1) / 2).toBe(0);
    expect(fieldCentre(SIMPLE_COUNT - 1) + (RECEPTIVE_SIDE - 1) / 2).toBe(FIELD_SIDE - 1);
  });
});

describe("complex cells", () => {
  test("still respond after a bar has moved out of a simple cell's field", () => {
    const simple = { row: 4, column: 4 };
    const complex = complexOver(simple);
    const moved = shown({ row: MIDDLE + 5 });
    expect(simpleSum(shown({}), simple, 0)).toBeGreaterThan(0.8);
    expect(simpleSum(moved, simple, 0)).toBeLessThanOrEqual(0);
    expect(complexResponse(moved, complex, 0)).toBeGreaterThan(0.6);
  });

  test("and simple cells computed one by one agree with the layers", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...STIMULUS_NAMES),
        coordinate,
        coordinate,
        tilt,
        (name, row, column, rotated) => {
          const field = renderStimulus({ name, row, column, tilt: rotated });
          const { simple, complex } = respond(field);
          for (const channel of TILTS.keys()) {
            const one = { row: 2, column: 5 };
            expect(valueAt(simple, one.row, one.column, channel)).toBeCloseTo(
              Math.max(0, simpleSum(field, one, channel)),
              9,
            );
            const two = { row: 1, column: 2 };
            expect(valueAt(complex, two.row, two.column, channel)).toBeCloseTo(
              complexResponse(field, two, channel),
              9,
            );
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  test("see nothing outside their own square of the visual field", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...STIMULUS_NAMES),
        coordinate,
        coordinate,
        tilt,
        (name, row, column, turn) => {
          const stimulus = { name, row, column, tilt: turn };
          const whole = renderStimulus(stimulus);
          for (let index = 0; index < COMPLEX_COUNT * COMPLEX_COUNT; index += 1) {
            const at = { row: Math.floor(index / COMPLEX_COUNT), column: index % COMPLEX_COUNT };
            const seen = renderStimulus(stimulus, complexField(at));
            expect(complexResponse(seen, at, 1)).toBe(complexResponse(whole, at, 1));
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  test("are above the simple cell in the middle of their pool", () => {
    for (let index = 0; index < COMPLEX_COUNT; index++) {
      const complex = { row: index, column: COMPLEX_COUNT - 1 - index };
      expect(complexOver(simpleUnder(complex))).toEqual(complex);
    }
  });
});

describe("combining cells", () => {
  test("do not respond to a single bar, edge or spot, wherever and however tilted it is", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("bar", "edge", "spot"),
        coordinate,
        coordinate,
        tilt,
        (name, row, column, rotated) => {
          expect(largest(respond(shown({ name, row, column, tilt: rotated })).combining)).toBeLessThan(0.05);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("respond to a corner or a cross of their tilts, wherever it is", () => {
    fc.assert(
      fc.property(fc.constantFrom("corner", "cross"), cell, cell, (name, row, column) => {
        PAIRS.forEach((pair, channel) => {
          const { combining } = respond(shown({ name, row, column, tilt: TILTS[pair[0]] }));
          const responses = combining.values.filter((_, index) => index % PAIRS.length === channel);
          expect(Math.max(...responses)).toBeGreaterThan(0.35);
        });
      }),
      { numRuns: 40 },
    );
  });
});
