import * as tf from "@tensorflow/tfjs";
import { addedUp } from "./added-up.ts";
import type { Engine } from "./engine.ts";

/** Whether a sum runs over the first axes and keeps the last: the gradient of every bias. */
export function coversSum(x: tf.TensorInfo, axes: readonly number[]): boolean {
  const rank = x.shape.length;
  return (
    x.dtype === "float32" &&
    axes.length > 0 &&
    axes.length < rank &&
    axes.toSorted((a, b) => a - b).every((axis, index) => axis === index)
  );
}

/** Sums over the first `axes` without turning the tensor around first; see `assembly/filter-gradient.ts`. */
export function leadingSum(engine: Engine, x: tf.TensorInfo, axes: number, keepDims: boolean): tf.TensorInfo {
  const kept = x.shape.slice(axes);
  const outputs = tf.util.sizeFromShape(kept);
  const places = tf.util.sizeFromShape(x.shape.slice(0, axes));
  const shape = keepDims ? [...x.shape.slice(0, axes).fill(1), ...kept] : kept;
  return addedUp(engine, { shape, rows: 1, columns: outputs }, (sums) =>
    engine.kernels.addBiasGradient(engine.address(x), places, outputs, sums),
  );
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

/** Whether a sum runs over the last axes, or over all. */
export function coversTrailingSum(x: tf.TensorInfo, axes: readonly number[]): boolean {
  const kept = x.shape.length - axes.length;
  const last = axes.toSorted((a, b) => a - b).every((axis, index) => axis === kept + index);
  return x.dtype === "float32" && axes.length > 0 && last && tf.util.sizeFromShape(x.shape) > 0;
}

/** Sums over the last `axes`; see `assembly/elementwise.ts`. */
export function trailingSum(
  engine: Engine,
  x: tf.TensorInfo,
  axes: number,
  keepDims: boolean,
): tf.TensorInfo {
  const kept = x.shape.slice(0, x.shape.length - axes);
  const rows = tf.util.sizeFromShape(kept);
  const columns = tf.util.sizeFromShape(x.shape) / rows;
  const shape = keepDims ? [...kept, ...new Array<number>(axes).fill(1)] : kept;
  const output = engine.backend.makeOutput(shape, "float32");
  engine.kernels.sumRows(engine.address(x), engine.address(output), rows, columns);
  return output;
}
