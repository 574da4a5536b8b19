import * as tf from "@tensorflow/tfjs";
import { attributesOf, inputOf, type Kernel } from "../kernel.ts";
import { copyBytes } from "../memory.ts";

/**
 * A slice that is contiguous in memory, as all batches of `fit` are. The stock kernel first copies the whole tensor:
 * in `fit` the list of all 60 000 indices, once per step.
 */
export const slice: Kernel = (engine, call) => {
  const x = inputOf(call, "x");
  const part = contiguousSlice(x, attributesOf<tf.SliceAttrs>(call));
  if (part === undefined) return undefined;
  const output = engine.backend.makeOutput(part.shape, x.dtype);
  const bytesPerValue = tf.util.bytesPerElement(x.dtype);
  const from = engine.address(x) + part.offset * bytesPerValue;
  copyBytes(engine, from, engine.address(output), tf.util.sizeFromShape(part.shape) * bytesPerValue);
  return output;
};

interface ContiguousSlice {
  /** In values from the beginning of the tensor. */
  readonly offset: number;
  readonly shape: number[];
}

/** Undefined if the slice is not contiguous or, which the CPU backend's kernel reports, not within the tensor. */
function contiguousSlice(x: tf.TensorInfo, { begin, size }: tf.SliceAttrs): ContiguousSlice | undefined {
  if (x.dtype === "string" || x.dtype === "complex64" || x.shape.length === 0) return undefined;
  const [from = [], shape = []] = tf.slice_util.parseSliceParams(x, begin, size);
  const isWithin = shape.every((length, axis) => {
    const first = from[axis] ?? -1;
    return first >= 0 && length > 0 && first + length <= (x.shape[axis] ?? 0);
  });
  if (!isWithin || !tf.slice_util.isSliceContinous(x.shape, from, shape)) return undefined;
  return { offset: tf.slice_util.computeFlatOffset(from, tf.util.computeStrides(x.shape)), shape };
}
