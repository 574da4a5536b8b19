import * as tf from "@tensorflow/tfjs";
import type { Engine } from "./engine.ts";

/** A slice of a tensor whose values lie one after the other in it, as all batches of `fit` are. */
export interface Run {
  /** Where it begins, in values. */
  readonly offset: number;
  readonly shape: number[];
}

/**
 * The slice as one run of values; undefined where it is not, and for the stock kernel to judge where it does not lie
 * within the tensor. The stock kernel first copies the whole tensor out of the memory: in a `fit` the list of all
 * 60 000 indices, at each step.
 */
export function runOf(x: tf.TensorInfo, begin: number | number[], size: number | number[]): Run | undefined {
  if (x.dtype === "string" || x.dtype === "complex64" || x.shape.length === 0) return undefined;
  const [from = [], shape = []] = tf.slice_util.parseSliceParams(x, begin, size);
  const within = shape.every((length, axis) => {
    const first = from[axis] ?? -1;
    return first >= 0 && length > 0 && first + length <= (x.shape[axis] ?? 0);
  });
  if (!within || !tf.slice_util.isSliceContinous(x.shape, from, shape)) return undefined;
  return { offset: tf.slice_util.computeFlatOffset(from, tf.util.computeStrides(x.shape)), shape };
}

export function sliceRun(engine: Engine, x: tf.TensorInfo, { offset, shape }: Run): tf.TensorInfo {
  const output = engine.backend.makeOutput(shape, x.dtype);
  const valueBytes = tf.util.bytesPerElement(x.dtype);
  const from = engine.address(x) + offset * valueBytes;
  const bytes = tf.util.sizeFromShape(shape) * valueBytes;
  new Uint8Array(engine.bytes()).copyWithin(engine.address(output), from, from + bytes);
  return output;
}
