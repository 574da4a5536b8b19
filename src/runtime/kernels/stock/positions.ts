import * as tf from "@tensorflow/tfjs";
import { attributesOf, inputOf, type KernelCall } from "../kernel.ts";

// Which parts of a tensor a call reads. Stock kernels would read beyond it, and the CPU backend's report the mistake.

export function isSliceWithin(call: KernelCall): boolean {
  const x = inputOf(call, "x");
  const { begin, size } = attributesOf<tf.SliceAttrs>(call);
  const [from, shape] = tf.slice_util.parseSliceParams(x, begin, size);
  return x.shape.every((length, axis) => {
    const first = from?.[axis] ?? 0;
    return first >= 0 && first + (shape?.[axis] ?? 0) <= length;
  });
}

export function padsOnly(call: KernelCall): boolean {
  const { paddings } = attributesOf<tf.PadV2Attrs>(call);
  return paddings.every((pair) => pair.every((length) => length >= 0));
}

export function repeats(call: KernelCall): boolean {
  return attributesOf<tf.TileAttrs>(call).reps.every((count) => count >= 0);
}

export function isPermutation(call: KernelCall): boolean {
  const { perm } = attributesOf<tf.TransposeAttrs>(call);
  return perm.every((axis, index) => perm.indexOf(axis) === index);
}
