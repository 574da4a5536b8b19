import { type Kernel, weightAt } from "./kernel.ts";
import { NO_PADDING, type Padding } from "./padding.ts";
import { contains, type Volume, valueAt, volumeFrom } from "./volume.ts";

/** How a kernel slides over its input. Strides and dilations are the same along both axes. */
export interface Sliding {
  readonly padding: Padding;
  readonly stride: number;
  readonly dilation: number;
}

export const PLAIN_SLIDING: Sliding = { padding: NO_PADDING, stride: 1, dilation: 1 };

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
  { padding, stride, dilation }: Sliding,
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
export function crossCorrelate(input: Volume, kernel: Kernel, sliding: Sliding = PLAIN_SLIDING): Volume {
  requireSameChannels(input, kernel);
  const [height, width] = outputShape(input, kernel, sliding);
  return volumeFrom(height, width, kernel.outputChannels, (row, column, outputChannel) => {
    let sum = 0;
    for (let kernelRow = 0; kernelRow < kernel.height; kernelRow++) {
      const inputRow = row * sliding.stride + kernelRow * sliding.dilation - sliding.padding.top;
      for (let kernelColumn = 0; kernelColumn < kernel.width; kernelColumn++) {
        const inputColumn = column * sliding.stride + kernelColumn * sliding.dilation - sliding.padding.left;
        if (!contains(input, inputRow, inputColumn)) continue;
        for (let inputChannel = 0; inputChannel < kernel.inputChannels; inputChannel++) {
          sum +=
            valueAt(input, inputRow, inputColumn, inputChannel) *
            weightAt(kernel, kernelRow, kernelColumn, inputChannel, outputChannel);
        }
      }
    }
    return sum;
  });
}

/** Every product that is summed for one output, in the order of the kernel's rows, columns and channels. */
export function termsAt(
  input: Volume,
  kernel: Kernel,
  sliding: Sliding,
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
