import * as tf from "@tensorflow/tfjs";
import { type Engine, FLOAT_BYTES } from "./engine.ts";
import { type Pool, type PoolAttributes, poolOf, windowsOf } from "./pool.ts";

/**
 * The gradient of a max pooling: each output's goes to the place that it came from, the first of equals.
 * (The backend's own kernel is wrong wherever the largest value of a window is negative.)
 */
export function maxPoolGradient(
  engine: Engine,
  dy: tf.TensorInfo,
  x: tf.TensorInfo,
  attributes: PoolAttributes,
): tf.TensorInfo {
  const pool = poolOf(x, attributes);
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
function coversAll(pool: Pool): boolean {
  const { top, left } = pool.padInfo;
  return (
    pool.strideHeight === pool.filterHeight &&
    pool.strideWidth === pool.filterWidth &&
    pool.outHeight * pool.strideHeight - top >= pool.inHeight &&
    pool.outWidth * pool.strideWidth - left >= pool.inWidth
  );
}

function writeApart(engine: Engine, pool: Pool, { x, dy, dx }: Places): void {
  const { inHeight, inWidth, inChannels, outHeight, outWidth } = pool;
  const imageBytes = inHeight * inWidth * inChannels * FLOAT_BYTES;
  const gradientBytes = outHeight * outWidth * inChannels * FLOAT_BYTES;
  for (let image = 0; image < pool.batchSize; image++) {
    engine.kernels.maxPoolGradientApart(
      x + image * imageBytes,
      ...windowsOf(pool),
      dy + image * gradientBytes,
      dx + image * imageBytes,
      outHeight,
      outWidth,
    );
  }
}

/** A place may be the largest of several windows, and gets the sum of their gradients. */
function addOverlapping(engine: Engine, pool: Pool, { x, dy, dx }: Places): void {
  const { kernels } = engine;
  const { inHeight, inWidth, inChannels, outHeight, outWidth } = pool;
  const cells = outHeight * outWidth;
  const pooled = engine.allocate(cells * inChannels * FLOAT_BYTES);
  const found = engine.allocate(cells * inChannels * FLOAT_BYTES);
  const imageBytes = inHeight * inWidth * inChannels * FLOAT_BYTES;
  for (let image = 0; image < pool.batchSize; image++) {
    kernels.maxPool(
      x + image * imageBytes,
      ...windowsOf(pool),
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
