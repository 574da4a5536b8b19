import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { KernelCall } from "./kernel.ts";

const ACTIVATION_KERNELS: Readonly<Record<string, string>> = {
  relu: tf.Relu,
  relu6: tf.Relu6,
  elu: tf.Elu,
  sigmoid: tf.Sigmoid,
  leakyrelu: tf.LeakyRelu,
  prelu: tf.Prelu,
};

/** Applies the activation of a fused kernel's call by the backend's own kernel, and disposes of `x`. */
export function activate({ inputs, backend, attrs }: KernelCall, x: tf.TensorInfo): tf.TensorInfo {
  const activation = attrs?.["activation"];
  if (activation === "linear" || activation == null) return x;
  const name = ACTIVATION_KERNELS[String(activation)];
  if (name === undefined)
    throw new Error(`The activation "${activation}" cannot be fused with another operation.`);
  const { preluActivationWeights: alpha } = inputs;
  const output = tf.getKernel(name, "wasm").kernelFunc({
    inputs: alpha ? { x, alpha } : { x },
    backend,
    attrs: { alpha: attrs?.["leakyreluAlpha"] ?? 0 },
  });
  if (Array.isArray(output)) throw new Error(`${name} was expected to have one output.`);
  (backend as BackendWasm).disposeData(x.dataId);
  return output;
}
