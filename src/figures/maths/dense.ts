import { type Volume, volume } from "./volume.ts";

/** The weights of a dense layer, without biases. */
export interface DenseWeights {
  readonly inputs: number;
  readonly units: number;
  /** [units, inputs], row by row. */
  readonly values: Float64Array;
}

/** Weights drawn uniformly from −1 to 1, the same for the same seed: an untrained layer. */
export function randomDenseWeights(inputs: number, units: number, seed: number): DenseWeights {
  const random = mulberry32(seed);
  // Not `Float64Array.from`, which first collects the tens of thousands of numbers in an array.
  const values = new Float64Array(inputs * units);
  for (let index = 0; index < values.length; index++) values[index] = random() * 2 - 1;
  return { inputs, units, values };
}

/**
 * Each unit's weighted sum of all inputs, the units laid out row by row as a volume of [height, width, 1].
 * Throws a RangeError if the input or the layout does not match the weights.
 */
export function dense(input: Volume, weights: DenseWeights, height: number, width: number): Volume {
  if (input.values.length !== weights.inputs || height * width !== weights.units) {
    throw new RangeError(
      `The layer has ${weights.inputs} inputs and ${weights.units} units, but got ${input.values.length} inputs and a layout of ${height} × ${width}.`,
    );
  }
  const sums = Array.from({ length: weights.units }, (_, unit) =>
    input.values.reduce(
      (sum, value, index) => sum + value * (weights.values[unit * weights.inputs + index] ?? 0),
      0,
    ),
  );
  return volume(height, width, 1, sums);
}

/** Tommy Ettinger's Mulberry32, a small generator of uniform numbers from 0 to 1. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
