import * as tf from "@tensorflow/tfjs";
import { asShape4 } from "./composed-filter-gradient.ts";
import { type Engine, FLOAT_BYTES } from "./engine.ts";
import type { PoolAttributes } from "./max-pool-grad.ts";

/** The gradient of an average pooling: see `assembly/pooling.ts`. */
export function averagePoolGradient(
  engine: Engine,
  dy: tf.TensorInfo,
  x: tf.TensorInfo,
  { filterSize, strides, pad }: PoolAttributes,
): tf.TensorInfo | undefined {
  if (dy.dtype !== "float32" || x.dtype !== "float32") return undefined;
  // Without the rounding that the pooling itself may have: so does TensorFlow.js.
  const pool = tf.backend_util.computePool2DInfo(asShape4(x.shape), filterSize, strides, 1, pad);
  const { inHeight, inWidth, inChannels, outHeight, outWidth } = pool;
  const output = engine.backend.makeOutput([...x.shape], "float32");
  const dx = engine.address(output);
  const imageBytes = inHeight * inWidth * inChannels * FLOAT_BYTES;
  const gradientBytes = outHeight * outWidth * inChannels * FLOAT_BYTES;
  new Uint8Array(engine.bytes(), dx, pool.batchSize * imageBytes).fill(0);
  for (let image = 0; image < pool.batchSize; image++) {
    engine.kernels.addAveragePoolGradient(
      engine.address(dy) + image * gradientBytes,
      inHeight,
      inWidth,
      inChannels,
      pool.filterHeight,
      pool.filterWidth,
      pool.strideHeight,
      pool.strideWidth,
      pool.padInfo.top,
      pool.padInfo.left,
      dx + image * imageBytes,
      outHeight,
      outWidth,
    );
  }
  return output;
}
