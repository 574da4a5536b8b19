import { type ConvolutionOptions, crossCorrelate, PLAIN_SLIDING } from "./cross-correlate.ts";
import type { Kernel } from "./kernel.ts";
import { mapValues, type Volume, valueAt, volumeFrom } from "./volume.ts";

/** A convolutional layer, taken apart; all three are [height, width, outputChannels]. */
export interface ConvolutionalLayer {
  /** What the filters alone give. */
  readonly sums: Volume;
  /** With each map's bias added. */
  readonly biased: Volume;
  /** After the activation: what the layer gives. */
  readonly output: Volume;
}

/** Convolution, one bias for each output channel (0 where none is given), activation. */
export function convolutionalLayer(
  input: Volume,
  filters: Kernel,
  biases: readonly number[],
  activation: (x: number) => number,
  sliding: ConvolutionOptions = PLAIN_SLIDING,
): ConvolutionalLayer {
  const sums = crossCorrelate(input, filters, sliding);
  const biased = volumeFrom(
    sums.height,
    sums.width,
    sums.channels,
    (row, column, channel) => valueAt(sums, row, column, channel) + (biases[channel] ?? 0),
  );
  return { sums, biased, output: mapValues(biased, activation) };
}
