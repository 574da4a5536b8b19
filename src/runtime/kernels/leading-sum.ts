import * as tf from "@tensorflow/tfjs";
import { type Engine, FLOAT_BYTES, roundUpToVector } from "./engine.ts";

/** Whether a sum runs over the first axes and keeps the last: the gradient of every bias. */
export function coversSum(x: tf.TensorInfo, axes: readonly number[]): boolean {
  const rank = x.shape.length;
  return (
    x.dtype === "float32" &&
    axes.length > 0 &&
    axes.length < rank &&
    axes.toSorted().every((axis, index) => axis === index)
  );
}

/** Sums over the first `axes` without turning the tensor around first; see `assembly/filter-gradient.ts`. */
export function leadingSum(engine: Engine, x: tf.TensorInfo, axes: number, keepDims: boolean): tf.TensorInfo {
  const kept = x.shape.slice(axes);
  const outputs = tf.util.sizeFromShape(kept);
  const places = tf.util.sizeFromShape(x.shape.slice(0, axes));
  const width = roundUpToVector(outputs);
  const sums = allocateZeros(engine, width);
  addInBlocks(engine, engine.address(x), { places, outputs }, sums);
  const shape = keepDims ? [...x.shape.slice(0, axes).fill(1), ...kept] : kept;
  const output = engine.backend.makeOutput(shape, "float32");
  engine.kernels.narrow(sums, engine.address(output), 1, outputs, width);
  engine.free(sums);
  return output;
}

/** The mean over the first `axes`: the backend's own adds all the numbers one after the other. */
export function leadingMean(
  engine: Engine,
  x: tf.TensorInfo,
  axes: number,
  keepDims: boolean,
): tf.TensorInfo {
  const mean = leadingSum(engine, x, axes, keepDims);
  const places = tf.util.sizeFromShape(x.shape.slice(0, axes));
  const values = new Float32Array(engine.bytes(), engine.address(mean), tf.util.sizeFromShape(mean.shape));
  for (const [index, sum] of values.entries()) values[index] = sum / places;
  return mean;
}

/** So many numbers are added one after the other; then their sum is added to those of the other blocks. */
const BLOCK = 256;

/**
 * In blocks, because a float32 to which 30 000 others were added has lost four of its seven digits: the standard
 * deviations of a whole dataset come from such sums.
 */
function addInBlocks(
  engine: Engine,
  x: number,
  { places, outputs }: { readonly places: number; readonly outputs: number },
  sums: number,
): void {
  const width = roundUpToVector(outputs);
  const block = allocateZeros(engine, width);
  for (let first = 0; first < places; first += BLOCK) {
    new Float32Array(engine.bytes(), block, width).fill(0);
    const start = x + first * outputs * FLOAT_BYTES;
    engine.kernels.addBiasGradient(start, Math.min(BLOCK, places - first), outputs, block);
    engine.kernels.addBiasGradient(block, 1, outputs, sums);
  }
  engine.free(block);
}

function allocateZeros(engine: Engine, length: number): number {
  const address = engine.allocate(length * FLOAT_BYTES);
  new Float32Array(engine.bytes(), address, length).fill(0);
  return address;
}
