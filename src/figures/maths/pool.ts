import { argmax } from "./argmax.ts";
import { outputShape } from "./cross-correlate.ts";
import { NO_PADDING, type Padding } from "./padding.ts";
import { contains, type Position, type Volume, valueAt, volumeFrom } from "./volume.ts";

export type PoolingMethod = "max" | "average";

/** A square window of `size` × `size` cells and its stride. Padding never counts, as in TensorFlow. */
export interface Pooling {
  readonly size: number;
  readonly stride: number;
  readonly padding?: Padding;
}

/** Pools each channel separately: [height, width, channels] → [smaller height, smaller width, channels]. */
export function pool(input: Volume, method: PoolingMethod, pooling: Pooling): Volume {
  const [height, width] = pooledShape(input, pooling);
  const summarise = method === "max" ? largest : mean;
  return volumeFrom(height, width, input.channels, (row, column, channel) =>
    summarise(windowAt(input, pooling, { row, column }).map((p) => valueAt(input, p.row, p.column, channel))),
  );
}

/**
 * The position of the maximum that max pooling passes on: the first one in reading order.
 * Null if the window lies entirely in the padding.
 */
export function argmaxAt(input: Volume, pooling: Pooling, output: Position, channel = 0): Position | null {
  const positions = windowAt(input, pooling, output);
  const values = positions.map(({ row, column }) => valueAt(input, row, column, channel));
  return positions[argmax(values)] ?? null;
}

/** The positions of the input in one output's window, in reading order, without those in the padding. */
export function windowAt(input: Volume, pooling: Pooling, output: Position): readonly Position[] {
  const { size, stride, padding = NO_PADDING } = pooling;
  const positions: Position[] = [];
  for (let windowRow = 0; windowRow < size; windowRow++) {
    for (let windowColumn = 0; windowColumn < size; windowColumn++) {
      const row = output.row * stride + windowRow - padding.top;
      const column = output.column * stride + windowColumn - padding.left;
      if (contains(input, row, column)) positions.push({ row, column });
    }
  }
  return positions;
}

/** The size of the pooled output, [height, width]. */
export function pooledShape(
  input: Pick<Volume, "height" | "width">,
  { size, stride, padding = NO_PADDING }: Pooling,
): readonly [height: number, width: number] {
  return outputShape(input, { height: size, width: size }, { padding, stride });
}

function largest(values: readonly number[]): number {
  return values.reduce((best, value) => Math.max(best, value), Number.NEGATIVE_INFINITY);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
