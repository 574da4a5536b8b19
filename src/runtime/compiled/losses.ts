import type { LossName } from "./architecture.ts";

/** What TensorFlow.js takes for the smallest and largest probability on the WASM backend, as float32 like all there. */
const SMALLEST = Math.fround(1e-7);
const LARGEST = Math.fround(1 - 1e-7);

/** Targets as they come: [batch, outputs], or [batch, 1] of class numbers for the sparse loss. */
export type Targets = Float32Array | Int32Array | Uint8Array;

/** The mean loss of a batch; the gradient by each output is written to `gradient`, if given. */
export type Loss = (
  outputs: Float32Array,
  targets: Targets,
  batch: number,
  columns: number,
  gradient: Float32Array | null,
) => number;

/** The losses by the formulas of TensorFlow.js, their clipping included: outside its range the gradient is zero. */
export const LOSSES: Readonly<Record<LossName, Loss>> = {
  /** −Σ t log q with q = p / Σ p, cut to [ε, 1 − ε] */
  categoricalCrossentropy(outputs, targets, batch, columns, gradient) {
    let total = 0;
    for (let row = 0; row < batch; row++) {
      const start = row * columns;
      const sum = sumOf(outputs, start, columns);
      total += crossentropy(
        outputs,
        start,
        columns,
        sum,
        (column) => targets[start + column] ?? 0,
        batch,
        gradient,
      );
    }
    return total / batch;
  },

  /** The same with p cut to [ε, 1 − ε] first, and t = 1 for the class that the target names. */
  sparseCategoricalCrossentropy(outputs, targets, batch, columns, gradient) {
    let total = 0;
    const cut = new Float32Array(columns);
    for (let row = 0; row < batch; row++) {
      const start = row * columns;
      const label = Math.floor(targets[row] ?? -1);
      for (let column = 0; column < columns; column++) cut[column] = clip(outputs[start + column] ?? 0);
      const part = gradient?.subarray(start, start + columns) ?? null;
      const target = (column: number): number => Number(column === label);
      total += crossentropy(cut, 0, columns, sumOf(cut, 0, columns), target, batch, part);
      if (part === null) continue;
      for (let column = 0; column < columns; column++)
        if (isClipped(outputs[start + column] ?? 0)) part[column] = 0;
    }
    return total / batch;
  },

  /** The mean of max(z, 0) − z t + log(1 + e^−|z|) with z = log(p / (1 − p)), p cut to [ε, 1 − ε] */
  binaryCrossentropy(outputs, targets, batch, columns, gradient) {
    const count = batch * columns;
    let total = 0;
    for (let i = 0; i < count; i++) {
      const [output, target] = [outputs[i] ?? 0, targets[i] ?? 0];
      const p = clip(output);
      const z = Math.log(p / (1 - p));
      total += Math.max(z, 0) - z * target + Math.log1p(Math.exp(-Math.abs(z)));
      if (gradient !== null) gradient[i] = isClipped(output) ? 0 : (p - target) / (p * (1 - p)) / count;
    }
    return total / count;
  },

  /** The mean of (y − t)² */
  meanSquaredError(outputs, targets, batch, columns, gradient) {
    const count = batch * columns;
    let total = 0;
    for (let i = 0; i < count; i++) {
      const difference = (outputs[i] ?? 0) - (targets[i] ?? 0);
      total += difference * difference;
      if (gradient !== null) gradient[i] = (2 * difference) / count;
    }
    return total / count;
  },
};

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

/** One row: −Σ t log q, and its gradient by p: (dq − Σ dq q) / Σ p with dq = −t / q. */
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
