import type * as tf from "@tensorflow/tfjs";
import { type Engine, FLOAT_BYTES } from "./engine.ts";
import { type Pool, type PoolAttributes, poolOf, windowsOf } from "./pool.ts";

/**
 * A max pooling by windows of 2 × 2 of which none reaches beyond the image, where channels make whole vectors;
 * undefined for others, for which the backend's own kernel is no slower.
 */
export function maxPool(
  engine: Engine,
  x: tf.TensorInfo,
  attributes: PoolAttributes,
): tf.TensorInfo | undefined {
  const pool = poolOf(x, attributes);
  if (x.dtype !== "float32" || !isPlain(pool)) return undefined;
  const { inHeight, inWidth, inChannels, outHeight, outWidth } = pool;
  const output = engine.backend.makeOutput([...pool.outShape], "float32");
  const valueBytes = inChannels * FLOAT_BYTES;
  const outputBytes = outHeight * outWidth * valueBytes;
  const places = engine.allocate(outputBytes);
  for (let image = 0; image < pool.batchSize; image++) {
    engine.kernels.maxPool(
      engine.address(x) + image * inHeight * inWidth * valueBytes,
      ...windowsOf(pool),
      engine.address(output) + image * outputBytes,
      places,
      outHeight,
      outWidth,
      0,
      0,
    );
  }
  engine.free(places);
  return output;
}

function isPlain(pool: Pool): boolean {
  const { top, bottom, left, right } = pool.padInfo;
  return (
    pool.filterHeight === 2 &&
    pool.filterWidth === 2 &&
    pool.inChannels % 4 === 0 &&
    [top, bottom, left, right].every((padding) => padding === 0)
  );
}
