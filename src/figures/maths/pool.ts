import { outputShape } from "./cross-correlate.ts";
import { NO_PADDING, type Padding } from "./padding.ts";
import { contains, type Position, type Volume, valueAt, volumeFrom } from "./volume.ts";

export type PoolingMethod = "max" | "average";

/** A square window of `size` cells that moves by `stride`. Padding is never a winner and never counted. */
export interface Pooling {
  readonly size: number;
  readonly stride: number;
  readonly padding?: Padding;
}

/** Pools every channel for itself: [height, width, channels] → [smaller height, smaller width, channels]. */
export function pool(input: Volume, method: PoolingMethod, pooling: Pooling): Volume {
  const [height, width] = pooledShape(input, pooling);
  const summarise = method === "max" ? largest : mean;
  return volumeFrom(height, width, input.channels, (row, column, channel) =>
    summarise(windowAt(input, pooling, { row, column }).map((p) => valueAt(input, p.row, p.column, channel))),
  );
}

/**
 * The cell that max pooling passes on: the first largest one of the window, in reading order.
 * Null when the window holds no cell.
 */
export function argmaxAt(input: Volume, pooling: Pooling, output: Position, channel = 0): Position | null {
  let winner: Position | null = null;
  let best = Number.NEGATIVE_INFINITY;
  for (const place of windowAt(input, pooling, output)) {
    const value = valueAt(input, place.row, place.column, channel);
    if (winner === null || value > best) {
      winner = place;
      best = value;
    }
  }
  return winner;
}

/** The cells of the input under one output's window, padding left out, in reading order. */
export function windowAt(input: Volume, pooling: Pooling, output: Position): readonly Position[] {
  const padding = pooling.padding ?? NO_PADDING;
  const places: Position[] = [];
  for (let windowRow = 0; windowRow < pooling.size; windowRow++) {
    for (let windowColumn = 0; windowColumn < pooling.size; windowColumn++) {
      const row = output.row * pooling.stride + windowRow - padding.top;
      const column = output.column * pooling.stride + windowColumn - padding.left;
      if (contains(input, row, column)) places.push({ row, column });
    }
  }
  return places;
}

/** The size of the pooled output, [height, width]. */
export function pooledShape(
  input: Pick<Volume, "height" | "width">,
  { size, stride, padding = NO_PADDING }: Pooling,
): readonly [height: number, width: number] {
  return outputShape(input, { height: size, width: size }, { padding, stride, dilation: 1 });
}

function largest(values: readonly number[]): number {
  return values.reduce((best, value) => Math.max(best, value), Number.NEGATIVE_INFINITY);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
