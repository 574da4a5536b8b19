import * as tf from "@tensorflow/tfjs";
import { convolve, supportsConv2d } from "./conv2d.ts";
import type { Engine } from "./engine.ts";
import { attributesOf, inputOf, type Kernel } from "./kernel.ts";

export const fusedConv2d: Kernel = (engine, call) => {
  const [x, filter] = [inputOf(call, "x"), inputOf(call, "filter")];
  const { bias, preluActivationWeights } = call.inputs;
  const attributes = attributesOf<tf.FusedConv2DAttrs>(call);
  if (!supportsConv2d(x, filter, attributes) || !supportsBias(filter, bias)) return undefined;
  return activate(engine, convolve(engine, x, filter, bias, attributes), attributes, preluActivationWeights);
};

/** Whether a bias has one number per output channel. The stock kernel throws an error for others. */
function supportsBias(filter: tf.TensorInfo, bias: tf.TensorInfo | undefined): boolean {
  return bias == null || (bias.dtype === "float32" && tf.util.arraysEqual(bias.shape, filter.shape.slice(3)));
}

const ACTIVATION_KERNELS: Readonly<Record<string, string>> = {
  relu: tf.Relu,
  relu6: tf.Relu6,
  elu: tf.Elu,
  sigmoid: tf.Sigmoid,
  leakyrelu: tf.LeakyRelu,
  prelu: tf.Prelu,
};

/** Applies the activation by the backend's own kernel, and disposes of `x`. */
function activate(
  { backend }: Engine,
  x: tf.TensorInfo,
  { activation, leakyreluAlpha }: tf.FusedConv2DAttrs,
  alpha: tf.TensorInfo | undefined,
): tf.TensorInfo {
  if (activation === "linear" || activation == null) return x;
  const name = ACTIVATION_KERNELS[activation];
  if (name === undefined)
    throw new Error(`FusedConv2D: the activation "${activation}" is not supported on WASM.`);
  const output = tf.getKernel(name, "wasm").kernelFunc({
    inputs: alpha ? { x, alpha } : { x },
    backend,
    attrs: { alpha: leakyreluAlpha ?? 0 },
  });
  if (Array.isArray(output)) throw new Error(`${name} was expected to have one output.`);
  backend.disposeData(x.dataId);
  return output;
}
