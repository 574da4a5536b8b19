import * as tf from "@tensorflow/tfjs";
import { asShape4 } from "./composed-filter-gradient.ts";
import { extent, placesOfWindows } from "./convolution-frame.ts";
import { type Engine, FLOAT_BYTES, roundUpToVector } from "./engine.ts";

export interface Conv2DBackpropInputAttributes {
  readonly strides: number | [number, number];
  readonly pad: "valid" | "same" | number | tf.backend_util.ExplicitPadding;
  readonly dataFormat: "NHWC" | "NCHW";
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
  readonly inputShape: [number, number, number, number];
}

/**
 * The gradient of a 2-D convolution with respect to its input; undefined where it is the stock kernel's. That one goes
 * through the values one by one, and takes twenty times as long as the convolution.
 */
export function inputGradient(
  engine: Engine,
  dy: tf.TensorInfo,
  filter: tf.TensorInfo,
  { strides, pad, dataFormat, dimRoundingMode, inputShape }: Conv2DBackpropInputAttributes,
): tf.TensorInfo | undefined {
  if (dataFormat !== "NHWC" || dy.dtype !== "float32" || filter.dtype !== "float32") return undefined;
  const size = tf.util.sizeFromShape(filter.shape);
  // Both ways multiply with zeros that are none of the gradient's terms, or leave out zeros that are: 0 · ∞ is NaN.
  if (engine.kernels.areFinite(engine.address(filter), size) === 0) return undefined;
  const conv = tf.backend_util.computeConv2DInfo(
    inputShape,
    asShape4(filter.shape),
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const { top, left } = conv.padInfo;
  const everywhere = conv.strideHeight === 1 && conv.strideWidth === 1;
  const within = top < conv.filterHeight && left < conv.filterWidth;
  if (everywhere && within) return asConvolution(engine, dy, filter, conv);
  const finite = engine.kernels.areFinite(engine.address(dy), tf.util.sizeFromShape(dy.shape)) !== 0;
  return finite ? scattered(engine, dy, filter, conv) : undefined;
}

/**
 * dx[p, c] = Σ dy[p + top − u, k] · w[u, c, k]: where windows move by one, a convolution itself, of dy with the filter
 * turned by half a turn and its channels exchanged.
 */
function asConvolution(
  engine: Engine,
  dy: tf.TensorInfo,
  filter: tf.TensorInfo,
  conv: tf.backend_util.Conv2DInfo,
): tf.TensorInfo {
  const { kernels } = engine;
  const { filterHeight, filterWidth, inChannels, outChannels, inHeight, inWidth, outHeight, outWidth } = conv;
  const run = filterWidth * outChannels;
  const width = roundUpToVector(inChannels);
  const weights = engine.allocate((filterHeight * run + 1) * width * FLOAT_BYTES);
  const bias = weights + filterHeight * run * width * FLOAT_BYTES;
  new Float32Array(engine.bytes(), bias, width).fill(0);
  const taps = filterHeight * filterWidth;
  for (let tap = 0; tap < taps; tap++) {
    const from = engine.address(filter) + tap * inChannels * outChannels * FLOAT_BYTES;
    const to = weights + (taps - 1 - tap) * outChannels * width * FLOAT_BYTES;
    kernels.transpose(from, to, inChannels, outChannels, width);
  }
  const height = inHeight + filterHeight - 1;
  const columns = inWidth + filterWidth - 1;
  const frame = engine.allocate(height * columns * outChannels * FLOAT_BYTES);
  new Uint8Array(engine.bytes(), frame, height * columns * outChannels * FLOAT_BYTES).fill(0);
  const output = engine.backend.makeOutput([...conv.inShape], "float32");
  const [top, left] = [filterHeight - 1 - conv.padInfo.top, filterWidth - 1 - conv.padInfo.left];
  for (let image = 0; image < conv.batchSize; image++) {
    const gradient = engine.address(dy) + image * outHeight * outWidth * outChannels * FLOAT_BYTES;
    kernels.frame(gradient, frame, 1, outHeight, outWidth, outChannels, height, columns, top, left);
    kernels.convolve(
      frame,
      columns * outChannels * FLOAT_BYTES,
      columns * outChannels * FLOAT_BYTES,
      outChannels * FLOAT_BYTES,
      weights,
      filterHeight,
      run,
      width,
      bias,
      engine.address(output) + image * inHeight * inWidth * inChannels * FLOAT_BYTES,
      inHeight,
      inWidth,
      inChannels,
    );
  }
  engine.free(frame);
  engine.free(weights);
  return output;
}

/** Each value of dy adds its share to its window: see `assembly/sparse-gradient.ts`. */
function scattered(
  engine: Engine,
  dy: tf.TensorInfo,
  filter: tf.TensorInfo,
  conv: tf.backend_util.Conv2DInfo,
): tf.TensorInfo {
  const { kernels } = engine;
  const { filterHeight, inChannels, outChannels, inHeight, inWidth, outHeight, outWidth } = conv;
  const run = conv.filterWidth * inChannels;
  const width = roundUpToVector(run);
  const turned = engine.allocate(outChannels * filterHeight * run * FLOAT_BYTES);
  const wide = engine.allocate(outChannels * filterHeight * width * FLOAT_BYTES);
  kernels.transpose(engine.address(filter), turned, filterHeight * run, outChannels, filterHeight * run);
  kernels.widen(turned, wide, outChannels * filterHeight, run, width);
  const [height, columns] = extent(conv);
  const rowStride = columns * inChannels * FLOAT_BYTES;
  // Whole vectors are added, the last of them beyond a window's row: zeros, but not to another tensor's values.
  const sums = engine.allocate(height * rowStride);
  const steps = { down: conv.strideHeight * rowStride, right: conv.strideWidth * inChannels * FLOAT_BYTES };
  const places = placesOfWindows(engine, conv, steps);
  const output = engine.backend.makeOutput([...conv.inShape], "float32");
  const cells = outHeight * outWidth;
  for (let image = 0; image < conv.batchSize; image++) {
    const gradient = engine.address(dy) + image * cells * outChannels * FLOAT_BYTES;
    const dx = engine.address(output) + image * inHeight * inWidth * inChannels * FLOAT_BYTES;
    new Uint8Array(engine.bytes(), sums, height * rowStride).fill(0);
    kernels.addSparseInputGradient(
      sums,
      rowStride,
      gradient,
      places,
      cells,
      outChannels,
      wide,
      filterHeight,
      width,
    );
    const { top, left } = conv.padInfo;
    kernels.unframe(sums, dx, 1, inHeight, inWidth, inChannels, height, columns, top, left);
  }
  for (const room of [turned, wide, sums, places]) engine.free(room);
  return output;
}
