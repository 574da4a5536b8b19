import * as tf from "@tensorflow/tfjs";
import { accumulated } from "../accumulated.ts";
import type { Engine } from "../engine.ts";
import { attributesOf, inputOf, type Kernel } from "../kernel.ts";
import { floatsAt } from "../memory.ts";

export const sum: Kernel = (engine, call) => {
  const x = inputOf(call, "x");
  const { axis, keepDims } = attributesOf<tf.SumAttrs>(call);
  const axes = tf.util.parseAxisParam(axis, x.shape);
  if (hasLeadingAxes(x, axes)) return sumLeading(engine, x, axes.length, keepDims);
  return hasTrailingAxes(x, axes) ? sumTrailing(engine, x, axes.length, keepDims) : undefined;
};

/** The mean over leading axes. The stock kernel adds all values one by one, with larger rounding errors. */
export const mean: Kernel = (engine, call) => {
  const x = inputOf(call, "x");
  const { axis, keepDims } = attributesOf<tf.MeanAttrs>(call);
  const axes = tf.util.parseAxisParam(axis, x.shape);
  if (!hasLeadingAxes(x, axes) || tf.util.sizeFromShape(x.shape) === 0) return undefined;
  const output = sumLeading(engine, x, axes.length, keepDims);
  const count = tf.util.sizeFromShape(x.shape.slice(0, axes.length));
  const values = floatsAt(engine, engine.address(output), tf.util.sizeFromShape(output.shape));
  for (const [index, total] of values.entries()) values[index] = total / count;
  return output;
};

/** Whether the axes are the first ones, but not all: so is the gradient of every bias. */
function hasLeadingAxes(x: tf.TensorInfo, axes: readonly number[]): boolean {
  return (
    x.dtype === "float32" &&
    axes.length > 0 &&
    axes.length < x.shape.length &&
    axes.toSorted((a, b) => a - b).every((axis, index) => axis === index)
  );
}

/** Whether the axes are the last ones, or all. */
function hasTrailingAxes(x: tf.TensorInfo, axes: readonly number[]): boolean {
  const first = x.shape.length - axes.length;
  const isTrailing = axes.toSorted((a, b) => a - b).every((axis, index) => axis === first + index);
  return x.dtype === "float32" && axes.length > 0 && isTrailing && tf.util.sizeFromShape(x.shape) > 0;
}

/** Sums over the first `axes` axes, without transposing the tensor. */
function sumLeading(engine: Engine, x: tf.TensorInfo, axes: number, keepDims: boolean): tf.TensorInfo {
  const rest = x.shape.slice(axes);
  const columns = tf.util.sizeFromShape(rest);
  const rows = tf.util.sizeFromShape(x.shape.slice(0, axes));
  const shape = keepDims ? [...new Array<number>(axes).fill(1), ...rest] : rest;
  return accumulated(engine, { shape, rows: 1, columns }, (sums) =>
    engine.kernels.addBiasGradient(engine.address(x), rows, columns, sums),
  );
}

/** Sums over the last `axes` axes. */
function sumTrailing(engine: Engine, x: tf.TensorInfo, axes: number, keepDims: boolean): tf.TensorInfo {
  const rest = x.shape.slice(0, x.shape.length - axes);
  const rows = tf.util.sizeFromShape(rest);
  const columns = tf.util.sizeFromShape(x.shape) / rows;
  const shape = keepDims ? [...rest, ...new Array<number>(axes).fill(1)] : rest;
  const output = engine.backend.makeOutput(shape, "float32");
  engine.kernels.sumRows(engine.address(x), engine.address(output), rows, columns);
  return output;
}
