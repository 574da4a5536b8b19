import { type Volume, volume } from "./volume.ts";

/** The weights of a dense layer: for each unit one for every input. */
export interface DenseWeights {
  readonly inputs: number;
  readonly units: number;
  /** Unit by unit. */
  readonly values: Float64Array;
}

/** Weights drawn evenly between −1 and 1, the same for the same seed: a layer before it has learned anything. */
export function randomDenseWeights(inputs: number, units: number, seed: number): DenseWeights {
  const random = mulberry32(seed);
  // Not `Float64Array.from`, which gathers the tens of thousands of numbers in a list first.
  const values = new Float64Array(inputs * units);
  for (let index = 0; index < values.length; index++) values[index] = random() * 2 - 1;
  return { inputs, units, values };
}

/**
 * Every unit's weighted sum of all inputs, as a volume of [height, width, 1] that holds them row by row.
 * Throws a RangeError when the sizes do not fit.
 */
export function dense(input: Volume, weights: DenseWeights, height: number, width: number): Volume {
  if (input.values.length !== weights.inputs || height * width !== weights.units) {
    throw new RangeError(
      `The layer takes ${weights.inputs} inputs and has ${weights.units} units, but ${input.values.length} inputs and ${height} × ${width} places were given.`,
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

/** Tommy Ettinger's Mulberry32, a small generator of evenly spread numbers from 0 to 1. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
