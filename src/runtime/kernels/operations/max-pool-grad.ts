import * as tf from "@tensorflow/tfjs";
import type { Engine } from "../engine.ts";
import { attributesOf, inputOf, isGradientOf, type Kernel } from "../kernel.ts";
import { clearFloats, withScratch } from "../memory.ts";
import { type PoolInfo, poolInfo, poolInput, poolOutput, poolWindow } from "../pool-info.ts";
import { FLOAT_BYTES, type ImageView, imageAt, imageSize, type PoolWindow } from "../views.ts";

/**
 * The gradient of a max pooling: the gradient of each output goes to the first maximum of its window. (The stock kernel
 * is wrong wherever the maximum is negative.)
 */
export const maxPoolGrad: Kernel = (engine, call) => {
  const [dy, x] = [inputOf(call, "dy"), inputOf(call, "input")];
  const pool = poolInfo(x, attributesOf<tf.MaxPoolGradAttrs>(call));
  const isFloat = dy.dtype === "float32" && x.dtype === "float32";
  if (!isFloat || !isGradientOf(dy, pool.outShape)) return undefined;
  const output = engine.backend.makeOutput(x.shape, "float32");
  const gradients: Gradients = {
    images: poolInput(pool, engine.address(x)),
    outputGradients: poolOutput(pool, engine.address(dy)),
    inputGradients: poolInput(pool, engine.address(output)),
    window: poolWindow(pool),
    batchSize: pool.batchSize,
  };
  if (!isTiled(pool)) clearFloats(engine, engine.address(output), tf.util.sizeFromShape(x.shape));
  const overlap = pool.strideHeight < pool.filterHeight || pool.strideWidth < pool.filterWidth;
  if (overlap) addOverlapping(engine, gradients);
  else writeDisjoint(engine, gradients);
  return output;
};

interface Gradients {
  readonly images: ImageView;
  readonly outputGradients: ImageView;
  readonly inputGradients: ImageView;
  readonly window: PoolWindow;
  readonly batchSize: number;
}

/** Whether every pixel lies in exactly one window. */
function isTiled(pool: PoolInfo): boolean {
  const { top, left } = pool.padInfo;
  return (
    pool.strideHeight === pool.filterHeight &&
    pool.strideWidth === pool.filterWidth &&
    pool.outHeight * pool.strideHeight - top >= pool.inHeight &&
    pool.outWidth * pool.strideWidth - left >= pool.inWidth
  );
}

function writeDisjoint(engine: Engine, gradients: Gradients): void {
  const { images, outputGradients, inputGradients, window, batchSize } = gradients;
  for (let index = 0; index < batchSize; index++) {
    engine.kernels.maxPoolGradientDisjoint({
      input: imageAt(images, index),
      window,
      outputGradient: imageAt(outputGradients, index),
      inputGradient: imageAt(inputGradients, index).address,
    });
  }
}

/** A value may be the maximum of several windows, whose gradients then add up. */
function addOverlapping(engine: Engine, gradients: Gradients): void {
  const { images, outputGradients, inputGradients, window, batchSize } = gradients;
  const { kernels } = engine;
  const { channels } = images;
  const pooledSize = imageSize(outputGradients);
  const bytesPerColumn = channels * FLOAT_BYTES;
  const bytesPerRow = images.width * bytesPerColumn;
  withScratch(engine, (scratch) => {
    const output = { ...outputGradients, address: scratch.allocate(pooledSize) };
    const argmax = scratch.allocate(pooledSize);
    for (let index = 0; index < batchSize; index++) {
      kernels.maxPool({ input: imageAt(images, index), window, output, argmax, bytesPerRow, bytesPerColumn });
      kernels.addMaxPoolGradient(
        imageAt(outputGradients, index).address,
        argmax,
        pooledSize / channels,
        channels,
        imageAt(inputGradients, index).address,
      );
    }
  });
}
