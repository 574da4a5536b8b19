import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { FigureModel } from "../figure.ts";
import { argmax } from "../maths/argmax.ts";
import { type Position, type Volume, valueAt, volumeFrom } from "../maths/volume.ts";
import { createSelection } from "../parts/selection.ts";
import { RECEPTIVE_SIDE, TILTS } from "./simple-filters.ts";
import { FIELD_SIDE, renderStimulus, type Stimulus, type StimulusName } from "./stimulus.ts";
import {
  complexField,
  complexOver,
  complexResponse,
  PAIRS,
  RECEPTIVE_STRIDE,
  type Responses,
  respond,
  SIMPLE_COUNT,
  simpleSum,
  simpleUnder,
} from "./visual-cortex.ts";

/** How far the stimulus is moved for the second curve, in cells to either side. */
export const LARGEST_MOVE = 15;

/** The responses of the chosen simple cell and of its complex cell while one property of the stimulus varies. */
export interface ResponseCurves {
  /** The varied property, in increasing order. */
  readonly inputs: readonly number[];
  readonly simple: readonly number[];
  readonly complex: readonly number[];
}

export interface CortexAttributes {
  /** What is shown at the start. */
  readonly stimulus: StimulusName;
}

export interface CortexModel extends FigureModel {
  readonly stimulus: ReadonlySignal<Stimulus>;
  /** The light in the visual field, [37, 37, 1]. */
  readonly field: ReadonlySignal<Volume>;
  readonly responses: ReadonlySignal<Responses>;
  /** The best response of each combining cell, in the order of PAIRS, anywhere in the field. */
  readonly combined: ReadonlySignal<readonly number[]>;
  /** The position of the simple cell that is looked at: the one under the pointer or the chosen one. */
  readonly simple: ReadonlySignal<Position>;
  /** The tilt that it prefers, as an index into TILTS. */
  readonly tilt: ReadonlySignal<number>;
  /** The complex cell that pools it. */
  readonly complex: ReadonlySignal<Position>;
  /** The light in the simple cell's receptive field, [13, 13, 1]. */
  readonly light: ReadonlySignal<Volume>;
  /** The simple cell's weighted sum, which is negative if it is inhibited. */
  readonly sum: ReadonlySignal<number>;
  /** While the stimulus is rotated, and while it is moved across the preferred tilt. */
  readonly rotated: ReadonlySignal<ResponseCurves>;
  readonly moved: ReadonlySignal<ResponseCurves>;
  show(name: StimulusName): void;
  move(position: Position): void;
  rotate(tilt: number): void;
  point(simple: Position | null): void;
  /** Chooses a position, and the tilt that responds most there. */
  choose(simple: Position): void;
  /** Chooses the simple cell in the middle of a complex cell's pool. */
  chooseUnder(complex: Position): void;
  chooseTilt(tilt: number): void;
}

export function createCortexModel(attributes: CortexAttributes): CortexModel {
  const middle = (FIELD_SIDE - 1) / 2;
  const stimulus = signal<Stimulus>({ name: attributes.stimulus, row: middle, column: middle, tilt: 45 });
  const centre = (SIMPLE_COUNT - 1) / 2;
  const selection = createSelection<Position>({ row: centre, column: centre });
  const simple = selection.current;
  const tilt = signal(1);
  const shown = createResponses(stimulus, simple, tilt);
  const interactions = signal(0);
  const change = (changed: Partial<Stimulus>) => {
    stimulus.value = { ...stimulus.value, ...changed };
    interactions.value += 1;
  };
  const choose = (position: Position) => {
    selection.choose(position);
    const preferred = strongestTilt(shown.responses.value.simple, position);
    if (preferred !== null) tilt.value = preferred;
    interactions.value += 1;
  };
  return {
    interactions,
    stimulus,
    simple,
    tilt,
    ...shown,
    show: (name) => change({ name }),
    move: ({ row, column }) => change({ row, column }),
    rotate: (to) => change({ tilt: to }),
    point: selection.point,
    choose,
    chooseUnder: (position) => choose(simpleUnder(position)),
    chooseTilt(to) {
      tilt.value = to;
      interactions.value += 1;
    },
  };
}

/** How the cells respond to the stimulus, and those at `simple` with a tilt to it rotated and moved. */
function createResponses(
  stimulus: ReadonlySignal<Stimulus>,
  simple: ReadonlySignal<Position>,
  tilt: ReadonlySignal<number>,
) {
  const field = computed(() => renderStimulus(stimulus.value));
  const responses = computed(() => respond(field.value));
  const complex = computed(() => complexOver(simple.value));
  const curves = (inputs: readonly number[], vary: (stimulus: Stimulus, input: number) => Stimulus) =>
    computed(() => {
      const stimuli = inputs.map((input) => vary(stimulus.value, input));
      return { inputs, ...responsesTo(stimuli, simple.value, complex.value, tilt.value) };
    });
  return {
    field,
    responses,
    combined: computed(() => PAIRS.map((_, pair) => largestOf(responses.value.combining, pair))),
    complex,
    light: computed(() => lightIn(field.value, simple.value)),
    sum: computed(() => simpleSum(field.value, simple.value, tilt.value)),
    rotated: curves(ROTATIONS, (shown, degrees) => ({ ...shown, tilt: degrees })),
    moved: curves(MOVES, (shown, cells) => movedAcross(shown, TILTS[tilt.value] ?? 0, cells)),
  };
}

/** 0 to 360 degrees. */
const ROTATIONS = Array.from({ length: 49 }, (_, index) => index * 7.5);
const MOVES = Array.from({ length: 2 * LARGEST_MOVE + 1 }, (_, index) => index - LARGEST_MOVE);

function responsesTo(
  stimuli: readonly Stimulus[],
  simple: Position,
  complex: Position,
  tilt: number,
): Omit<ResponseCurves, "inputs"> {
  // The complex cell's field contains that of the simple cell, so nothing beyond it needs to be rendered.
  const fields = stimuli.map((stimulus) => renderStimulus(stimulus, complexField(complex)));
  return {
    simple: fields.map((light) => Math.max(0, simpleSum(light, simple, tilt))),
    complex: fields.map((light) => complexResponse(light, complex, tilt)),
  };
}

/** The stimulus moved by some cells at right angles to a tilt. */
function movedAcross(stimulus: Stimulus, tilt: number, cells: number): Stimulus {
  const angle = (tilt * Math.PI) / 180;
  return {
    ...stimulus,
    row: stimulus.row - cells * Math.cos(angle),
    column: stimulus.column - cells * Math.sin(angle),
  };
}

/** The index of the tilt that responds most at a position; null if none responds. */
function strongestTilt(responses: Volume, { row, column }: Position): number | null {
  const values = TILTS.map((_, tilt) => valueAt(responses, row, column, tilt));
  const best = argmax(values);
  return (values[best] ?? 0) > 0 ? best : null;
}

function lightIn(field: Volume, { row, column }: Position): Volume {
  return volumeFrom(RECEPTIVE_SIDE, RECEPTIVE_SIDE, 1, (down, across) =>
    valueAt(field, row * RECEPTIVE_STRIDE + down, column * RECEPTIVE_STRIDE + across),
  );
}

/** The largest value of a channel; at least 0. */
function largestOf({ values, channels }: Volume, channel: number): number {
  return values.reduce(
    (best, value, index) => (index % channels === channel ? Math.max(best, value) : best),
    0,
  );
}
