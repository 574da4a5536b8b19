import type * as tf from "@tensorflow/tfjs";
import { attributesOf, inputOf, isGradientOf, type Kernel } from "../kernel.ts";
import { poolInfo, poolInput, poolOutput, poolWindow } from "../pool-info.ts";
import { imageAt } from "../views.ts";

/** The gradient of an average pooling. The stock kernel is correct but slow. */
export const avgPoolGrad: Kernel = (engine, call) => {
  const [dy, x] = [inputOf(call, "dy"), inputOf(call, "input")];
  if (dy.dtype !== "float32" || x.dtype !== "float32") return undefined;
  // Without the dimRoundingMode that the pooling itself may have, as in TensorFlow.js.
  const { filterSize, strides, pad } = attributesOf<tf.AvgPoolGradAttrs>(call);
  const pool = poolInfo(x, { filterSize, strides, pad });
  if (!isGradientOf(dy, pool.outShape)) return undefined;
  const output = engine.backend.makeOutput([...x.shape], "float32");
  const outputGradients = poolOutput(pool, engine.address(dy));
  const inputGradients = poolInput(pool, engine.address(output));
  const window = poolWindow(pool);
  for (let index = 0; index < pool.batchSize; index++) {
    engine.kernels.averagePoolGradient({
      outputGradient: imageAt(outputGradients, index),
      window,
      inputGradient: imageAt(inputGradients, index),
    });
  }
  return output;
};
