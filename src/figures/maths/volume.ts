/**
 * Numbers in rows, columns and channels: an image, a feature map, or a stack of them.
 * Stored row by row, the channel changing fastest, as one image of TensorFlow.js's NHWC.
 */
export interface Volume {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly values: Float64Array;
}

/** A place in one channel; rows and columns count from 0. Negative ones lie in the padding. */
export interface Position {
  readonly row: number;
  readonly column: number;
}

/** A volume of given values. Throws a RangeError when their number is not height · width · channels. */
export function volume(height: number, width: number, channels: number, values: ArrayLike<number>): Volume {
  if (values.length !== height * width * channels) {
    throw new RangeError(
      `A volume of ${height} × ${width} × ${channels} needs ${height * width * channels} values, but ${values.length} were given.`,
    );
  }
  return { height, width, channels, values: Float64Array.from(values) };
}

/** A volume whose values are computed from their place. */
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

/** Whether a place lies inside, not in the padding. */
export function contains(size: Pick<Volume, "height" | "width">, row: number, column: number): boolean {
  return row >= 0 && row < size.height && column >= 0 && column < size.width;
}

/** The value at a place; 0 outside, which is what padding with zeros means. */
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

/** One channel alone, as a volume with one channel. */
export function channelOf(input: Volume, channel: number): Volume {
  return volumeFrom(input.height, input.width, 1, (row, column) => valueAt(input, row, column, channel));
}

/** Volumes of the same height and width, their channels one after another. Throws a RangeError for unequal sizes. */
export function stackChannels(parts: readonly Volume[]): Volume {
  const height = parts[0]?.height ?? 0;
  const width = parts[0]?.width ?? 0;
  if (parts.some((part) => part.height !== height || part.width !== width)) {
    throw new RangeError("Only volumes of the same height and width can be stacked.");
  }
  const channels = parts.flatMap((part) =>
    Array.from({ length: part.channels }, (_, channel) => channelOf(part, channel)),
  );
  return volumeFrom(height, width, channels.length, (row, column, channel) => {
    const part = channels[channel];
    return part === undefined ? 0 : valueAt(part, row, column);
  });
}

/** The same shape, each value changed by a function. */
export function mapValues(input: Volume, change: (value: number) => number): Volume {
  return { ...input, values: input.values.map(change) };
}

/** The smallest and the largest value; 0 and 0 for an empty volume. */
export function extent(input: Volume): { readonly low: number; readonly high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of input.values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? { low, high } : { low: 0, high: 0 };
}

/** How far the values of a volume or a kernel reach from 0 on either side; 0 when there are none. */
export function largestMagnitude({ values }: Pick<Volume, "values">): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}
