import type * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { type KernelCall, pairOf } from "../kernel.ts";
import { areFinite, every, isFloats } from "./inputs.ts";

/**
 * Whether XNNPACK, which the stock kernels call, computes the same output size as TensorFlow.js. If not, it writes
 * beyond the output: with "same" padding and a stride longer than the filter, it subtracts as unsigned integers, and it
 * knows no rounding of numeric padding. It multiplies the filter by the zeros of the padding, which the CPU backend
 * skips: for infinities and NaN that makes a difference.
 */
export function isConvolution({ inputs, attrs, backend }: KernelCall): boolean {
  const { x, filter } = inputs;
  const { pad, strides, dilations, dataFormat } = attrs as unknown as tf.Conv2DAttrs;
  if (x === undefined || filter === undefined || !every(inputs, isFloats) || dataFormat === "NCHW")
    return false;
  const [strideHeight, strideWidth] = pairOf(strides);
  const [dilationHeight, dilationWidth] = pairOf(dilations ?? 1);
  const [, inHeight = 0, inWidth = 0] = x.shape;
  const [filterHeight = 0, filterWidth = 0] = filter.shape;
  const height = (filterHeight - 1) * dilationHeight + 1;
  const width = (filterWidth - 1) * dilationWidth + 1;
  if (pad === "valid") return height <= inHeight && width <= inWidth;
  const isSameSize = pad === "same" && strideHeight <= height && strideWidth <= width;
  return isSameSize && areFinite(backend as BackendWasm, filter);
}

/** Not with numeric padding, where the gradient does not know how the size of the output was rounded. */
export function isConvolutionGradient({ inputs, attrs }: KernelCall): boolean {
  return every(inputs, isFloats) && attrs?.["dataFormat"] === "NHWC" && typeof attrs["pad"] === "string";
}

/** Not if dy has infinities or NaN, which would be multiplied by the zeros of the padding. */
export function isFilterGradient(call: KernelCall): boolean {
  const { inputs, attrs, backend } = call;
  const padsZeros = attrs?.["pad"] !== "valid";
  return isConvolutionGradient(call) && (!padsZeros || areFinite(backend as BackendWasm, inputs["dy"]));
}

/** A fused convolution also has to have a bias of one number per output channel. */
export function isFusedConvolution(call: KernelCall): boolean {
  return isConvolution(call) && hasBiasOf(call, call.inputs["filter"]?.shape[3] ?? 0);
}

export function isFusedDepthwiseConvolution(call: KernelCall): boolean {
  const [, , inputs = 0, multiplier = 0] = call.inputs["filter"]?.shape ?? [];
  return isConvolution(call) && hasBiasOf(call, inputs * multiplier);
}

/** Only products of two matrices that are not transposed: the stock kernel has a different loop for others. */
export function isFusedProduct(call: KernelCall): boolean {
  const { a, b } = call.inputs;
  const { transposeA, transposeB } = call.attrs as unknown as tf._FusedMatMulAttrs;
  if (transposeA || transposeB) return false;
  const columns = b?.shape[2] ?? 0;
  const isOne = a?.shape.length === 3 && b?.shape.length === 3 && a.shape[0] === 1 && b.shape[0] === 1;
  return isOne && every(call.inputs, isFloats) && hasBiasOf(call, columns);
}

/** Whether a bias, if there is one, has one number per output channel. */
function hasBiasOf({ inputs: { bias } }: KernelCall, channels: number): boolean {
  return bias == null || (bias.shape.length === 1 && bias.shape[0] === channels);
}
