import * as tf from "@tensorflow/tfjs";
import { ARRAY_CASES } from "./array-cases.ts";
import type { Cases } from "./draw.ts";
import { ELEMENTWISE_CASES } from "./elementwise-cases.ts";
import { IMAGE_CASES } from "./image-cases.ts";
import { REDUCTION_CASES } from "./reduction-cases.ts";
import { TEXT_CASES } from "./text-cases.ts";

/** An example for each kernel that operations call. */
export const CASES: Cases = {
  ...ARRAY_CASES,
  ...ELEMENTWISE_CASES,
  ...IMAGE_CASES,
  ...REDUCTION_CASES,
  ...TEXT_CASES,
};

/** The kernels that only gradients call, by the kernel whose gradient calls them. */
export const GRADIENT_KERNELS: Readonly<Record<string, readonly string[]>> = {
  [tf.AvgPool]: [tf.AvgPoolGrad],
  [tf.AvgPool3D]: [tf.AvgPool3DGrad],
  [tf.Conv2D]: [tf.Conv2DBackpropFilter, tf.Conv2DBackpropInput],
  [tf.Conv3D]: [tf.Conv3DBackpropFilterV2, tf.Conv3DBackpropInputV2],
  [tf.DepthwiseConv2dNative]: [tf.DepthwiseConv2dNativeBackpropFilter, tf.DepthwiseConv2dNativeBackpropInput],
  [tf.Dilation2D]: [tf.Dilation2DBackpropFilter, tf.Dilation2DBackpropInput],
  [tf.LRN]: [tf.LRNGrad],
  [tf.MaxPool]: [tf.MaxPoolGrad],
  [tf.MaxPool3D]: [tf.MaxPool3DGrad],
  [tf.ResizeBilinear]: [tf.ResizeBilinearGrad],
  [tf.ResizeNearestNeighbor]: [tf.ResizeNearestNeighborGrad],
};
