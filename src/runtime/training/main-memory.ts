import * as tf from "@tensorflow/tfjs";

/** Whether tensors are in memory that can be read without waiting. */
export function isInMainMemory(): boolean {
  return tf.getBackend() === "wasm" || tf.getBackend() === "cpu";
}
