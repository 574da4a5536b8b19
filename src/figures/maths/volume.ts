/**
 * Numbers in rows, columns and channels: an image, a feature map, or a stack of feature maps.
 * Stored row by row with the channel changing fastest, as one image in TensorFlow.js's NHWC layout.
 */
export interface Volume {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly values: Float64Array;
}

/** A cell of one channel. Rows and columns count from 0; negative ones lie in the padding. */
export interface Position {
  readonly row: number;
  readonly column: number;
}

/** A volume with the given values. Throws a RangeError unless there are height · width · channels of them. */
export function volume(height: number, width: number, channels: number, values: ArrayLike<number>): Volume {
  if (values.length !== height * width * channels) {
    throw new RangeError(
      `A volume of ${height} × ${width} × ${channels} needs ${height * width * channels} values, but ${values.length} were given.`,
    );
  }
  return { height, width, channels, values: Float64Array.from(values) };
}

/** A volume whose values are computed from their position and channel. */
export function volumeFrom(
  height: number,
  width: number,
  channels: number,
  value: (row: number, column: number, channel: number) => number,
): Volume {
  const values = new Float64Array(height * width * channels);
  let next = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      for (let channel = 0; channel < channels; channel++) values[next++] = value(row, column, channel);
    }
  }
  return { height, width, channels, values };
}

/** Whether a position lies inside the volume rather than in its padding. */
export function contains(size: Pick<Volume, "height" | "width">, row: number, column: number): boolean {
  return row >= 0 && row < size.height && column >= 0 && column < size.width;
}

/** The value at a position; 0 outside the volume, so that zero padding needs no special case. */
export function valueAt(input: Volume, row: number, column: number, channel = 0): number {
  if (!contains(input, row, column)) return 0;
  return input.values[(row * input.width + column) * input.channels + channel] ?? 0;
}

/** A copy with one value changed. */
export function withValue(
  input: Volume,
  row: number,
  column: number,
  channel: number,
  value: number,
): Volume {
  const values = input.values.slice();
  values[(row * input.width + column) * input.channels + channel] = value;
  return { ...input, values };
}

/** One channel as a volume: [height, width, channels] → [height, width, 1]. */
export function channelOf(input: Volume, channel: number): Volume {
  return volumeFrom(input.height, input.width, 1, (row, column) => valueAt(input, row, column, channel));
}

/** A volume of the same shape with a function applied to each value. */
export function mapValues(input: Volume, change: (value: number) => number): Volume {
  return { ...input, values: input.values.map(change) };
}

/** The smallest and the largest value; both 0 for an empty volume. */
export function extent(input: Volume): { readonly low: number; readonly high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of input.values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? { low, high } : { low: 0, high: 0 };
}

/** The largest absolute value in a volume or a kernel; 0 if it is empty. */
export function largestMagnitude({ values }: Pick<Volume, "values">): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}
