import type * as tf from "@tensorflow/tfjs";
import { addedUp } from "./added-up.ts";
import { type Engine, FLOAT_BYTES, roundUpToVector } from "./engine.ts";

/** A tensor whose values are a matrix. */
interface Matrix {
  readonly info: tf.TensorInfo;
  readonly rows: number;
  readonly columns: number;
}

/** The largest second matrix, in values, that stays in a cache while the first one's rows go by. */
const SMALL = 32_768;

/**
 * A product of two matrices; undefined where it is another. The backend's own kernel is for large ones: it first
 * packs the second, at each step anew when they are weights in training, and turns others around value by value.
 */
export function product(
  engine: Engine,
  a: tf.TensorInfo,
  b: tf.TensorInfo,
  turnedA: boolean,
  turnedB: boolean,
): tf.TensorInfo | undefined {
  const [left, right] = [matrixOf(a), matrixOf(b)];
  if (left === undefined || right === undefined || a.shape.length !== b.shape.length) return undefined;
  // TensorFlow.js's own kernel says what does not fit together.
  if ((turnedA ? left.rows : left.columns) !== (turnedB ? right.columns : right.rows)) return undefined;
  const outer = a.shape.slice(0, -2);
  if (turnedA && turnedB) return undefined;
  if (turnedA) return turnedTimes(engine, left, right, outer);
  if (turnedB) return timesTurned(engine, left, right, outer);
  return right.rows * right.columns <= SMALL ? times(engine, left, right, outer) : undefined;
}

function matrixOf(info: tf.TensorInfo): Matrix | undefined {
  const { shape, dtype } = info;
  const [rows = 0, columns = 0] = shape.slice(-2);
  const single = shape.length >= 2 && shape.slice(0, -2).every((length) => length === 1);
  return dtype === "float32" && single && rows > 0 && columns > 0 ? { info, rows, columns } : undefined;
}

/** aᵀ b, the sum over the rows of both: see `assembly/filter-gradient.ts`. */
function turnedTimes(engine: Engine, a: Matrix, b: Matrix, outer: readonly number[]): tf.TensorInfo {
  const [left, right] = [engine.address(a.info), engine.address(b.info)];
  const [rows, columns] = [a.columns, b.columns];
  const pitch = rows * FLOAT_BYTES;
  return addedUp(engine, { shape: [...outer, rows, columns], rows, columns }, (sums, width) =>
    engine.kernels.addFilterGradient(left, 0, 0, pitch, right, 1, a.rows, columns, sums, 1, rows, width),
  );
}

/** a bᵀ, a dense layer whose weights are bᵀ. */
function timesTurned(engine: Engine, a: Matrix, b: Matrix, outer: readonly number[]): tf.TensorInfo {
  return throughWeights(engine, a, b.rows, outer, (weights, width) =>
    engine.kernels.transpose(engine.address(b.info), weights, b.rows, b.columns, width),
  );
}

/** a b, a dense layer whose weights are b. */
function times(engine: Engine, a: Matrix, b: Matrix, outer: readonly number[]): tf.TensorInfo {
  return throughWeights(engine, a, b.columns, outer, (weights, width) =>
    engine.kernels.widen(engine.address(b.info), weights, b.rows, b.columns, width),
  );
}

/** A dense layer without a bias, whose weights are put where they are asked for: see `assembly/convolution.ts`. */
function throughWeights(
  engine: Engine,
  a: Matrix,
  columns: number,
  outer: readonly number[],
  put: (weights: number, width: number) => void,
): tf.TensorInfo {
  const width = roundUpToVector(columns);
  const weights = engine.allocate((a.columns + 1) * width * FLOAT_BYTES);
  const bias = weights + a.columns * width * FLOAT_BYTES;
  new Float32Array(engine.bytes(), bias, width).fill(0);
  put(weights, width);
  const output = engine.backend.makeOutput([...outer, a.rows, columns], "float32");
  const [left, result] = [engine.address(a.info), engine.address(output)];
  const pitch = a.columns * FLOAT_BYTES;
  engine.kernels.convolve(left, 0, 0, pitch, weights, 1, a.columns, width, bias, result, 1, a.rows, columns);
  engine.free(weights);
  return output;
}
