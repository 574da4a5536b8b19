import * as tf from "@tensorflow/tfjs";
import type { Engine } from "./engine.ts";
import type { Allocator } from "./memory.ts";
import { paddedGradient, paddedImages } from "./padded-image.ts";
import { FLOAT_BYTES, type ImageView, imageAt, roundUpToVector, type WindowsView } from "./views.ts";
import {
  supportsWinograd,
  supportsWinogradInputGradient,
  tiledConvolution,
  winogradConvolution,
  winogradInputGradient,
} from "./winograd.ts";

type Conv2DInfo = tf.backend_util.Conv2DInfo;

/** The gradient of a convolution with respect to its input. */
export interface InputGradient {
  /** Reads the current weights. */
  readFilter(filter: number): void;
  /** Computes the gradient of the `index`-th image from the gradient of its output. */
  compute(outputGradient: ImageView, inputGradients: number, index: number): void;
}

/**
 * @param images how many of them `compute` is called for after `readFilter`
 * @param areFinite false if the filter or gradients may have infinities or NaN, which must not be multiplied by padding
 */
export function inputGradientOf(
  engine: Engine,
  memory: Allocator,
  conv: Conv2DInfo,
  images: number,
  areFinite = true,
): InputGradient {
  if (areFinite && supportsWinogradInputGradient(conv, images)) return byTiles(engine, memory, conv);
  const transposed = transposedConvolution(conv);
  return areFinite && transposed !== null && isFasterAsConvolution(conv)
    ? byConvolution(engine, memory, conv, transposed, images)
    : byProducts(engine, memory, conv);
}

function byTiles(engine: Engine, memory: Allocator, conv: Conv2DInfo): InputGradient {
  const { inHeight: height, inWidth: width, inChannels: channels } = conv;
  const tiles = winogradInputGradient(engine, memory, conv);
  return {
    readFilter: tiles.readFilter,
    compute: (outputGradient, address, index) =>
      tiles.compute(outputGradient, imageAt({ address, height, width, channels }, index)),
  };
}

/** How much faster a convolution multiplies than `assembly/input-gradient.ts`, whose sums it has to add to the windows. */
const SPEEDUP = 1.2;

/**
 * Whether padding and whole vectors add few multiplications, and rows are one pixel or long enough for blocks of four.
 */
function isFasterAsConvolution(conv: Conv2DInfo): boolean {
  if (conv.inWidth === 2 || conv.inWidth === 3) return false;
  const products = conv.inHeight * conv.inWidth * roundUpToVector(conv.inChannels);
  return products <= SPEEDUP * conv.outHeight * conv.outWidth * conv.inChannels;
}

/** With a stride of one: the convolution of the output's gradient with the filter, rotated by 180°. */
function byConvolution(
  engine: Engine,
  memory: Allocator,
  conv: Conv2DInfo,
  transposed: Conv2DInfo,
  images: number,
): InputGradient {
  const { kernels } = engine;
  const { inHeight, inWidth, inChannels, filterHeight, filterWidth, outChannels } = conv;
  const width = roundUpToVector(inChannels);
  const rowLength = filterWidth * outChannels;
  const taps = filterHeight * filterWidth;
  const rotated = memory.allocate(taps * outChannels * width);
  const noBias = memory.allocateZeros(width);
  const isTiled = supportsWinograd(transposed, images);
  const gradients = paddedImages(engine, memory, isTiled ? tiledConvolution(transposed) : transposed, 1);
  const winograd = isTiled ? winogradConvolution(engine, memory, transposed) : null;
  const tapBytes = inChannels * outChannels * FLOAT_BYTES;
  return {
    readFilter(filter) {
      const from = filter + (taps - 1) * tapBytes;
      const matrix = { rows: inChannels, columns: outChannels, width };
      kernels.transposeEach({ from, stride: -tapBytes, count: taps, to: rotated, ...matrix });
      winograd?.readFilter(rotated);
    },
    compute(outputGradient, inputGradients, index) {
      const all = { address: inputGradients, height: inHeight, width: inWidth, channels: inChannels };
      const input = gradients.pad(outputGradient.address, 0);
      const output = imageAt(all, index);
      const filter = { address: rotated, rows: filterHeight, rowLength, width };
      if (winograd !== null) winograd.run(input, noBias, output, null);
      else kernels.convolve({ input, filter, bias: noBias, output });
    },
  };
}

/**
 * The convolution of the output's gradient that gives the gradient of the input, with the filter rotated by 180°. Null if
 * there is none: the strides are not one, an output covers only padding, or the size of the output is not that of the windows
 * need. With numeric padding, TensorFlow.js computes its width from the height of the filter.
 */
