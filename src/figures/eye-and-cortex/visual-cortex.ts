import { convolutionalLayer } from "../maths/convolutional-layer.ts";
import type { ConvolutionOptions } from "../maths/cross-correlate.ts";
import { weightAt } from "../maths/kernel.ts";
import { type Pooling, pool } from "../maths/pool.ts";
import { type Position, type Volume, valueAt, volumeFrom } from "../maths/volume.ts";
import { RECEPTIVE_SIDE, SIMPLE_FILTERS, TILTS } from "./simple-filters.ts";
import { FIELD_SIDE, type FieldSquare } from "./stimulus.ts";

/** Cells from one simple cell's receptive field to the next, so neighbouring fields overlap. */
export const RECEPTIVE_STRIDE = 3;
const SIMPLE_CONVOLUTION: ConvolutionOptions = { stride: RECEPTIVE_STRIDE };

/** A complex cell pools 5 × 5 simple cells of its tilt. */
export const COMPLEX_POOLING: Pooling = { size: 5, stride: 2 };

/** The cells along a side of each layer. */
export const SIMPLE_COUNT = (FIELD_SIDE - RECEPTIVE_SIDE) / RECEPTIVE_STRIDE + 1;
export const COMPLEX_COUNT = (SIMPLE_COUNT - COMPLEX_POOLING.size) / COMPLEX_POOLING.stride + 1;

/** The pairs of tilts, as indices into TILTS, that a combining cell needs at the same position. */
export const PAIRS = [
  [0, 2],
  [1, 3],
] as const;

/** More than a single line gives both tilts of a pair together, so that one line alone gives no response. */
const PAIR_THRESHOLD = 1.12;
/** About what the best corner gives them. */
const BEST_PAIR = 1.72;

/** The responses of three layers of cells, at least 0; the best bar gives 1. */
export interface Responses {
  /** [9, 9, 4]: positions and tilts. */
  readonly simple: Volume;
  /** [3, 3, 4]: positions and tilts. */
  readonly complex: Volume;
  /** [3, 3, 2]: positions and pairs. */
  readonly combining: Volume;
}

/**
 * The visual cortex in terms of this lecture, as a sketch rather than a model of measured cells. Simple cells: a
 * convolution with tilted lines and ReLU, since a response cannot be negative. Complex cells: max pooling over
 * neighbouring simple cells of the same tilt, so a line may move. Combining cells: two tilts at the same position.
 * Sources: Hubel and Wiesel, "Receptive fields of single neurones in the cat's striate cortex" (1959) and "Receptive
 * fields, binocular interaction and functional architecture in the cat's visual cortex" (1962); the maximum is from
 * Riesenhuber and Poggio, "Hierarchical models of object recognition in cortex" (1999).
 */
export function respond(field: Volume): Responses {
  const simple = convolutionalLayer(field, SIMPLE_FILTERS, [], relu, SIMPLE_CONVOLUTION).output;
  const complex = pool(simple, "max", COMPLEX_POOLING);
  const combining = volumeFrom(complex.height, complex.width, PAIRS.length, (row, column, channel) => {
    const [one, other] = PAIRS[channel] ?? PAIRS[0];
    const both = valueAt(complex, row, column, one) + valueAt(complex, row, column, other);
    return relu(both - PAIR_THRESHOLD) / (BEST_PAIR - PAIR_THRESHOLD);
  });
  return { simple, complex, combining };
}

function relu(x: number): number {
  return Math.max(0, x);
}

/** The weighted sum of one simple cell, before ReLU; `tilt` is an index into TILTS. */
export function simpleSum(field: Volume, { row, column }: Position, tilt: number): number {
  let sum = 0;
  for (let down = 0; down < RECEPTIVE_SIDE; down++) {
    for (let across = 0; across < RECEPTIVE_SIDE; across++) {
      const light = valueAt(field, row * RECEPTIVE_STRIDE + down, column * RECEPTIVE_STRIDE + across);
      if (light !== 0) sum += light * weightAt(SIMPLE_FILTERS, down, across, 0, tilt);
    }
  }
  return sum;
}

/** The response of one complex cell: the largest response of the simple cells that it pools. */
export function complexResponse(field: Volume, { row, column }: Position, tilt: number): number {
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

/** The largest response at a position, over all tilts. */
export function strongestAt(responses: Volume, { row, column }: Position): number {
  return Math.max(...TILTS.map((_, tilt) => valueAt(responses, row, column, tilt)));
}

/** The centre of a simple cell's receptive field along one axis, in cells of the visual field. */
export function fieldCentre(simple: number): number {
  return simple * RECEPTIVE_STRIDE + (RECEPTIVE_SIDE - 1) / 2;
}

/** The complex cell whose centre is nearest to a simple cell; it pools that cell. */
export function complexOver({ row, column }: Position): Position {
  const middle = (COMPLEX_POOLING.size - 1) / 2;
  const along = (simple: number) =>
    Math.max(0, Math.min(COMPLEX_COUNT - 1, Math.round((simple - middle) / COMPLEX_POOLING.stride)));
  return { row: along(row), column: along(column) };
}

/** The simple cell in the middle of those that a complex cell pools. */
export function simpleUnder({ row, column }: Position): Position {
  const along = (complex: number) => complex * COMPLEX_POOLING.stride + (COMPLEX_POOLING.size - 1) / 2;
  return { row: along(row), column: along(column) };
}

/** The part of the visual field that a complex cell sees through its simple cells. */
export function complexField({ row, column }: Position): FieldSquare {
  const stride = COMPLEX_POOLING.stride * RECEPTIVE_STRIDE;
  return {
    row: row * stride,
    column: column * stride,
    side: RECEPTIVE_SIDE + (COMPLEX_POOLING.size - 1) * RECEPTIVE_STRIDE,
  };
}
