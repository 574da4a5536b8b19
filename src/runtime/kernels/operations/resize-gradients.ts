import * as tf from "@tensorflow/tfjs";
import { attributesOf, inputOf, type KernelCall, shape4Of } from "../kernel.ts";
import type { CpuBackend } from "../stock/cpu-kernel.ts";

/** One axis of an image that is resized. */
interface Axis {
  readonly inputs: number;
  readonly outputs: number;
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

/** An input pixel along an axis, and its weight in an output pixel. */
interface Share {
  readonly index: number;
  readonly weight: number;
}

/** The input pixels from which an output pixel is computed. */
type Interpolation = (axis: Axis, output: number) => readonly Share[];

const nearest: Interpolation = (axis, output) => {
  const source = scaleOf(axis) * (axis.halfPixelCenters ? output + 0.5 : output);
  const index = axis.alignCorners ? Math.round(source) : Math.floor(source);
  return [{ index: Math.min(index, axis.inputs - 1), weight: 1 }];
};

const linear: Interpolation = (axis, output) => {
  const scale = scaleOf(axis);
  const source = axis.halfPixelCenters ? scale * (output + 0.5) - 0.5 : scale * output;
  const lower = Math.floor(source);
  const shares = [
    { index: Math.max(lower, 0), weight: 1 - (source - lower) },
    { index: Math.min(lower + 1, axis.inputs - 1), weight: source - lower },
  ];
  return shares.filter(({ weight }) => weight !== 0);
};

function scaleOf({ inputs, outputs, alignCorners }: Axis): number {
  return alignCorners && outputs > 1 ? (inputs - 1) / (outputs - 1) : inputs / outputs;
}

/**
 * Replaces the CPU backend's gradients of `resizeNearestNeighbor` and `resizeBilinear`. They ignore
 * `halfPixelCenters`; the first one is also wrong for all images of a batch but the first, and does not end with
 * `alignCorners` and one pixel, and the second one exchanges height and width.
 */
export function registerResizeGradients(): void {
  register(tf.ResizeNearestNeighborGrad, nearest);
  register(tf.ResizeBilinearGrad, linear);
}

function register(kernelName: string, interpolation: Interpolation): void {
  tf.unregisterKernel(kernelName, "cpu");
  tf.registerKernel({
    kernelName,
    backendName: "cpu",
    kernelFunc: (call) => resizeGradient(call, interpolation),
  });
}

/** Adds the gradient of each output pixel, by its weight, to that of each input pixel: dx[i] = Σ_o w[o, i] · dy[o]. */
function resizeGradient(call: KernelCall, interpolation: Interpolation): tf.TensorInfo {
  const [images, dy] = [inputOf(call, "images"), inputOf(call, "dy")];
  const { alignCorners, halfPixelCenters } = attributesOf<tf.ResizeBilinearAttrs>(call);
  const [batch, inHeight, inWidth, channels] = shape4Of(images);
  const [, outHeight, outWidth] = shape4Of(dy);
  const sharesOf = (inputs: number, outputs: number): (readonly Share[])[] =>
    Array.from({ length: outputs }, (_, output) =>
      interpolation({ inputs, outputs, alignCorners, halfPixelCenters }, output),
    );
  const [rows, columns] = [sharesOf(inHeight, outHeight), sharesOf(inWidth, outWidth)];
  const backend = call.backend as CpuBackend;
  const gradient = { from: backend.readSync(dy.dataId) as Float32Array, channels };
  const dx = new Float32Array(tf.util.sizeFromShape(images.shape));
  for (let image = 0; image < batch; image++)
    for (const [y, row] of rows.entries())
      for (const [x, column] of columns.entries()) {
        const offset = ((image * outHeight + y) * outWidth + x) * channels;
        for (const { index: i, weight: ofRow } of row)
          for (const { index: j, weight: ofColumn } of column)
            addPixel(dx, ((image * inHeight + i) * inWidth + j) * channels, {
              ...gradient,
              offset,
              weight: ofRow * ofColumn,
            });
      }
  return backend.makeTensorInfo([...images.shape], "float32", dx);
}

interface WeightedPixel {
  readonly from: Float32Array;
  readonly offset: number;
  readonly channels: number;
  readonly weight: number;
}

function addPixel(to: Float32Array, offset: number, pixel: WeightedPixel): void {
  const { from, channels, weight } = pixel;
  for (let channel = 0; channel < channels; channel++)
    to[offset + channel] = (to[offset + channel] ?? 0) + weight * (from[pixel.offset + channel] ?? 0);
}
