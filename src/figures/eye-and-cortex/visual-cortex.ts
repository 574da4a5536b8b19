import { convolutionalLayer } from "../maths/convolutional-layer.ts";
import type { ConvolutionOptions } from "../maths/cross-correlate.ts";
import { type Kernel, kernel, weightAt } from "../maths/kernel.ts";
import { type Pooling, pool } from "../maths/pool.ts";
import { type Position, type Volume, valueAt, volumeFrom } from "../maths/volume.ts";
import { FIELD_SIDE, type FieldSquare } from "./stimulus.ts";

/** The tilts that cells prefer, in degrees: 0 level, 90 upright. */
export const TILTS = [0, 45, 90, 135] as const;

/** Cells along a side of a simple cell's receptive field, and from one field to the next: neighbours overlap. */
export const RECEPTIVE_SIDE = 13;
export const RECEPTIVE_STEP = 3;
export const SIMPLE_SLIDING: ConvolutionOptions = { stride: RECEPTIVE_STEP };

/** A complex cell listens to 5 × 5 simple cells of its tilt. */
export const COMPLEX_POOLING: Pooling = { size: 5, stride: 2 };

/** Pairs of tilts (by their place in TILTS) that a combining cell wants both of. */
export const PAIRS = [
  [0, 2],
  [1, 3],
] as const;

/** What three layers of cells answer, 0 and up; 1 is the answer to the best bar. */
export interface Responses {
  /** [9, 9, 4]: places, tilts. */
  readonly simple: Volume;
  /** [3, 3, 4] */
  readonly complex: Volume;
  /** [3, 3, 2]: places, pairs. */
  readonly combining: Volume;
}

/**
 * A sketch of the visual cortex in the terms of this lecture, not a model of measured cells. Simple cells: a
 * convolution with tilted lines, and ReLU (an answer cannot be negative). Complex cells: the largest answer among
 * neighbouring simple cells of the same tilt, so the same line in any of their places. Combining cells: two tilts at
 * one place.
 * Sources: Hubel and Wiesel, "Receptive fields of single neurones in the cat's striate cortex" (1959) and "Receptive
 * fields, binocular interaction and functional architecture in the cat's visual cortex" (1962); the maximum is that
 * of Riesenhuber and Poggio, "Hierarchical models of object recognition in cortex" (1999).
 */
export function respond(field: Volume): Responses {
  const relu = (x: number) => Math.max(0, x);
  const simple = convolutionalLayer(field, SIMPLE_FILTERS, [], relu, SIMPLE_SLIDING).output;
  const complex = pool(simple, "max", COMPLEX_POOLING);
  const combining = volumeFrom(complex.height, complex.width, PAIRS.length, (row, column, channel) => {
    const [one, other] = PAIRS[channel] ?? PAIRS[0];
    const both = valueAt(complex, row, column, one) + valueAt(complex, row, column, other);
    return relu(both - BOTH_THRESHOLD) / (BEST_BOTH - BOTH_THRESHOLD);
  });
  return { simple, complex, combining };
}

/** The cells along a side of each layer. */
export const SIMPLE_COUNT = (FIELD_SIDE - RECEPTIVE_SIDE) / RECEPTIVE_STEP + 1;
export const COMPLEX_COUNT = (SIMPLE_COUNT - COMPLEX_POOLING.size) / COMPLEX_POOLING.stride + 1;

/** Where the receptive field of a simple cell lies in the visual field: its middle along one axis. */
export function fieldMiddle(cell: number): number {
  return cell * RECEPTIVE_STEP + (RECEPTIVE_SIDE - 1) / 2;
}

/** The complex cell whose middle is nearest to a simple cell, along one axis; it listens to it. */
export function complexOver(simple: number): number {
  const middle = (COMPLEX_POOLING.size - 1) / 2;
  const nearest = Math.round((simple - middle) / COMPLEX_POOLING.stride);
  return Math.max(0, Math.min(COMPLEX_COUNT - 1, nearest));
}

