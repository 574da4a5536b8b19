import { type Kernel, weightAt } from "./kernel.ts";
import { NO_PADDING, type Padding } from "./padding.ts";
import { contains, type Volume, valueAt } from "./volume.ts";

/** How a kernel slides over its input. Strides and dilations are the same along both axes. */
export interface ConvolutionOptions {
  readonly padding: Padding;
  readonly stride: number;
  readonly dilation: number;
}

export const PLAIN_SLIDING: ConvolutionOptions = { padding: NO_PADDING, stride: 1, dilation: 1 };

/** One product of a sum: what lies under one weight of the kernel. */
export interface Term {
  /** Place in the input; outside of it (negative, or beyond its end) in the padding. */
  readonly row: number;
  readonly column: number;
  readonly inputChannel: number;
  /** Place in the kernel. */
  readonly kernelRow: number;
  readonly kernelColumn: number;
  readonly input: number;
  readonly weight: number;
  readonly product: number;
  readonly padded: boolean;
}

/** The size of the output, [height, width]; a side of 0 where the kernel does not fit. */
export function outputShape(
  input: Pick<Volume, "height" | "width">,
  kernel: Pick<Kernel, "height" | "width">,
  { padding, stride, dilation }: ConvolutionOptions,
): readonly [height: number, width: number] {
  const places = (cells: number, weights: number) =>
    Math.max(0, Math.floor((cells - dilation * (weights - 1) - 1) / stride) + 1);
  return [
    places(input.height + padding.top + padding.bottom, kernel.height),
    places(input.width + padding.left + padding.right, kernel.width),
  ];
}

/**
 * The convolution of neural networks: at every place the sum of the products of what lies under the kernel,
 *   z[i, j, o] = Σ over u, v, c of x[i·stride + u·dilation − top, j·stride + v·dilation − left, c] · w[u, v, c, o].
 * The kernel is not reflected, so mathematicians call it cross-correlation.
 * Input [height, width, inputChannels], output [height, width, outputChannels].
 * Throws a RangeError when the channels of input and kernel differ.
 */
export function crossCorrelate(
  input: Volume,
  kernel: Kernel,
  sliding: ConvolutionOptions = PLAIN_SLIDING,
): Volume {
  requireSameChannels(input, kernel);
  const [height, width] = outputShape(input, kernel, sliding);
  const output = new Float64Array(height * width * kernel.outputChannels);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const start = (row * width + column) * kernel.outputChannels;
      addProducts(input, kernel, sliding, row, column, output.subarray(start, start + kernel.outputChannels));
    }
  }
  return { height, width, channels: kernel.outputChannels, values: output };
}

/** Adds up one place for all output channels. Plain indices, because figures convolve while a slider moves. */
function addProducts(
  input: Volume,
  kernel: Kernel,
  { padding, stride, dilation }: ConvolutionOptions,
  row: number,
  column: number,
  sums: Float64Array,
): void {
  for (let kernelRow = 0; kernelRow < kernel.height; kernelRow++) {
    const inputRow = row * stride + kernelRow * dilation - padding.top;
    if (inputRow < 0 || inputRow >= input.height) continue;
    for (let kernelColumn = 0; kernelColumn < kernel.width; kernelColumn++) {
      const inputColumn = column * stride + kernelColumn * dilation - padding.left;
      if (inputColumn < 0 || inputColumn >= input.width) continue;
      const from = (inputRow * input.width + inputColumn) * input.channels;
      const weightsFrom = (kernelRow * kernel.width + kernelColumn) * kernel.inputChannels;
      for (let channel = 0; channel < input.channels; channel++) {
        const value = input.values[from + channel] ?? 0;
        const weights = (weightsFrom + channel) * kernel.outputChannels;
        for (let output = 0; output < sums.length; output++) {
          sums[output] = (sums[output] ?? 0) + value * (kernel.values[weights + output] ?? 0);
        }
      }
    }
  }
}

/** Every product that is summed for one output, in the order of the kernel's rows, columns and channels. */
export function termsAt(
  input: Volume,
  kernel: Kernel,
  sliding: ConvolutionOptions,
  output: { readonly row: number; readonly column: number; readonly channel?: number },
): readonly Term[] {
  requireSameChannels(input, kernel);
  const terms: Term[] = [];
  for (let kernelRow = 0; kernelRow < kernel.height; kernelRow++) {
    for (let kernelColumn = 0; kernelColumn < kernel.width; kernelColumn++) {
      for (let inputChannel = 0; inputChannel < kernel.inputChannels; inputChannel++) {
        const row = output.row * sliding.stride + kernelRow * sliding.dilation - sliding.padding.top;
        const column =
          output.column * sliding.stride + kernelColumn * sliding.dilation - sliding.padding.left;
        const value = valueAt(input, row, column, inputChannel);
        const weight = weightAt(kernel, kernelRow, kernelColumn, inputChannel, output.channel ?? 0);
        terms.push({
          row,
          column,
          inputChannel,
          kernelRow,
          kernelColumn,
          input: value,
          weight,
          product: value * weight,
          padded: !contains(input, row, column),
        });
      }
    }
  }
  return terms;
}

function requireSameChannels(input: Volume, kernel: Kernel): void {
  if (input.channels !== kernel.inputChannels) {
    throw new RangeError(
      `The kernel expects ${kernel.inputChannels} input channels, but the input has ${input.channels}.`,
    );
  }
}
