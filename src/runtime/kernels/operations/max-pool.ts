import type * as tf from "@tensorflow/tfjs";
import { attributesOf, inputOf, type Kernel } from "../kernel.ts";
import { withScratch } from "../memory.ts";
import { isEveryWindowOnImage, poolInfo, poolInput, poolOutput, poolWindow } from "../pool-info.ts";
import { imageAt, imageSize } from "../views.ts";

export const maxPool: Kernel = (engine, call) => {
  const x = inputOf(call, "x");
  if (x.dtype !== "float32") return undefined;
  const pool = poolInfo(x, attributesOf<tf.MaxPoolAttrs>(call));
  if (!isEveryWindowOnImage(pool)) return undefined;
  const output = engine.backend.makeOutput([...pool.outShape], "float32");
  const [inputs, outputs] = [poolInput(pool, engine.address(x)), poolOutput(pool, engine.address(output))];
  const window = poolWindow(pool);
  withScratch(engine, (scratch) => {
    const argmax = scratch.allocate(imageSize(outputs));
    for (let index = 0; index < pool.batchSize; index++) {
      engine.kernels.maxPool({
        input: imageAt(inputs, index),
        window,
        output: imageAt(outputs, index),
        argmax,
        bytesPerRow: 0,
        bytesPerColumn: 0,
      });
    }
  });
  return output;
};
