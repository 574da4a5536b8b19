import type * as tf from "@tensorflow/tfjs";

/** Tensors and variables of TensorFlow.js, by their members: `instanceof` would run the code of a cell's proxy. */
export function isTensor(value: object): value is tf.Tensor {
  return (
    "dataId" in value &&
    "shape" in value &&
    "dtype" in value &&
    "dataSync" in value &&
    Array.isArray(value.shape)
  );
}
