/**
 * The weights of a convolution: one filter of height × width × inputChannels for each output channel.
 * Stored as TensorFlow.js stores them: [height, width, inputChannels, outputChannels], the last changing fastest.
 */
export interface Kernel {
  readonly height: number;
  readonly width: number;
  readonly inputChannels: number;
  readonly outputChannels: number;
  readonly values: Float64Array;
}

/** A kernel of given weights. Throws a RangeError when their number does not fit the shape. */
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

/** A square kernel for one input and one output channel, written row by row. Throws a RangeError if it is not square. */
export function squareKernel(values: ArrayLike<number>): Kernel {
  const side = Math.round(Math.sqrt(values.length));
  return kernel([side, side, 1, 1], values);
}

/** One weight; 0 outside. */
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
  place: readonly [row: number, column: number, inputChannel: number, outputChannel: number],
  value: number,
): Kernel {
  const values = weights.values.slice();
  values[weightIndex(weights, ...place)] = value;
  return { ...weights, values };
}

/** One-channel kernels of the same size side by side: one input channel, an output channel each. */
export function filterBank(filters: readonly Kernel[]): Kernel {
  const height = filters[0]?.height ?? 0;
  const width = filters[0]?.width ?? 0;
  const values = new Float64Array(height * width * filters.length);
  filters.forEach((filter, output) => {
    for (let place = 0; place < height * width; place++) {
      values[place * filters.length + output] = filter.values[place] ?? 0;
    }
  });
  return { height, width, inputChannels: 1, outputChannels: filters.length, values };
}

function weightIndex(
  weights: Kernel,
  row: number,
  column: number,
  inputChannel: number,
  outputChannel: number,
): number {
  const place = (row * weights.width + column) * weights.inputChannels + inputChannel;
  return place * weights.outputChannels + outputChannel;
}
