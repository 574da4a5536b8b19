import * as tf from "@tensorflow/tfjs";
import { accumulated } from "../accumulated.ts";
import type { Engine } from "../engine.ts";
import { filterGradientOf } from "../filter-gradient.ts";
import { attributesOf, inputOf, isGradientOf, type Kernel, shape4Of } from "../kernel.ts";
import { type Allocator, areFloatsFinite, withScratch } from "../memory.ts";
import { isWithinImage, paddedImages } from "../padded-image.ts";
import { FLOAT_BYTES, imageAt, roundUpToVector, sparseListSize, type WindowStrides } from "../views.ts";
import { tiledConvolution } from "../winograd.ts";

/** The gradient of a 2-D convolution with respect to its filter. */
export const conv2dBackpropFilter: Kernel = (engine, call) => {
  const attributes = attributesOf<tf.Conv2DBackpropFilterAttrs>(call);
  const [x, dy] = [inputOf(call, "x"), inputOf(call, "dy")];
  if (attributes.dataFormat !== "NHWC" || x.dtype !== "float32" || dy.dtype !== "float32") return undefined;
  const { filterShape, strides, pad, dimRoundingMode } = attributes;
  const conv = tf.backend_util.computeConv2DInfo(shape4Of(x), filterShape, strides, 1, pad, dimRoundingMode);
  if (!isGradientOf(dy, conv.outShape)) return undefined;
  // They would be multiplied by the zeros of the padding.
  if (!isWithinImage(conv) && !areFloatsFinite(engine, dy)) return undefined;
  return isSparse(engine, x, dy)
    ? sparseGradient(engine, conv, x, dy, filterShape)
    : denseGradient(engine, conv, x, dy, filterShape);
};

type Conv2DInfo = tf.backend_util.Conv2DInfo;
type FilterShape = tf.Conv2DBackpropFilterAttrs["filterShape"];

/** Up to this share of non-zero values, the sparse kernel is faster. */
const MAX_SPARSE_SHARE = 0.4;

/**
 * Whether most of dy is zero, as below a max pooling. Zeros may be skipped only if their products are zero too, but
 * 0 · ∞ is NaN.
 */
function isSparse(engine: Engine, x: tf.TensorInfo, dy: tf.TensorInfo): boolean {
  const count = tf.util.sizeFromShape(dy.shape);
  const nonZero = engine.kernels.countNonZero(engine.address(dy), count);
  return nonZero <= count * MAX_SPARSE_SHARE && areFloatsFinite(engine, x);
}

function denseGradient(
  engine: Engine,
  conv: Conv2DInfo,
  x: tf.TensorInfo,
  dy: tf.TensorInfo,
  filterShape: FilterShape,
): tf.TensorInfo {
  const [filterHeight, filterWidth, inChannels, outChannels] = filterShape;
  const rowLength = filterWidth * inChannels;
  const matrix = { shape: [...filterShape], rows: filterHeight * rowLength, columns: outChannels };
  const { outHeight: height, outWidth: width, batchSize } = conv;
  return withScratch(engine, (scratch) => {
    const areFinite = (): boolean => [x, dy].every((info) => areFloatsFinite(engine, info));
    const gradient = filterGradientOf(engine, scratch, conv, batchSize, areFinite);
    const images = paddedImages(engine, scratch, gradient.isTiled ? tiledConvolution(conv) : conv, 1);
    const gradients = { address: engine.address(dy), height, width, channels: outChannels };
    return accumulated(engine, matrix, (address, width) => {
      const filterGradient = { address, rows: filterHeight, rowLength, width };
      gradient.open();
      for (let index = 0; index < batchSize; index++) {
        const input = images.pad(engine.address(x) + index * images.imageBytes, index);
        gradient.add({ input, outputGradient: imageAt(gradients, index), filterGradient });
      }
      gradient.close(filterGradient);
    });
  });
}

/** Accumulates the transposed gradient by `assembly/sparse-gradient.ts`. */
function sparseGradient(
  engine: Engine,
  conv: Conv2DInfo,
  x: tf.TensorInfo,
  dy: tf.TensorInfo,
  filterShape: FilterShape,
): tf.TensorInfo {
  const { kernels } = engine;
  const [filterHeight, filterWidth, inChannels, channels] = filterShape;
  const rowLength = filterWidth * inChannels;
  const width = roundUpToVector(rowLength);
  const count = conv.outHeight * conv.outWidth;
  const rows = channels * filterHeight;
  return withScratch(engine, (scratch) => {
    const images = paddedImages(engine, scratch, conv, 1);
    const list = scratch.allocate(sparseListSize(count));
    const offsets = windowOffsets(engine, scratch, conv, images);
    const transposed = scratch.allocate(rows * rowLength);
    const filterGradient = { address: scratch.allocateZeros(rows * width), rows: filterHeight, width };
    for (let index = 0; index < conv.batchSize; index++) {
      const address = engine.address(dy) + index * count * channels * FLOAT_BYTES;
      const outputGradient = { address, count, channels, offsets };
      const input = images.pad(engine.address(x) + index * images.imageBytes, index);
      kernels.addSparseFilterGradient({ input, outputGradient, filterGradient, list });
    }
    const output = engine.backend.makeOutput([...filterShape], "float32");
    kernels.narrow({ from: filterGradient.address, to: transposed, rows, columns: rowLength, width });
    kernels.transpose({
      from: transposed,
      to: engine.address(output),
      rows: channels,
      columns: filterHeight * rowLength,
      width: channels,
    });
    return output;
  });
}

/** For each output value, the byte offset of its window from the first one. */
function windowOffsets(
  engine: Engine,
  scratch: Allocator,
  { outHeight, outWidth, outChannels }: Conv2DInfo,
  { strideY, strideX }: WindowStrides,
): number {
  const positions = outHeight * outWidth;
  const address = scratch.allocate(positions * outChannels);
  const offsets = new Int32Array(engine.bytes(), address, positions * outChannels);
  for (let position = 0; position < positions; position++) {
    const offset = Math.floor(position / outWidth) * strideY + (position % outWidth) * strideX;
    offsets.fill(offset, position * outChannels, (position + 1) * outChannels);
  }
  return address;
}
