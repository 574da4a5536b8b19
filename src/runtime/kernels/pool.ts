import * as tf from "@tensorflow/tfjs";
import { shape4Of } from "./kernel.ts";
import type { ImageView, PoolWindow } from "./views.ts";

export type PoolInfo = tf.backend_util.Conv2DInfo;

/** The sizes of a pooling of images [batch, height, width, channels]. */
export function poolInfo(x: tf.TensorInfo, attributes: tf.MaxPoolAttrs): PoolInfo {
  const { filterSize, strides, pad, dimRoundingMode } = attributes;
  return tf.backend_util.computePool2DInfo(shape4Of(x), filterSize, strides, 1, pad, dimRoundingMode);
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
