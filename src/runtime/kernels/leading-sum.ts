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
  const sums = engine.allocate(width * FLOAT_BYTES);
  new Float32Array(engine.bytes(), sums, width).fill(0);
  const shape = keepDims ? [...x.shape.slice(0, axes).fill(1), ...kept] : kept;
  const output = engine.backend.makeOutput(shape, "float32");
  engine.kernels.addBiasGradient(engine.address(x), places, outputs, sums);
  engine.kernels.narrow(sums, engine.address(output), 1, outputs, width);
  engine.free(sums);
  return output;
}
