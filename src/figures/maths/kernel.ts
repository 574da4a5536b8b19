/**
 * The weights of a convolution: one filter of height × width × inputChannels for each output channel.
 * Stored as in TensorFlow.js: [height, width, inputChannels, outputChannels], the last axis changing fastest.
 */
export interface Kernel {
  readonly height: number;
  readonly width: number;
  readonly inputChannels: number;
  readonly outputChannels: number;
  readonly values: Float64Array;
}

/** A kernel with the given weights. Throws a RangeError if their number does not match the shape. */
export function kernel(
  shape: readonly [height: number, width: number, inputChannels: number, outputChannels: number],
  values: ArrayLike<number>,
): Kernel {
  const [height, width, inputChannels, outputChannels] = shape;
  const needed = height * width * inputChannels * outputChannels;
  if (values.length !== needed) {
    throw new RangeError(
      `A kernel of ${shape.join(" × ")} needs ${needed} weights, but ${values.length} were given.`,
    );
  }
  return { height, width, inputChannels, outputChannels, values: Float64Array.from(values) };
}

/** A square kernel with one input and one output channel, given row by row. Throws a RangeError if it is not square. */
export function squareKernel(values: ArrayLike<number>): Kernel {
  const side = Math.round(Math.sqrt(values.length));
  return kernel([side, side, 1, 1], values);
}

/** One weight. All indices must lie within the kernel. */
export function weightAt(
  weights: Kernel,
  row: number,
  column: number,
  inputChannel = 0,
  outputChannel = 0,
): number {
  return weights.values[weightIndex(weights, row, column, inputChannel, outputChannel)] ?? 0;
}

/** A copy with one weight changed. */
export function withWeight(
  weights: Kernel,
  position: readonly [row: number, column: number, inputChannel: number, outputChannel: number],
  value: number,
): Kernel {
  const values = weights.values.slice();
  values[weightIndex(weights, ...position)] = value;
  return { ...weights, values };
}

function weightIndex(
  { width, inputChannels, outputChannels }: Kernel,
  row: number,
  column: number,
  inputChannel: number,
  outputChannel: number,
): number {
  return ((row * width + column) * inputChannels + inputChannel) * outputChannels + outputChannel;
}
