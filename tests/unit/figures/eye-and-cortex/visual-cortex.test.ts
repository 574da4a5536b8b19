import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  FIELD_SIDE,
  renderStimulus,
  STIMULUS_NAMES,
  type Stimulus,
} from "../../../../src/figures/eye-and-cortex/stimulus.ts";
import {
  COMPLEX_COUNT,
  complexAnswer,
  complexField,
  complexOver,
  fieldMiddle,
  PAIRS,
  RECEPTIVE_SIDE,
  RECEPTIVE_STEP,
  respond,
  SIMPLE_COUNT,
  SIMPLE_FILTERS,
  simpleSum,
  simpleUnder,
  TILTS,
} from "../../../../src/figures/eye-and-cortex/visual-cortex.ts";
import { filterSlice } from "../../../../src/figures/maths/filters.ts";
import { type Volume, valueAt, volumeFrom } from "../../../../src/figures/maths/volume.ts";

const MIDDLE = (FIELD_SIDE - 1) / 2;
const place = fc.double({ min: MIDDLE - 6, max: MIDDLE + 6, noNaN: true });
/** Where the figure lets a stimulus be put: on a cell. */
const cell = fc.integer({ min: MIDDLE - 6, max: MIDDLE + 6 });
const tilt = fc.double({ min: 0, max: 180, noNaN: true });

function shown(stimulus: Partial<Stimulus>): Volume {
  return renderStimulus({ name: "bar", row: MIDDLE, column: MIDDLE, tilt: 0, ...stimulus });
}

function largest(values: Volume): number {
  return values.values.reduce((best, value) => Math.max(best, value), 0);
}

describe("simple cells", () => {
  test("answer to a bar of their tilt most, and not to one across", () => {
    const middle = { row: (SIMPLE_COUNT - 1) / 2, column: (SIMPLE_COUNT - 1) / 2 };
    TILTS.forEach((preferred, channel) => {
      const answers = TILTS.map((turned) => simpleSum(shown({ tilt: turned }), middle, channel));
      expect(Math.max(...answers)).toBe(answers[channel]);
      expect(answers[channel]).toBeGreaterThan(0.8);
      expect(simpleSum(shown({ tilt: preferred + 90 }), middle, channel)).toBeLessThan(0.15);
    });
  });

  test("do not answer to even light", () => {
    const lit = volumeFrom(FIELD_SIDE, FIELD_SIDE, 1, () => 1);
    expect(largest(respond(lit).simple)).toBeLessThan(1e-9);
  });

  test("give at most 1 to any light", () => {
    TILTS.forEach((_, channel) => {
      const weights = filterSlice(SIMPLE_FILTERS, 0, channel).values;
      const most = weights.reduce((sum, weight) => sum + Math.max(0, weight), 0);
      expect(most).toBeCloseTo(1, 9);
    });
  });

  test("see the visual field without gaps, with fields that overlap", () => {
    expect(RECEPTIVE_STEP).toBeLessThan(RECEPTIVE_SIDE);
    expect(fieldMiddle(0) - (RECEPTIVE_SIDE - 1) / 2).toBe(0);
    expect(fieldMiddle(SIMPLE_COUNT - 1) + (RECEPTIVE_SIDE - 1) / 2).toBe(FIELD_SIDE - 1);
  });
});

describe("complex cells", () => {
  test("go on answering when a bar has moved so far that the simple cell is silent", () => {
    const simple = { row: 4, column: 4 };
    const complex = { row: complexOver(4), column: complexOver(4) };
    const moved = shown({ row: MIDDLE + 5 });
    expect(simpleSum(shown({}), simple, 0)).toBeGreaterThan(0.8);
    expect(simpleSum(moved, simple, 0)).toBeLessThanOrEqual(0);
    expect(complexAnswer(moved, complex, 0)).toBeGreaterThan(0.6);
  });

  test("and simple cells for themselves agree with the layers", () => {
    fc.assert(
      fc.property(fc.constantFrom(...STIMULUS_NAMES), place, place, tilt, (name, row, column, turned) => {
        const field = renderStimulus({ name, row, column, tilt: turned });
        const { simple, complex } = respond(field);
        for (const channel of TILTS.keys()) {
          const one = { row: 2, column: 5 };
          expect(valueAt(simple, one.row, one.column, channel)).toBeCloseTo(
            Math.max(0, simpleSum(field, one, channel)),
            9,
          );
          const two = { row: 1, column: 2 };
          expect(valueAt(complex, two.row, two.column, channel)).toBeCloseTo(
            complexAnswer(field, two, channel),
            9,
          );
        }
      }),
      { numRuns: 25 },
    );
  });

  test("see nothing beside their own square of the visual field", () => {
    fc.assert(
      fc.property(fc.constantFrom(...STIMULUS_NAMES), place, place, tilt, (name, row, column, turn) => {
        const stimulus = { name, row, column, tilt: turn };
        const whole = renderStimulus(stimulus);
        for (let index = 0; index < COMPLEX_COUNT * COMPLEX_COUNT; index += 1) {
          const at = { row: Math.floor(index / COMPLEX_COUNT), column: index % COMPLEX_COUNT };
          const seen = renderStimulus(stimulus, complexField(at));
          expect(complexAnswer(seen, at, 1)).toBe(complexAnswer(whole, at, 1));
        }
      }),
      { numRuns: 20 },
    );
  });

  test("are found over and under simple cells", () => {
    for (let cell = 0; cell < COMPLEX_COUNT; cell++) expect(complexOver(simpleUnder(cell))).toBe(cell);
  });
});

describe("combining cells", () => {
  test("are silent at a single bar or edge, wherever it is and however it is turned", () => {
    fc.assert(
      fc.property(fc.constantFrom("bar", "edge", "spot"), place, place, tilt, (name, row, column, turned) => {
        expect(largest(respond(shown({ name, row, column, tilt: turned })).combining)).toBeLessThan(0.05);
      }),
      { numRuns: 60 },
    );
  });

  test("answer to a corner or a cross of their tilts, also when it has moved", () => {
    fc.assert(
      fc.property(fc.constantFrom("corner", "cross"), cell, cell, (name, row, column) => {
        PAIRS.forEach((pair, channel) => {
          const { combining } = respond(shown({ name, row, column, tilt: TILTS[pair[0]] }));
          const answers = combining.values.filter((_, index) => index % PAIRS.length === channel);
          expect(Math.max(...answers)).toBeGreaterThan(0.35);
        });
      }),
      { numRuns: 40 },
    );
  });
});
