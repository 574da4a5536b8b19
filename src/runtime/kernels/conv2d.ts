import * as tf from "@tensorflow/tfjs";
import { asShape4 } from "./composed-filter-gradient.ts";
import { frameFor } from "./convolution-frame.ts";
import { type Engine, FLOAT_BYTES, roundUpToVector } from "./engine.ts";

export interface Conv2DAttributes {
  readonly strides: number | [number, number];
  readonly pad: "valid" | "same" | number | tf.backend_util.ExplicitPadding;
  readonly dataFormat: "NHWC" | "NCHW";
  readonly dilations: number | [number, number];
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

/**
 * Whether this kernel is to be taken for a convolution. The backend's own is made for many channels, and takes a
 * detour where there are few; and with "same" padding and a stride longer than the filter, or where a padding in
 * numbers leaves no output at all, it computes with what lies beside the image, and spoils the memory. It is left what
 * this one does not know: dilations, and a padding for which TensorFlow.js computes the output's width by the height's
 * filter and stride.
 */
export function coversConv2d(x: tf.TensorInfo, filter: tf.TensorInfo, attributes: Conv2DAttributes): boolean {
  const [filterHeight = 0, filterWidth = 0, inChannels = 0] = filter.shape;
  const [strideHeight, strideWidth] = pair(attributes.strides);
  const [dilationHeight, dilationWidth] = pair(attributes.dilations);
  const square = filterHeight === filterWidth && strideHeight === strideWidth;
  const wrongInStock =
    typeof attributes.pad !== "string" ||
    (attributes.pad === "same" && (strideHeight > filterHeight || strideWidth > filterWidth));
  return (
    x.dtype === "float32" &&
    filter.dtype === "float32" &&
    (inChannels <= FEW_CHANNELS || wrongInStock) &&
    dilationHeight * dilationWidth === 1 &&
    attributes.dataFormat === "NHWC" &&
    (typeof attributes.pad === "string" || square)
  );
}

const FEW_CHANNELS = 3;

/** Whether a bias is one number for each output channel. TensorFlow.js's own kernel says what it does not take. */
export function coversBias(filter: tf.TensorInfo, bias: tf.TensorInfo | undefined): boolean {
  return bias == null || (bias.dtype === "float32" && tf.util.arraysEqual(bias.shape, filter.shape.slice(3)));
}

function pair(value: number | readonly [number, number]): readonly [number, number] {
  return typeof value === "number" ? [value, value] : value;
}

/** A 2-D convolution, with a bias where there is one; see `assembly/convolution.ts`. */
export function convolve(
  engine: Engine,
  x: tf.TensorInfo,
  filter: tf.TensorInfo,
  bias: tf.TensorInfo | undefined,
  { strides, dilations, pad, dimRoundingMode }: Conv2DAttributes,
): tf.TensorInfo {
  const { kernels } = engine;
  const filterShape = asShape4(filter.shape);
  const conv = tf.backend_util.computeConv2DInfo(
    asShape4(x.shape),
    filterShape,
    strides,
    dilations,
    pad,
    dimRoundingMode,
  );
  const [filterRows, filterColumns, inChannels, outChannels] = filterShape;
  const run = filterColumns * inChannels;
  const width = roundUpToVector(outChannels);
  const output = engine.backend.makeOutput([...conv.outShape], "float32");
  if (tf.util.sizeFromShape(conv.outShape) === 0) return output;
  const weights = engine.allocate((filterRows * run + 1) * width * FLOAT_BYTES);
  const shift = weights + filterRows * run * width * FLOAT_BYTES;
  kernels.widen(engine.address(filter), weights, filterRows * run, outChannels, width);
  if (bias === undefined) new Float32Array(engine.bytes(), shift, width).fill(0);
  else kernels.widen(engine.address(bias), shift, 1, outChannels, width);
  const frame = frameFor(engine, conv);
  for (let image = 0; image < conv.batchSize; image++) {
    kernels.convolve(
      frame.read(engine.address(x), image),
      frame.rowStride,
      frame.down,
      frame.right,
      weights,
      filterRows,
      run,
      width,
      shift,
      engine.address(output) + image * conv.outHeight * conv.outWidth * outChannels * FLOAT_BYTES,
      conv.outHeight,
      conv.outWidth,
      outChannels,
    );
  }
  frame.free();
  engine.free(weights);
  return output;
}
