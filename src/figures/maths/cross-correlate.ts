import { type Kernel, weightAt } from "./kernel.ts";
import { effectiveKernelSize, outputCount } from "./output-size.ts";
import { NO_PADDING, type Padding } from "./padding.ts";
import { contains, type Position, type Volume, valueAt } from "./volume.ts";

/** How a kernel slides over its input. By default there is no padding, and stride and dilation are 1. */
export interface ConvolutionOptions {
  readonly padding?: Padding;
  /** The same along both axes; so is the dilation. */
  readonly stride?: number;
  readonly dilation?: number;
}

/** One product of a weighted sum: a weight of the kernel and the input under it. */
export interface Term {
  /** Position in the input; outside of it for a term in the padding. */
  readonly row: number;
  readonly column: number;
  readonly inputChannel: number;
  /** Position in the kernel. */
  readonly kernelRow: number;
  readonly kernelColumn: number;
  readonly input: number;
  readonly weight: number;
  readonly product: number;
  readonly padded: boolean;
}

/** The size of the output, [height, width]; 0 along an axis on which the kernel does not fit. */
export function outputShape(
  input: Pick<Volume, "height" | "width">,
  kernel: Pick<Kernel, "height" | "width">,
  options: ConvolutionOptions = {},
): readonly [height: number, width: number] {
  const { padding, stride, dilation } = withDefaults(options);
  const count = (padded: number, weights: number) =>
    Math.max(0, outputCount(padded, effectiveKernelSize(weights, dilation), stride));
  return [
    count(input.height + padding.top + padding.bottom, kernel.height),
    count(input.width + padding.left + padding.right, kernel.width),
  ];
}

/**
 * The convolution of neural networks: each output is the sum of the products of the weights and the input under them,
 *   z[i, j, o] = Σ over u, v, c of x[i·stride + u·dilation − top, j·stride + v·dilation − left, c] · w[u, v, c, o].
 * The kernel is not flipped, so mathematically this is a cross-correlation.
 * Input [height, width, inputChannels], output [height, width, outputChannels].
 * Throws a RangeError if the input's channels do not match the kernel's.
 */
export function crossCorrelate(input: Volume, kernel: Kernel, options: ConvolutionOptions = {}): Volume {
  requireSameChannels(input, kernel);
  const sliding = withDefaults(options);
  const [height, width] = outputShape(input, kernel, sliding);
  const values = new Float64Array(height * width * kernel.outputChannels);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const start = (row * width + column) * kernel.outputChannels;
      addProducts(input, kernel, sliding, row, column, values.subarray(start, start + kernel.outputChannels));
    }
  }
  return { height, width, channels: kernel.outputChannels, values };
}

/** Accumulates all output channels of one position. Plain indices, because figures convolve while a slider moves. */
function addProducts(
  input: Volume,
  kernel: Kernel,
  { padding, stride, dilation }: Required<ConvolutionOptions>,
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
      const inputStart = (inputRow * input.width + inputColumn) * input.channels;
      const weightsStart = (kernelRow * kernel.width + kernelColumn) * kernel.inputChannels;
      for (let channel = 0; channel < input.channels; channel++) {
        const value = input.values[inputStart + channel] ?? 0;
        const weights = (weightsStart + channel) * kernel.outputChannels;
        for (let output = 0; output < sums.length; output++) {
          sums[output] = (sums[output] ?? 0) + value * (kernel.values[weights + output] ?? 0);
        }
      }
    }
  }
}

/**
 * The terms of one output's sum, in the order of the kernel's rows, columns and input channels; the output's channel
 * is 0 by default. Throws a RangeError if the input's channels do not match the kernel's.
 */
export function termsAt(
  input: Volume,
  kernel: Kernel,
  options: ConvolutionOptions,
  output: Position & { readonly channel?: number },
): readonly Term[] {
  requireSameChannels(input, kernel);
  const { padding, stride, dilation } = withDefaults(options);
  return weightPositions(kernel).map(({ kernelRow, kernelColumn, inputChannel }) => {
    const row = output.row * stride + kernelRow * dilation - padding.top;
    const column = output.column * stride + kernelColumn * dilation - padding.left;
    const value = valueAt(input, row, column, inputChannel);
    const weight = weightAt(kernel, kernelRow, kernelColumn, inputChannel, output.channel);
    return {
      row,
      column,
      inputChannel,
      kernelRow,
      kernelColumn,
      input: value,
      weight,
      product: value * weight,
      padded: !contains(input, row, column),
    };
  });
}

function weightPositions(
  kernel: Kernel,
): readonly Pick<Term, "kernelRow" | "kernelColumn" | "inputChannel">[] {
  const { height, width, inputChannels } = kernel;
  return Array.from({ length: height * width * inputChannels }, (_, index) => ({
    kernelRow: Math.floor(index / (width * inputChannels)),
    kernelColumn: Math.floor(index / inputChannels) % width,
    inputChannel: index % inputChannels,
  }));
}

function withDefaults(options: ConvolutionOptions): Required<ConvolutionOptions> {
  return { padding: NO_PADDING, stride: 1, dilation: 1, ...options };
}

function requireSameChannels(input: Volume, kernel: Kernel): void {
  if (input.channels !== kernel.inputChannels) {
    throw new RangeError(
      `The kernel expects ${kernel.inputChannels} input channels, but the input has ${input.channels}.`,
    );
  }
}
