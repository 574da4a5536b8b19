import type { LossName } from "./architecture.ts";

/** TensorFlow.js clips probabilities to this range on the WASM backend, in float32. */
const SMALLEST = Math.fround(1e-7);
const LARGEST = Math.fround(1 - 1e-7);

/** The targets [batch, outputs], or the class indices [batch] for the sparse loss, in the type of their tensor. */
export type Targets = Float32Array | Int32Array | Uint8Array;

/** A batch of outputs [batch, columns] with its targets. */
export interface LossInput {
  readonly outputs: Float32Array;
  readonly targets: Targets;
  readonly batch: number;
  readonly columns: number;
  /** Where to write the gradient with respect to the outputs; null when not training. */
  readonly gradient: Float32Array | null;
  /** The weight of each sample; null: 1. */
  readonly sampleWeights: Float32Array | null;
}

/** Returns the mean loss of a batch, and writes its gradient. */
export type Loss = (input: LossInput) => number;

/** Returns the loss of the sample in one row, and writes its part of the gradient of the mean of `batch` samples. */
type SampleLoss = (row: number) => number;

/** The losses with the formulas of TensorFlow.js. Where they clip probabilities, the gradient is zero. */
export const SAMPLE_LOSSES: Readonly<Record<LossName, (input: LossInput) => SampleLoss>> = {
  /** −Σ t log q with q = p / Σ p, clipped to [ε, 1 − ε] */
  categoricalCrossentropy:
    ({ outputs, targets, batch, columns, gradient }) =>
    (row) => {
      const start = row * columns;
      const sum = sumOf(outputs, start, columns);
      const target = (column: number): number => targets[start + column] ?? 0;
      return crossentropy(outputs, start, columns, sum, target, batch, gradient);
    },

  /** −log q for the target class, where p is clipped to [ε, 1 − ε] before it is normalized. */
  sparseCategoricalCrossentropy: ({ outputs, targets, batch, columns, gradient }) => {
    const clipped = new Float32Array(columns);
    return (row) => {
      const start = row * columns;
      const label = Math.floor(targets[row] ?? -1);
      for (let column = 0; column < columns; column++) clipped[column] = clip(outputs[start + column] ?? 0);
      const part = gradient?.subarray(start, start + columns) ?? null;
      const target = (column: number): number => Number(column === label);
      const loss = crossentropy(clipped, 0, columns, sumOf(clipped, 0, columns), target, batch, part);
      for (let column = 0; part !== null && column < columns; column++)
        if (isClipped(outputs[start + column] ?? 0)) part[column] = 0;
      return loss;
    };
  },

  /** The mean of max(z, 0) − z t + log(1 + e^−|z|) with z = log(p / (1 − p)), p clipped to [ε, 1 − ε] */
  binaryCrossentropy:
    ({ outputs, targets, batch, columns, gradient }) =>
    (row) => {
      let total = 0;
      for (let i = row * columns; i < (row + 1) * columns; i++) {
        const [output, target] = [outputs[i] ?? 0, targets[i] ?? 0];
        const p = clip(output);
        const z = Math.log(p / (1 - p));
        total += Math.max(z, 0) - z * target + Math.log1p(Math.exp(-Math.abs(z)));
        if (gradient !== null)
          gradient[i] = isClipped(output) ? 0 : (p - target) / (p * (1 - p)) / (batch * columns);
      }
      return total / columns;
    },

  /** The mean of (y − t)² */
  meanSquaredError:
    ({ outputs, targets, batch, columns, gradient }) =>
    (row) => {
      let total = 0;
      for (let i = row * columns; i < (row + 1) * columns; i++) {
        const difference = (outputs[i] ?? 0) - (targets[i] ?? 0);
        total += difference * difference;
        if (gradient !== null) gradient[i] = (2 * difference) / (batch * columns);
      }
      return total / columns;
    },
};

export const LOSSES: Readonly<Record<LossName, Loss>> = {
  categoricalCrossentropy: meanOf("categoricalCrossentropy"),
  sparseCategoricalCrossentropy: meanOf("sparseCategoricalCrossentropy"),
  binaryCrossentropy: meanOf("binaryCrossentropy"),
  meanSquaredError: meanOf("meanSquaredError"),
};

/** The mean of the samples' losses, each multiplied by its weight. */
function meanOf(name: LossName): Loss {
  const sampleLossOf = SAMPLE_LOSSES[name];
  return (input) => {
    const { batch, columns, gradient, sampleWeights } = input;
    const sampleLoss = sampleLossOf(input);
    let total = 0;
    for (let row = 0; row < batch; row++) {
      const loss = sampleLoss(row);
      const weight = sampleWeights?.[row] ?? 1;
      total += weight * loss;
      if (gradient !== null && weight !== 1) scale(gradient, row * columns, columns, weight);
    }
    return total / batch;
  };
}

function scale(values: Float32Array, start: number, count: number, by: number): void {
  for (let i = start; i < start + count; i++) values[i] = (values[i] ?? 0) * by;
}

function clip(p: number): number {
  return Math.min(Math.max(p, SMALLEST), LARGEST);
}

function isClipped(p: number): boolean {
  return p < SMALLEST || p > LARGEST;
}

function sumOf(values: Float32Array, start: number, count: number): number {
  let total = 0;
  for (let i = start; i < start + count; i++) total += values[i] ?? 0;
  return total;
}

/** The loss of one row, −Σ t log q, and its gradient with respect to p: (dq − Σ dq q) / Σ p with dq = −t / q. */
function crossentropy(
  p: Float32Array,
  start: number,
  columns: number,
  sum: number,
  target: (column: number) => number,
  batch: number,
  gradient: Float32Array | null,
): number {
  let total = 0;
  let mean = 0;
  const slope = (column: number): number => {
    const t = target(column);
    const q = (p[start + column] ?? 0) / sum;
    return t === 0 || isClipped(q) ? 0 : -t / q;
  };
  for (let column = 0; column < columns; column++) {
    const t = target(column);
    const q = (p[start + column] ?? 0) / sum;
    if (t !== 0 || Number.isNaN(q)) total -= t * Math.log(clip(q));
    mean += slope(column) * q;
  }
  if (gradient === null) return total;
  for (let column = 0; column < columns; column++)
    gradient[start + column] = (slope(column) - mean) / sum / batch;
  return total;
}
