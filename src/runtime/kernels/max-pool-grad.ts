import * as tf from "@tensorflow/tfjs";
import { asShape4 } from "./composed-filter-gradient.ts";
import { type Engine, FLOAT_BYTES } from "./engine.ts";

export interface PoolAttributes {
  readonly filterSize: number | [number, number];
  readonly strides: number | [number, number];
  readonly pad: "valid" | "same" | number | tf.backend_util.ExplicitPadding;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

/**
 * The gradient of a max pooling: each output's goes to the place that it came from, the first of equals.
 * (The backend's own kernel is wrong wherever the largest value of a window is negative.)
 */
export function maxPoolGradient(
  engine: Engine,
  dy: tf.TensorInfo,
  x: tf.TensorInfo,
  { filterSize, strides, pad, dimRoundingMode }: PoolAttributes,
): tf.TensorInfo {
  const pool = tf.backend_util.computePool2DInfo(
    asShape4(x.shape),
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const output = engine.backend.makeOutput(x.shape, "float32");
  const places = { x: engine.address(x), dy: engine.address(dy), dx: engine.address(output) };
  if (!coversAll(pool)) new Float32Array(engine.bytes(), places.dx, tf.util.sizeFromShape(x.shape)).fill(0);
  const overlap = pool.strideHeight < pool.filterHeight || pool.strideWidth < pool.filterWidth;
  if (overlap) addOverlapping(engine, pool, places);
  else writeApart(engine, pool, places);
  return output;
}

/** Where the values lie. */
interface Places {
  readonly x: number;
  readonly dy: number;
  readonly dx: number;
}

/** Whether each place lies in a window, and in no other. */
function coversAll(pool: tf.backend_util.Conv2DInfo): boolean {
  const { top, left } = pool.padInfo;
  return (
    pool.strideHeight === pool.filterHeight &&
    pool.strideWidth === pool.filterWidth &&
    pool.outHeight * pool.strideHeight - top >= pool.inHeight &&
    pool.outWidth * pool.strideWidth - left >= pool.inWidth
  );
}

function writeApart(engine: Engine, pool: tf.backend_util.Conv2DInfo, { x, dy, dx }: Places): void {
  const { inHeight, inWidth, inChannels, outHeight, outWidth } = pool;
  const imageBytes = inHeight * inWidth * inChannels * FLOAT_BYTES;
  const gradientBytes = outHeight * outWidth * inChannels * FLOAT_BYTES;
  for (let image = 0; image < pool.batchSize; image++) {
    engine.kernels.maxPoolGradientApart(
      x + image * imageBytes,
      inHeight,
      inWidth,
      inChannels,
      pool.filterHeight,
      pool.filterWidth,
      pool.strideHeight,
      pool.strideWidth,
      pool.padInfo.top,
      pool.padInfo.left,
      dy + image * gradientBytes,
      dx + image * imageBytes,
      outHeight,
      outWidth,
    );
  }
}

/** A place may be the largest of several windows, and gets the sum of their gradients. */
function addOverlapping(engine: Engine, pool: tf.backend_util.Conv2DInfo, { x, dy, dx }: Places): void {
  const { kernels } = engine;
  const { inHeight, inWidth, inChannels, outHeight, outWidth } = pool;
  const cells = outHeight * outWidth;
  const pooled = engine.allocate(cells * inChannels * FLOAT_BYTES);
  const found = engine.allocate(cells * inChannels * FLOAT_BYTES);
  const imageBytes = inHeight * inWidth * inChannels * FLOAT_BYTES;
  for (let image = 0; image < pool.batchSize; image++) {
    kernels.maxPool(
      x + image * imageBytes,
      inHeight,
      inWidth,
      inChannels,
      pool.filterHeight,
      pool.filterWidth,
      pool.strideHeight,
      pool.strideWidth,
      pool.padInfo.top,
      pool.padInfo.left,
      pooled,
      found,
      outHeight,
      outWidth,
      inWidth * inChannels * FLOAT_BYTES,
      inChannels * FLOAT_BYTES,
    );
    const gradient = dy + image * cells * inChannels * FLOAT_BYTES;
    kernels.addMaxPoolGradient(gradient, found, cells, inChannels, dx + image * imageBytes);
  }
  engine.free(pooled);
  engine.free(found);
}