/** The simple cell in the middle of what a complex cell listens to, along one axis. */
export function simpleUnder(complex: number): number {
  return complex * COMPLEX_POOLING.stride + (COMPLEX_POOLING.size - 1) / 2;
}

/** What of the visual field a complex cell sees, by way of the simple cells that it listens to. */
export function complexField({ row, column }: Position): FieldSquare {
  const step = COMPLEX_POOLING.stride * RECEPTIVE_STEP;
  return {
    row: row * step,
    column: column * step,
    side: RECEPTIVE_SIDE + (COMPLEX_POOLING.size - 1) * RECEPTIVE_STEP,
  };
}

/** More than a single line gives to both tilts of a pair together: one of them alone stays silent. */
const BOTH_THRESHOLD = 1.12;
/** About what the best corner gives to them. */
const BEST_BOTH = 1.72;

/** Half the width of the strip in which light excites; beside it, light inhibits. */
const STRIP = 2.8;
/** How quickly the weights fade along the line. */
const FADE = 3.4;

/** What one simple cell adds up, before it is cut off at 0; `tilt` by its place in TILTS. */
export function simpleSum(field: Volume, { row, column }: Position, tilt: number): number {
  let sum = 0;
  for (let down = 0; down < RECEPTIVE_SIDE; down++) {
    for (let across = 0; across < RECEPTIVE_SIDE; across++) {
      const light = valueAt(field, row * RECEPTIVE_STEP + down, column * RECEPTIVE_STEP + across);
      if (light !== 0) sum += light * weightAt(SIMPLE_FILTERS, down, across, 0, tilt);
    }
  }
  return sum;
}

/** What one complex cell answers: the largest answer of the simple cells under it. */
export function complexAnswer(field: Volume, { row, column }: Position, tilt: number): number {
  const { size, stride } = COMPLEX_POOLING;
  let best = 0;
  for (let down = 0; down < size; down++) {
    for (let across = 0; across < size; across++) {
      const simple = { row: row * stride + down, column: column * stride + across };
      best = Math.max(best, simpleSum(field, simple, tilt));
    }
  }
  return best;
}

/** The weights of the simple cells, [13, 13, 1, 4]: excited by light along a line, inhibited by light beside it. */
export const SIMPLE_FILTERS: Kernel = simpleFilters();

function simpleFilters(): Kernel {
  const filters = TILTS.map(lineDetector);
  const places = RECEPTIVE_SIDE * RECEPTIVE_SIDE;
  const values = Array.from({ length: places }, (_, place) => filters.map((weights) => weights[place] ?? 0));
  return kernel([RECEPTIVE_SIDE, RECEPTIVE_SIDE, 1, TILTS.length], values.flat());
}

/** The second derivative of a Gaussian across the line, a Gaussian along it; no answer to even light. */
function lineDetector(tilt: number): readonly number[] {
  const angle = (tilt * Math.PI) / 180;
  const middle = (RECEPTIVE_SIDE - 1) / 2;
  const cells = Array.from({ length: RECEPTIVE_SIDE * RECEPTIVE_SIDE }, (_, place) => {
    const right = (place % RECEPTIVE_SIDE) - middle;
    const up = middle - Math.floor(place / RECEPTIVE_SIDE);
    const along = right * Math.cos(angle) + up * Math.sin(angle);
    const across = up * Math.cos(angle) - right * Math.sin(angle);
    const round = Math.hypot(right, up) <= middle + 0.5;
    const envelope = round ? Math.exp(-((along / FADE) ** 2 + (across / STRIP) ** 2) / 2) : 0;
    return { across, envelope, weight: envelope * (1 - (across / STRIP) ** 2) };
  });
  const excess = sum(cells.map(({ weight }) => weight)) / sum(cells.map(({ envelope }) => envelope));
  const balanced = cells.map(({ weight, envelope }) => weight - excess * envelope);
  // The best bar covers the strip that excites, and gives 1.
  const best = sum(balanced.filter((weight) => weight > 0));
  return balanced.map((weight) => weight / best);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
