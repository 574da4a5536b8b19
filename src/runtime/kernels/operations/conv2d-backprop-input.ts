import * as tf from "@tensorflow/tfjs";
import { inputGradientOf } from "../input-gradient.ts";
import { attributesOf, inputOf, isGradientOf, type Kernel, shape4Of } from "../kernel.ts";
import { areFloatsFinite, clearFloats, withScratch } from "../memory.ts";
import { imageAt } from "../views.ts";

/**
 * The gradient of a 2-D convolution with respect to its input. The stock kernel takes twenty times as long as the
 * convolution.
 */
export const conv2dBackpropInput: Kernel = (engine, call) => {
  const [dy, filter] = [inputOf(call, "dy"), inputOf(call, "filter")];
  const { strides, pad, dataFormat, dimRoundingMode, inputShape } =
    attributesOf<tf.Conv2DBackpropInputAttrs>(call);
  if (dataFormat !== "NHWC" || dy.dtype !== "float32" || filter.dtype !== "float32") return undefined;
  const conv = tf.backend_util.computeConv2DInfo(
    inputShape,
    shape4Of(filter),
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  if (!isGradientOf(dy, conv.outShape)) return undefined;
  const output = engine.backend.makeOutput([...conv.inShape], "float32");
  const inputGradients = engine.address(output);
  if (conv.outHeight <= 0 || conv.outWidth <= 0 || tf.util.sizeFromShape(filter.shape) === 0) {
    clearFloats(engine, inputGradients, tf.util.sizeFromShape(conv.inShape));
    return output;
  }
  withScratch(engine, (scratch) => {
    const areFinite = [dy, filter].every((info) => areFloatsFinite(engine, info));
    const gradient = inputGradientOf(engine, scratch, conv, conv.batchSize, areFinite);
    gradient.readFilter(engine.address(filter));
    const { outHeight: height, outWidth: width, outChannels: channels } = conv;
    const outputGradients = { address: engine.address(dy), height, width, channels };
    for (let index = 0; index < conv.batchSize; index++)
      gradient.compute(imageAt(outputGradients, index), inputGradients, index);
  });
  return output;
};
