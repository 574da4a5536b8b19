import * as tf from "@tensorflow/tfjs";
import type { Engine } from "../engine.ts";
import { attributesOf, inputOf, type Kernel, pairOf, shape4Of } from "../kernel.ts";
import { type Allocator, areFloatsFinite, withScratch } from "../memory.ts";
import { paddedImages } from "../padded-image.ts";
import { type FilterView, imageAt, roundUpToVector } from "../views.ts";

export const conv2d: Kernel = (engine, call) => {
  const [x, filter] = [inputOf(call, "x"), inputOf(call, "filter")];
  const attributes = attributesOf<tf.Conv2DAttrs>(call);
  return supportsConv2d(engine, x, filter, attributes)
    ? convolve(engine, x, filter, undefined, attributes)
    : undefined;
};

/** Up to this number of input channels, the stock kernel is slow. */
const FEW_CHANNELS = 3;

/**
 * Whether to use this kernel. The stock kernel is optimized for many channels. It is wrong, and writes beyond its
 * output, with "same" padding and a stride longer than the filter, and with a numeric padding that leaves no output.
 *
 * Not supported: dilations, and numeric padding with a filter or strides that are not square, where TensorFlow.js
 * computes the width of the output from the height of the filter; and a filter with infinities or NaN, which would be
 * multiplied by the zeros of the padding, if there is any.
 */
export function supportsConv2d(
  engine: Engine,
  x: tf.TensorInfo,
  filter: tf.TensorInfo,
  attributes: tf.Conv2DAttrs,
): boolean {
  const { strides, dilations, pad, dataFormat } = attributes;
  const [filterHeight = 0, filterWidth = 0, inChannels = 0] = filter.shape;
  const [strideHeight, strideWidth] = pairOf(strides);
  const [dilationHeight, dilationWidth] = pairOf(dilations);
  const isNumericPadding = typeof pad !== "string";
  const isSquare = filterHeight === filterWidth && strideHeight === strideWidth;
  const skipsPixels = strideHeight > filterHeight || strideWidth > filterWidth;
  const isWrongInStock = isNumericPadding || (pad === "same" && skipsPixels);
  return (
    x.dtype === "float32" &&
    filter.dtype === "float32" &&
    (inChannels <= FEW_CHANNELS || isWrongInStock) &&
    dilationHeight * dilationWidth === 1 &&
    dataFormat === "NHWC" &&
    (isSquare || !isNumericPadding) &&
    (pad === "valid" || areFloatsFinite(engine, filter))
  );
}

/** A 2-D convolution of float32 [batch, height, width, channels], with an optional bias [output channels]. */
export function convolve(
  engine: Engine,
  x: tf.TensorInfo,
  filter: tf.TensorInfo,
  bias: tf.TensorInfo | undefined,
  { strides, dilations, pad, dimRoundingMode }: tf.Conv2DAttrs,
): tf.TensorInfo {
  const filterShape = shape4Of(filter);
  const conv = tf.backend_util.computeConv2DInfo(
    shape4Of(x),
    filterShape,
    strides,
    dilations,
    pad,
    dimRoundingMode,
  );
  const output = engine.backend.makeOutput([...conv.outShape], "float32");
  if (tf.util.sizeFromShape(conv.outShape) === 0) return output;
  withScratch(engine, (scratch) => {
    const weights = packWeights(engine, scratch, filter, bias);
    const images = paddedImages(engine, scratch, conv, 1);
    const { outHeight: height, outWidth: width, outChannels: channels } = conv;
    const outputs = { address: engine.address(output), height, width, channels };
    for (let index = 0; index < conv.batchSize; index++) {
      const input = images.pad(engine.address(x) + index * images.imageBytes, index);
      engine.kernels.convolve({ ...weights, input, output: imageAt(outputs, index) });
    }
  });
  return output;
}

/** Copies a filter and its bias into rows of whole vectors. */
function packWeights(
  engine: Engine,
  scratch: Allocator,
  filter: tf.TensorInfo,
  bias: tf.TensorInfo | undefined,
): { readonly filter: FilterView; readonly bias: number } {
  const [filterHeight, filterWidth, inChannels, columns] = shape4Of(filter);
  const rowLength = filterWidth * inChannels;
  const rows = filterHeight * rowLength;
  const width = roundUpToVector(columns);
  const weights = scratch.allocate(rows * width);
  const packedBias = scratch.allocateZeros(width);
  engine.kernels.widen({ from: engine.address(filter), to: weights, rows, columns, width });
  if (bias !== undefined)
    engine.kernels.widen({ from: engine.address(bias), to: packedBias, rows: 1, columns, width });
  return { filter: { address: weights, rows: filterHeight, rowLength, width }, bias: packedBias };
}
