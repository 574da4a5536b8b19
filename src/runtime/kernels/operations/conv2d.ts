import * as tf from "@tensorflow/tfjs";
import type { Engine } from "../engine.ts";
import { attributesOf, inputOf, type Kernel, pairOf, shape4Of } from "../kernel.ts";
import { type Allocator, areFloatsFinite, withScratch } from "../memory.ts";
import { paddedImages } from "../padded-image.ts";
import { type FilterView, imageAt, roundUpToVector } from "../views.ts";
import { supportsWinograd, tiledConvolution, winogradConvolution } from "../winograd.ts";

export const conv2d: Kernel = (engine, call) => {
  const [x, filter] = [inputOf(call, "x"), inputOf(call, "filter")];
  const attributes = attributesOf<tf.Conv2DAttrs>(call);
  const method = convolutionMethod(engine, x, filter, attributes);
  return method === undefined ? undefined : convolve(engine, method, x, filter, undefined, attributes);
};

/** In transformed tiles, or directly. */
type ConvolutionMethod = "tiled" | "direct";

/** Up to this number of input channels, the stock kernel is slow. */
const FEW_CHANNELS = 3;

/**
 * How to use this kernel, or undefined. The stock kernel is optimized for many channels, but slower than transformed
 * tiles, in which values that are not finite would spread to other pixels. It is wrong, and writes beyond its output, with
 * "same" padding and a stride longer than the filter, and with a numeric padding that leaves no output.
 *
 * Not supported: dilations, and numeric padding with a filter or strides that are not square, where TensorFlow.js
 * computes the width of the output from the height of the filter; and a filter with infinities or NaN, which would be
 * multiplied by the zeros of the padding, if there is any.
 */
export function convolutionMethod(
  engine: Engine,
  x: tf.TensorInfo,
  filter: tf.TensorInfo,
  attributes: tf.Conv2DAttrs,
): ConvolutionMethod | undefined {
  const { strides, dilations, pad, dataFormat } = attributes;
  const [filterHeight = 0, filterWidth = 0, inChannels = 0] = filter.shape;
  const [strideHeight, strideWidth] = pairOf(strides);
  const [dilationHeight, dilationWidth] = pairOf(dilations);
  const isNumericPadding = typeof pad !== "string";
  const isSquare = filterHeight === filterWidth && strideHeight === strideWidth;
  const skipsPixels = strideHeight > filterHeight || strideWidth > filterWidth;
  const isWrongInStock = isNumericPadding || (pad === "same" && skipsPixels);
  const isSupported =
    x.dtype === "float32" &&
    filter.dtype === "float32" &&
    dilationHeight * dilationWidth === 1 &&
    dataFormat === "NHWC" &&
    (isSquare || !isNumericPadding);
  if (!isSupported) return undefined;
  const conv = infoOf(x, filter, attributes);
  if (supportsWinograd(conv, conv.batchSize) && [x, filter].every((info) => areFloatsFinite(engine, info)))
    return "tiled";
  const isBetterThanStock = inChannels <= FEW_CHANNELS || isWrongInStock;
  return isBetterThanStock && (pad === "valid" || areFloatsFinite(engine, filter)) ? "direct" : undefined;
}

function infoOf(
  x: tf.TensorInfo,
  filter: tf.TensorInfo,
  { strides, dilations, pad, dimRoundingMode }: tf.Conv2DAttrs,
): tf.backend_util.Conv2DInfo {
  return tf.backend_util.computeConv2DInfo(
    shape4Of(x),
    shape4Of(filter),
    strides,
    dilations,
    pad,
    dimRoundingMode,
  );
}

/** A 2-D convolution of float32 [batch, height, width, channels], with an optional bias [output channels]. */
export function convolve(
  engine: Engine,
  method: ConvolutionMethod,
  x: tf.TensorInfo,
  filter: tf.TensorInfo,
  bias: tf.TensorInfo | undefined,
  attributes: tf.Conv2DAttrs,
): tf.TensorInfo {
  const conv = infoOf(x, filter, attributes);
  const output = engine.backend.makeOutput([...conv.outShape], "float32");
  if (tf.util.sizeFromShape(conv.outShape) === 0) return output;
  withScratch(engine, (scratch) => {
    const weights = packWeights(engine, scratch, filter, bias);
    const tiles = method === "tiled" ? winogradConvolution(engine, scratch, conv) : null;
    tiles?.readFilter(weights.filter.address);
    const images = paddedImages(engine, scratch, tiles === null ? conv : tiledConvolution(conv), 1);
    const { outHeight: height, outWidth: width, outChannels: channels } = conv;
    const outputs = { address: engine.address(output), height, width, channels };
    for (let index = 0; index < conv.batchSize; index++) {
      const input = images.pad(engine.address(x) + index * images.imageBytes, index);
      const result = imageAt(outputs, index);
      if (tiles !== null) tiles.run(input, weights.bias, result, null);
      else engine.kernels.convolve({ ...weights, input, output: result });
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
