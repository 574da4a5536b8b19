import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { attributesOf, inputOf, type KernelCall, shape4Of } from "../kernel.ts";

/**
 * The gradient of a 2-D convolution with respect to its filter, which the WASM backend lacks:
 *
 *     dw[u, v, c, k] = Σ_{n, i, j} x[n, i·s + u − p, j·s + v − p, c] · dy[n, i, j, k]
 *
 * With x as [c, h, w, n] and dy as a filter [i, j, n, k], this sum is itself a convolution of x with dy, dilated by s. It
 * is composed of four of the backend's kernels. (TensorFlow.js rejects dilated convolutions before calling this kernel.)
 *
 * Used only if the project's own kernels cannot start.
 */
export function composedFilterGradient(call: KernelCall): tf.TensorInfo {
  const attributes = attributesOf<tf.Conv2DBackpropFilterAttrs>(call);
  const [x, dy] = [inputOf(call, "x"), inputOf(call, "dy")];
  const conv = convolutionInfo(x, attributes);
  const backend = call.backend as BackendWasm;
  const run = kernelRunner(backend);
  const { cropped, padded } = coveredByWindows(x, conv, run);
  const image = run(tf.Transpose, { x: padded }, { perm: [3, 1, 2, 0] });
  const filter = run(tf.Transpose, { x: dy }, { perm: [1, 2, 0, 3] });
  const product = run(
    tf.Conv2D,
    { x: image, filter },
    {
      strides: 1,
      pad: "valid",
      dilations: [conv.strideHeight, conv.strideWidth],
      dataFormat: "NHWC",
    },
  );
  const gradient = run(tf.Transpose, { x: product }, { perm: [1, 2, 0, 3] });
  for (const { dataId } of [cropped, padded, image, filter, product]) backend.disposeData(dataId);
  return gradient;
}

/** The image cropped and padded to what the windows cover, and the intermediate result. */
function coveredByWindows(
  x: tf.TensorInfo,
  conv: tf.backend_util.Conv2DInfo,
  run: ReturnType<typeof kernelRunner>,
): { readonly cropped: tf.TensorInfo; readonly padded: tf.TensorInfo } {
  const [rows, columns] = cropsOf(conv);
  const size = [conv.batchSize, rows.size, columns.size, conv.inChannels];
  const cropped = run(tf.Slice, { x }, { begin: [0, 0, 0, 0], size });
  const paddings = [
    [0, 0],
    [rows.before, rows.after],
    [columns.before, columns.after],
    [0, 0],
  ];
  return { cropped, padded: run(tf.PadV2, { x: cropped }, { paddings, constantValue: 0 }) };
}

function convolutionInfo(
  x: tf.TensorInfo,
  { strides, pad, filterShape, dimRoundingMode, dataFormat }: tf.Conv2DBackpropFilterAttrs,
): tf.backend_util.Conv2DInfo {
  if (dataFormat !== "NHWC") {
    throw new Error(
      `The WASM backend convolves only channels-last ("NHWC") tensors, but got "${dataFormat}".`,
    );
  }
  return tf.backend_util.computeConv2DInfo(shape4Of(x), filterShape, strides, 1, pad, dimRoundingMode);
}

/** How an axis is cropped to `size`, then padded with zeros, so that it has exactly what the windows cover. */
interface Crop {
  readonly size: number;
  readonly before: number;
  readonly after: number;
}

function cropsOf(conv: tf.backend_util.Conv2DInfo): [rows: Crop, columns: Crop] {
  const covered = (outputs: number, stride: number, filter: number): number =>
    (outputs - 1) * stride + filter;
  const height = covered(conv.outHeight, conv.strideHeight, conv.filterHeight);
  const width = covered(conv.outWidth, conv.strideWidth, conv.filterWidth);
  return [cropOf(conv.inHeight, conv.padInfo.top, height), cropOf(conv.inWidth, conv.padInfo.left, width)];
}

function cropOf(length: number, padding: number, covered: number): Crop {
  const size = Math.min(length, covered - padding);
  return { size, before: padding, after: covered - padding - size };
}

/** Runs the backend's own kernels without registering their tensors. */
function kernelRunner(backend: BackendWasm) {
  return (name: string, inputs: Record<string, tf.TensorInfo>, attrs: object): tf.TensorInfo => {
    const output = tf.getKernel(name, "wasm").kernelFunc({ inputs, backend, attrs: { ...attrs } });
    if (Array.isArray(output)) throw new Error(`${name} was expected to have one output.`);
    return output;
  };
}
