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
  const { kernels } = engine;
  const pool = tf.backend_util.computePool2DInfo(
    asShape4(x.shape),
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const { inHeight, inWidth, inChannels, outHeight, outWidth } = pool;
  const cells = outHeight * outWidth;
  const output = engine.backend.makeOutput(x.shape, "float32");
  const pooled = engine.allocate(cells * inChannels * FLOAT_BYTES);
  const places = engine.allocate(cells * inChannels * FLOAT_BYTES);
  const imageBytes = inHeight * inWidth * inChannels * FLOAT_BYTES;
  const dx = engine.address(output);
  new Uint8Array(engine.bytes(), dx, pool.batchSize * imageBytes).fill(0);
  for (let image = 0; image < pool.batchSize; image++) {
    kernels.maxPool(
      engine.address(x) + image * imageBytes,
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
      places,
      outHeight,
      outWidth,
      inWidth * inChannels * FLOAT_BYTES,
      inChannels * FLOAT_BYTES,
    );
    const gradient = engine.address(dy) + image * cells * inChannels * FLOAT_BYTES;
    kernels.addMaxPoolGradient(gradient, places, cells, inChannels, dx + image * imageBytes);
  }
  engine.free(pooled);
  engine.free(places);
  return output;
}
