import * as tf from "@tensorflow/tfjs";
import { asShape4 } from "./composed-filter-gradient.ts";
import { type Engine, FLOAT_BYTES } from "./engine.ts";
import { inputGradientOf } from "./input-gradient.ts";

export interface Conv2DBackpropInputAttributes {
  readonly strides: number | [number, number];
  readonly pad: "valid" | "same" | number | tf.backend_util.ExplicitPadding;
  readonly dataFormat: "NHWC" | "NCHW";
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
  readonly inputShape: [number, number, number, number];
}

/**
 * The gradient of a 2-D convolution with respect to its input; undefined where it is the stock kernel's, which takes
 * twenty times as long as the convolution.
 */
export function inputGradient(
  engine: Engine,
  dy: tf.TensorInfo,
  filter: tf.TensorInfo,
  { strides, pad, dataFormat, dimRoundingMode, inputShape }: Conv2DBackpropInputAttributes,
): tf.TensorInfo | undefined {
  if (dataFormat !== "NHWC" || dy.dtype !== "float32" || filter.dtype !== "float32") return undefined;
  const conv = tf.backend_util.computeConv2DInfo(
    inputShape,
    asShape4(filter.shape),
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const output = engine.backend.makeOutput([...conv.inShape], "float32");
  if (conv.outHeight <= 0 || conv.outWidth <= 0 || tf.util.sizeFromShape(filter.shape) === 0) {
    const floats = tf.util.sizeFromShape(conv.inShape);
    new Float32Array(engine.bytes(), engine.address(output), floats).fill(0);
    return output;
  }
  const addresses: number[] = [];
  const room = (floats: number): number => {
    const address = engine.allocate(floats * FLOAT_BYTES);
    addresses.push(address);
    return address;
  };
  const zeros = (floats: number): number => {
    const address = room(floats);
    new Float32Array(engine.bytes(), address, floats).fill(0);
    return address;
  };
  const gradient = inputGradientOf(engine, conv, { room, zeros });
  gradient.read(engine.address(filter));
  const outputBytes = conv.outHeight * conv.outWidth * conv.outChannels * FLOAT_BYTES;
  const inputBytes = conv.inHeight * conv.inWidth * conv.inChannels * FLOAT_BYTES;
  for (let image = 0; image < conv.batchSize; image++)
    gradient.run(engine.address(dy) + image * outputBytes, engine.address(output) + image * inputBytes);
  for (const address of addresses) engine.free(address);
  return output;
}