export function transposedConvolution(conv: Conv2DInfo): Conv2DInfo | null {
  const { filterHeight, filterWidth, outHeight, outWidth, inChannels, outChannels, padInfo } = conv;
  const { top, bottom, left, right } = padInfo;
  const hasStrides = conv.strideHeight !== 1 || conv.strideWidth !== 1;
  if (hasStrides || Math.max(top, bottom) >= filterHeight || Math.max(left, right) >= filterWidth)
    return null;
  const transposed = tf.backend_util.computeConv2DInfo(
    [1, outHeight, outWidth, outChannels],
    [filterHeight, filterWidth, outChannels, inChannels],
    1,
    1,
    [
      [0, 0],
      [filterHeight - 1 - top, filterHeight - 1 - bottom],
      [filterWidth - 1 - left, filterWidth - 1 - right],
      [0, 0],
    ],
  );
  const hasInputSize = transposed.outHeight === conv.inHeight && transposed.outWidth === conv.inWidth;
  return hasInputSize ? transposed : null;
}

/** By `assembly/input-gradient.ts`. */
function byProducts(engine: Engine, memory: Allocator, conv: Conv2DInfo): InputGradient {
  const gradient = paddedGradient(engine, memory, conv);
  const { readFilter, add } = hasWideRows(conv)
    ? byRows(engine, memory, conv)
    : byProduct(engine, memory, conv);
  return {
    readFilter,
    compute(outputGradient, inputGradients, index) {
      add(outputGradient, gradient.open(inputGradients, index));
      gradient.close(inputGradients, index);
    },
  };
}

/** How the part of one image is added to its padded gradient. */
interface Products {
  readFilter(filter: number): void;
  add(outputGradient: ImageView, inputGradient: WindowsView): void;
}

/** Whether a row has enough positions for a block of the product, and rows of the filter fill their vectors. */
function hasWideRows({ outWidth, filterWidth, filterHeight, inChannels }: Conv2DInfo): boolean {
  const rowLength = filterWidth * inChannels;
  const products = filterHeight * roundUpToVector(rowLength);
  return outWidth >= 4 && products <= SPEEDUP * filterHeight * rowLength;
}

/** All filter rows at once, one row of the gradient after another. */
function byRows({ kernels }: Engine, memory: Allocator, conv: Conv2DInfo): Products {
  const { outChannels, filterHeight: filterRows, strideHeight } = conv;
  const rowLength = conv.filterWidth * conv.inChannels;
  const matrixWidth = roundUpToVector(rowLength);
  const matrices = memory.allocate(filterRows * outChannels * matrixWidth);
  const zeros = memory.allocateZeros(matrixWidth);
  const sums = memory.allocate(conv.outWidth * rowLength);
  const order = Array.from({ length: filterRows }, (_, row) => row).toSorted(
    (a, b) => (a % strideHeight) - (b % strideHeight) || a - b,
  );
  return {
    readFilter(filter) {
      order.forEach((row, index) => {
        const from = filter + row * rowLength * outChannels * FLOAT_BYTES;
        const to = matrices + index * outChannels * matrixWidth * FLOAT_BYTES;
        kernels.transpose({ from, to, rows: rowLength, columns: outChannels, width: matrixWidth });
      });
    },
    add: (outputGradient, inputGradient) =>
      kernels.addInputGradientByRows({
        outputGradient,
        inputGradient,
        sums,
        matrices,
        matrixWidth,
        zeros,
        filterRows,
        rowLength,
      }),
  };
}

/** Half of a first-level cache. */
const MAX_SUMS = 4096;

/** Some rows of positions at a time. */
function byProduct({ kernels }: Engine, memory: Allocator, conv: Conv2DInfo): Products {
  const { outWidth, outChannels, filterHeight: filterRows } = conv;
  const rowLength = conv.filterWidth * conv.inChannels;
  const size = filterRows * rowLength;
  const matrixWidth = roundUpToVector(size);
  const rowsAtOnce = Math.max(1, Math.floor(MAX_SUMS / (outWidth * size)));
  const matrix = memory.allocate(outChannels * matrixWidth);
  const zeros = memory.allocateZeros(matrixWidth);
  const sums = memory.allocate(rowsAtOnce * outWidth * size);
  return {
    readFilter: (from) =>
      kernels.transpose({ from, to: matrix, rows: size, columns: outChannels, width: matrixWidth }),
    add: (outputGradient, inputGradient) =>
      kernels.addInputGradient({
        outputGradient,
        inputGradient,
        sums,
        rowsAtOnce,
        matrix,
        matrixWidth,
        zeros,
        filterRows,
        rowLength,
      }),
  };
}
