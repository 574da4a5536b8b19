import * as tf from "@tensorflow/tfjs";
import { asShape4 } from "./composed-filter-gradient.ts";

export interface PoolAttributes {
  readonly filterSize: number | [number, number];
  readonly strides: number | [number, number];
  readonly pad: "valid" | "same" | number | tf.backend_util.ExplicitPadding;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

export type Pool = tf.backend_util.Conv2DInfo;

/** The sizes of a pooling of images [batch, height, width, channels]. */
export function poolOf(
  { shape }: tf.TensorInfo,
  { filterSize, strides, pad, dimRoundingMode }: PoolAttributes,
): Pool {
  return tf.backend_util.computePool2DInfo(asShape4(shape), filterSize, strides, 1, pad, dimRoundingMode);
}

/** One image and the windows that go over it, as each kernel of `assembly/pooling.ts` is told them behind the image. */
export function windowsOf(pool: Pool) {
  return [
    pool.inHeight,
    pool.inWidth,
    pool.inChannels,
    pool.filterHeight,
    pool.filterWidth,
    pool.strideHeight,
    pool.strideWidth,
    pool.padInfo.top,
    pool.padInfo.left,
  ] as const;
}
