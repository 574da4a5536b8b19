import * as tf from "@tensorflow/tfjs";
import { asShape4 } from "./composed-filter-gradient.ts";
import { type Engine, FLOAT_BYTES } from "./engine.ts";
import type { PoolAttributes } from "./max-pool-grad.ts";

/**
 * A max pooling by windows of 2 × 2 of which none reaches beyond the image, where channels make whole vectors;
 * undefined for others, for which the backend's own kernel is no slower.
 */
export function maxPool(
  engine: Engine,
  x: tf.TensorInfo,
  { filterSize, strides, pad, dimRoundingMode }: PoolAttributes,
): tf.TensorInfo | undefined {
  const pool = tf.backend_util.computePool2DInfo(
    asShape4(x.shape),
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  if (x.dtype !== "float32" || !isPlain(pool)) return undefined;
  const { inHeight, inWidth, inChannels, outHeight, outWidth } = pool;
  const output = engine.backend.makeOutput([...pool.outShape], "float32");
  const valueBytes = inChannels * FLOAT_BYTES;
  const outputBytes = outHeight * outWidth * valueBytes;
  const places = engine.allocate(outputBytes);
  for (let image = 0; image < pool.batchSize; image++) {
    engine.kernels.maxPool(
      engine.address(x) + image * inHeight * inWidth * valueBytes,
      inHeight,
      inWidth,
      inChannels,
      2,
      2,
      pool.strideHeight,
      pool.strideWidth,
      0,
      0,
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

function isPlain(pool: tf.backend_util.Conv2DInfo): boolean {
  const { top, bottom, left, right } = pool.padInfo;
  return (
    pool.filterHeight === 2 &&
    pool.filterWidth === 2 &&
    pool.inChannels % 4 === 0 &&
    [top, bottom, left, right].every((padding) => padding === 0)
  );
}
