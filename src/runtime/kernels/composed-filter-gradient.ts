import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

/**
 * The gradient of a 2-D convolution with respect to its filter, which the WASM backend lacks:
 *
 *     dw[u, v, c, k] = Σ_{n, i, j} x[n, i·s + u − p, j·s + v − p, c] · dy[n, i, j, k]
 *
 * Read x as [c, h, w, n] and dy as a filter of [i, j, n, k], and the sum is itself a convolution of x with dy,
 * dilated by s: four kernels that the backend has, whatever the stride and padding. (Dilated convolutions have no
 * gradient in TensorFlow.js: it says so before this kernel is reached.)
 *
 * It serves where the project's own kernels cannot start.
 */
export function composedFilterGradient(
  x: tf.TensorInfo,
  dy: tf.TensorInfo,
  attributes: Conv2DBackpropFilterAttributes,
  wasm: BackendWasm,
): tf.TensorInfo {
  const { strides, pad, filterShape, dimRoundingMode, dataFormat } = attributes;
  const format = tf.backend_util.convertConv2DDataFormat(dataFormat);
  if (format !== "channelsLast") {
    throw new Error(
      `The WASM backend convolves only channels-last ("NHWC") tensors, but got "${dataFormat}".`,
    );
  }
  const conv = tf.backend_util.computeConv2DInfo(
    asShape4(x.shape),
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
    false,
    format,
  );
  const rows = window(
    conv.inHeight,
    conv.padInfo.top,
    (conv.outHeight - 1) * conv.strideHeight + conv.filterHeight,
  );
  const columns = window(
    conv.inWidth,
    conv.padInfo.left,
    (conv.outWidth - 1) * conv.strideWidth + conv.filterWidth,
  );

  const run = kernelRunner(wasm);
  const cropped = run(
    tf.Slice,
    { x },
    {
      begin: [0, 0, 0, 0],
      size: [conv.batchSize, rows.kept, columns.kept, conv.inChannels],
    },
  );
  const padded = run(
    tf.PadV2,
    { x: cropped },
    {
      paddings: [
        [0, 0],
        [rows.before, rows.after],
        [columns.before, columns.after],
        [0, 0],
      ],
      constantValue: 0,
    },
  );
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
  for (const info of [cropped, padded, image, filter, product]) wasm.disposeData(info.dataId);
  return gradient;
}

type Shape4 = [number, number, number, number];
export interface Conv2DBackpropFilterAttributes {
  readonly strides: number | [number, number];
  readonly pad: "valid" | "same" | number | tf.backend_util.ExplicitPadding;
  readonly dataFormat: "NHWC" | "NCHW";
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
  readonly filterShape: Shape4;
}

/** How to make `size` rows that begin at row −`padding`: keep some, and add zeros before and after. */
function window(
  rows: number,
  padding: number,
  size: number,
): { kept: number; before: number; after: number } {
  const kept = Math.min(rows, size - padding);
  return { kept, before: padding, after: size - padding - kept };
}

export function asShape4(shape: readonly number[]): Shape4 {
  const [a, b, c, d] = shape;
  if (shape.length !== 4 || a === undefined || b === undefined || c === undefined || d === undefined) {
    throw new Error(`Expected a tensor of rank 4, but got the shape [${shape}].`);
  }
  return [a, b, c, d];
}

/** Runs one of the backend's own kernels, outside the engine's bookkeeping. */
function kernelRunner(backend: BackendWasm) {
  return (name: string, inputs: Record<string, tf.TensorInfo>, attrs: object): tf.TensorInfo => {
    const output = tf.getKernel(name, "wasm").kernelFunc({ inputs, backend, attrs: { ...attrs } });
    if (Array.isArray(output)) throw new Error(`${name} was expected to have one output.`);
    return output;
  };
}
