import type * as tf from "@tensorflow/tfjs";
import { attributesOf, inputOf, type Kernel } from "../kernel.ts";
import { isEveryWindowOnImage, poolInfo, poolInput, poolOutput, poolWindow } from "../pool-info.ts";
import { imageAt } from "../views.ts";

/** The stock kernel returns −∞ for a window with NaN, and writes out of bounds in the cases that `Conv2D` does. */
export const avgPool: Kernel = (engine, call) => {
  const x = inputOf(call, "x");
  if (x.dtype !== "float32") return undefined;
  const pool = poolInfo(x, attributesOf<tf.AvgPoolAttrs>(call));
  if (!isEveryWindowOnImage(pool)) return undefined;
  const output = engine.backend.makeOutput([...pool.outShape], "float32");
  const [inputs, outputs] = [poolInput(pool, engine.address(x)), poolOutput(pool, engine.address(output))];
  const window = poolWindow(pool);
  for (let index = 0; index < pool.batchSize; index++) {
    engine.kernels.averagePool({ input: imageAt(inputs, index), window, output: imageAt(outputs, index) });
  }
  return output;
};
