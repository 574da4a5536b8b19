import type * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { KernelCall } from "../kernel.ts";

// What kernels may require of the types of their inputs. None may be empty.

export function every(inputs: KernelCall["inputs"], supports: (info: tf.TensorInfo) => boolean): boolean {
  for (const name in inputs) {
    const info = inputs[name];
    if (info != null && !supports(info)) return false;
  }
  return true;
}

export function isFloats(info: tf.TensorInfo | undefined): boolean {
  return info?.dtype === "float32" && !isEmpty(info);
}

export function isNumbers(info: tf.TensorInfo): boolean {
  return (info.dtype === "float32" || info.dtype === "int32") && !isEmpty(info);
}

export function isBooleans(info: tf.TensorInfo | undefined): boolean {
  return info?.dtype === "bool" && !isEmpty(info);
}

export function isIntegers(info: tf.TensorInfo): boolean {
  return info.dtype === "int32" && !isEmpty(info);
}

function isEmpty({ shape }: tf.TensorInfo): boolean {
  return shape.includes(0);
}

/** Whether all values are finite: if not, a weight of zero gives NaN. */
export function areFinite(backend: BackendWasm, info: tf.TensorInfo | undefined): boolean {
  if (info === undefined || !isFloats(info)) return false;
  // Four times as fast as `Number.isFinite`.
  for (const value of backend.typedArrayFromHeap(info)) if (value - value !== 0) return false;
  return true;
}
