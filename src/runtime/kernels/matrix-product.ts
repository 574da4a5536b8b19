import type * as tf from "@tensorflow/tfjs";
import { type Engine, FLOAT_BYTES, roundUpToVector } from "./engine.ts";

/**
 * Whether it is a product of two matrices of which one is turned: the gradients of a dense layer. (The backend's own
 * kernel is quick only where none is.)
 */
export function coversProduct(
  a: tf.TensorInfo,
  b: tf.TensorInfo,
  turnedA: boolean,
  turnedB: boolean,
): boolean {
  const floats = a.dtype === "float32" && b.dtype === "float32";
  const some = [...a.shape, ...b.shape].every((size) => size > 0);
  return a.shape.length === 2 && b.shape.length === 2 && floats && some && turnedA !== turnedB;
}

/** aᵀ b, the sum over the rows of both: see `assembly/filter-gradient.ts`. */
export function turnedTimes(engine: Engine, a: tf.TensorInfo, b: tf.TensorInfo): tf.TensorInfo {
  const { kernels } = engine;
  const [shared = 0, rows = 0] = a.shape;
  const [, columns = 0] = b.shape;
  const width = roundUpToVector(columns);
  const sums = engine.allocate(rows * width * FLOAT_BYTES);
  new Float32Array(engine.bytes(), sums, rows * width).fill(0);
  const output = engine.backend.makeOutput([rows, columns], "float32");
  const [left, right] = [engine.address(a), engine.address(b)];
  kernels.addFilterGradient(left, 0, 0, rows * FLOAT_BYTES, right, 1, shared, columns, sums, 1, rows, width);
  kernels.narrow(sums, engine.address(output), rows, columns, width);
  engine.free(sums);
  return output;
}

/** a bᵀ, a dense layer whose weights are bᵀ: see `assembly/convolution.ts`. */
export function timesTurned(engine: Engine, a: tf.TensorInfo, b: tf.TensorInfo): tf.TensorInfo {
  const { kernels } = engine;
  const [rows = 0, shared = 0] = a.shape;
  const [columns = 0] = b.shape;
  const width = roundUpToVector(columns);
  const weights = engine.allocate((shared + 1) * width * FLOAT_BYTES);
  const bias = weights + shared * width * FLOAT_BYTES;
  new Float32Array(engine.bytes(), bias, width).fill(0);
  kernels.transpose(engine.address(b), weights, columns, shared, width);
  const output = engine.backend.makeOutput([rows, columns], "float32");
  const [left, result] = [engine.address(a), engine.address(output)];
  kernels.convolve(
    left,
    0,
    0,
    shared * FLOAT_BYTES,
    weights,
    1,
    shared,
    width,
    bias,
    result,
    1,
    rows,
    columns,
  );
  engine.free(weights);
  return output;
}
