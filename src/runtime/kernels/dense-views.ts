// A dense layer is a convolution with a filter of one row, in which the samples are the positions of one image row.
import { type FilterView, FLOAT_BYTES, type ImageView, type WindowsView } from "./views.ts";

/** The samples [samples, size] as windows. */
export function sampleWindows(address: number, size: number): WindowsView {
  return { address, rowStride: 0, strideY: 0, strideX: size * FLOAT_BYTES };
}

/** The weights [inputs, width] as a filter. */
export function denseWeights(address: number, inputs: number, width: number): FilterView {
  return { address, rows: 1, rowLength: inputs, width };
}

/** The outputs [samples, outputs] as an image of one row. */
export function imageRow(address: number, samples: number, outputs: number): ImageView {
  return { address, height: 1, width: samples, channels: outputs };
}
