import { type ConvolutionOptions, crossCorrelate } from "./cross-correlate.ts";
import type { Kernel } from "./kernel.ts";
import { mapValues, type Volume, valueAt, volumeFrom } from "./volume.ts";

/** The three stages of a convolutional layer, each [height, width, outputChannels]. */
export interface ConvolutionalLayer {
  /** The filters' sums, before the bias. */
  readonly convolved: Volume;
  /** With the bias of each channel. */
  readonly preActivation: Volume;
  /** After the activation function. */
  readonly output: Volume;
}

/** Applies convolution, one bias for each output channel (0 if not given) and an activation function. */
export function convolutionalLayer(
  input: Volume,
  filters: Kernel,
  biases: readonly number[],
  activation: (x: number) => number,
  options: ConvolutionOptions = {},
): ConvolutionalLayer {
  const convolved = crossCorrelate(input, filters, options);
  const preActivation = volumeFrom(
    convolved.height,
    convolved.width,
    convolved.channels,
    (row, column, channel) => valueAt(convolved, row, column, channel) + (biases[channel] ?? 0),
  );
  return { convolved, preActivation, output: mapValues(preActivation, activation) };
}
