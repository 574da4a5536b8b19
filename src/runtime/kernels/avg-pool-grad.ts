import type * as tf from "@tensorflow/tfjs";
import { type Engine, FLOAT_BYTES } from "./engine.ts";
import { type PoolAttributes, poolOf, windowsOf } from "./pool.ts";

/** The gradient of an average pooling: see `assembly/pooling.ts`. */
export function averagePoolGradient(
  engine: Engine,
  dy: tf.TensorInfo,
  x: tf.TensorInfo,
  { filterSize, strides, pad }: PoolAttributes,
): tf.TensorInfo | undefined {
  if (dy.dtype !== "float32" || x.dtype !== "float32") return undefined;
  // Without the rounding that the pooling itself may have: so does TensorFlow.js.
  const pool = poolOf(x, { filterSize, strides, pad });
  const { inHeight, inWidth, inChannels, outHeight, outWidth } = pool;
  const output = engine.backend.makeOutput([...x.shape], "float32");
  const dx = engine.address(output);
  const imageBytes = inHeight * inWidth * inChannels * FLOAT_BYTES;
  const gradientBytes = outHeight * outWidth * inChannels * FLOAT_BYTES;
  new Uint8Array(engine.bytes(), dx, pool.batchSize * imageBytes).fill(0);
  for (let image = 0; image < pool.batchSize; image++) {
    engine.kernels.addAveragePoolGradient(
      engine.address(dy) + image * gradientBytes,
      ...windowsOf(pool),
      dx + image * imageBytes,
      outHeight,
      outWidth,
    );
  }
  return output;
}
