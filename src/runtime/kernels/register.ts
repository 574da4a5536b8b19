import * as tf from "@tensorflow/tfjs";
import { conv2dBackpropFilterConfig } from "./conv2d-backprop-filter.ts";
import { registerCpuKernel } from "./cpu-kernel.ts";

/** What training needs, the WASM backend lacks, and few models use: separable convolutions, embeddings, einsum. */
const LENT_BY_CPU = [
  tf.DepthwiseConv2dNativeBackpropFilter,
  tf.DepthwiseConv2dNativeBackpropInput,
  tf.UnsortedSegmentSum,
  tf.Einsum,
];

/** Registers every kernel that training needs and the WASM backend of TensorFlow.js 4.22 does not have; once. */
export function registerTrainingKernels(): void {
  if (tf.getKernel(tf.Conv2DBackpropFilter, "wasm") !== undefined) return;
  tf.registerKernel(conv2dBackpropFilterConfig);
  for (const name of LENT_BY_CPU) registerCpuKernel(name);
}
