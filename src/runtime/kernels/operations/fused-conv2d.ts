import * as tf from "@tensorflow/tfjs";
import { activate } from "../activate.ts";
import { attributesOf, inputOf, type Kernel } from "../kernel.ts";
import { convolutionMethod, convolve } from "./conv2d.ts";

export const fusedConv2d: Kernel = (engine, call) => {
  const [x, filter] = [inputOf(call, "x"), inputOf(call, "filter")];
  const { bias } = call.inputs;
  const attributes = attributesOf<tf.FusedConv2DAttrs>(call);
  const method = convolutionMethod(engine, x, filter, attributes);
  if (method === undefined || !supportsBias(filter, bias)) return undefined;
  return activate(call, convolve(engine, method, x, filter, bias, attributes));
};

/** Whether a bias has one number per output channel. */
function supportsBias(filter: tf.TensorInfo, bias: tf.TensorInfo | undefined): boolean {
  return bias == null || (bias.dtype === "float32" && tf.util.arraysEqual(bias.shape, filter.shape.slice(3)));
}
