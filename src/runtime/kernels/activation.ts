import * as tf from "@tensorflow/tfjs";
import type { Conv2DAttributes } from "./conv2d.ts";
import type { Engine } from "./engine.ts";

export interface FusedConv2DAttributes extends Conv2DAttributes {
  readonly activation: string;
  readonly leakyreluAlpha?: number;
}

const KERNELS: Readonly<Record<string, string>> = {
  relu: tf.Relu,
  relu6: tf.Relu6,
  elu: tf.Elu,
  sigmoid: tf.Sigmoid,
  leakyrelu: tf.LeakyRelu,
  prelu: tf.Prelu,
};

/** The activation of a fused operation by the backend's own kernel; takes `x` over. */
export function activate(
  { backend }: Engine,
  x: tf.TensorInfo,
  { activation, leakyreluAlpha }: FusedConv2DAttributes,
  alpha: tf.TensorInfo | undefined,
): tf.TensorInfo {
  if (activation === "linear" || activation == null) return x;
  const name = KERNELS[activation];
  if (name === undefined)
    throw new Error(`FusedConv2D: the activation "${activation}" is not known on WASM.`);
  const attrs = { alpha: leakyreluAlpha ?? 0 };
  const output = tf
    .getKernel(name, "wasm")
    .kernelFunc({ inputs: alpha ? { x, alpha } : { x }, backend, attrs });
  if (Array.isArray(output)) throw new Error(`${name} was expected to have one output.`);
  backend.disposeData(x.dataId);
  return output;
}
