import type * as tf from "@tensorflow/tfjs";
import { attributesOf, inputOf, type Kernel } from "./kernel.ts";
import { withScratch } from "./memory.ts";
import { type PoolInfo, poolInfo, poolInput, poolOutput, poolWindow } from "./pool.ts";
import { imageAt, imageSize } from "./views.ts";

export const maxPool: Kernel = (engine, call) => {
  const x = inputOf(call, "x");
  const pool = poolInfo(x, attributesOf<tf.MaxPoolAttrs>(call));
  if (x.dtype !== "float32" || !supportsMaxPool(pool)) return undefined;
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

/** Whether windows are 2 × 2 without padding, and pixels whole vectors. For others, the stock kernel is as fast. */
function supportsMaxPool({ filterHeight, filterWidth, inChannels, padInfo }: PoolInfo): boolean {
  const { top, bottom, left, right } = padInfo;
  const isPadded = [top, bottom, left, right].some((padding) => padding !== 0);
  return filterHeight === 2 && filterWidth === 2 && inChannels % 4 === 0 && !isPadded;
}
