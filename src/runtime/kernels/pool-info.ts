import * as tf from "@tensorflow/tfjs";
import { shape4Of } from "./kernel.ts";
import type { ImageView, PoolWindow } from "./views.ts";

export type PoolInfo = tf.backend_util.Conv2DInfo;

/** The sizes of a pooling of images [batch, height, width, channels]. */
export function poolInfo(x: tf.TensorInfo, attributes: tf.MaxPoolAttrs): PoolInfo {
  const { filterSize, strides, pad, dimRoundingMode } = attributes;
  return tf.backend_util.computePool2DInfo(shape4Of(x), filterSize, strides, 1, pad, dimRoundingMode);
}

/** Whether no window lies in the padding alone, where there is nothing to pool. */
export function isEveryWindowOnImage(pool: PoolInfo): boolean {
  const { top, bottom, left, right } = pool.padInfo;
  const { filterHeight, filterWidth, inHeight, inWidth, outHeight, outWidth, strideHeight, strideWidth } =
    pool;
  return (
    outHeight > 0 &&
    outWidth > 0 &&
    Math.max(top, bottom) < filterHeight &&
    Math.max(left, right) < filterWidth &&
    (outHeight - 1) * strideHeight - top < inHeight &&
    (outWidth - 1) * strideWidth - left < inWidth
  );
}

export function poolWindow(pool: PoolInfo): PoolWindow {
  return {
    height: pool.filterHeight,
    width: pool.filterWidth,
    strideHeight: pool.strideHeight,
    strideWidth: pool.strideWidth,
    top: pool.padInfo.top,
    left: pool.padInfo.left,
  };
}

/** The first image of a pooling's input. */
export function poolInput({ inHeight, inWidth, inChannels }: PoolInfo, address: number): ImageView {
  return { address, height: inHeight, width: inWidth, channels: inChannels };
}

/** The first image of a pooling's output. */
export function poolOutput({ outHeight, outWidth, inChannels }: PoolInfo, address: number): ImageView {
  return { address, height: outHeight, width: outWidth, channels: inChannels };
}
