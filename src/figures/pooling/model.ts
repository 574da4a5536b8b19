import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { FigureContext, FigureModel } from "../figure.ts";
import { ACTIVATIONS } from "../maths/activation-functions.ts";
import { crossCorrelate } from "../maths/cross-correlate.ts";
import { stackFilters } from "../maths/filters.ts";
import { samePadding } from "../maths/padding.ts";
import { argmaxAt, type Pooling, type PoolingMethod, pool, windowAt } from "../maths/pool.ts";
import { mapValues, type Position, type Volume, valueAt, volumeFrom, withValue } from "../maths/volume.ts";
import { NAMED_KERNELS } from "../maths/well-known-kernels.ts";
import { createImageSource, type ImageSource } from "../parts/image/image-source.ts";
import { type CellPlayback, createCellPlayback } from "../parts/player/cell-playback.ts";

export type PoolingMode = "numbers" | "maps";

export interface PoolingAttributes {
  readonly input: number;
  readonly window: number;
  readonly stride: number;
  readonly method: PoolingMethod;
  readonly show: PoolingMode;
}

export interface PoolingModel extends FigureModel {
  readonly mode: ReadonlySignal<PoolingMode>;
  readonly method: Signal<PoolingMethod>;
  readonly pooling: ReadonlySignal<Pooling>;
  readonly source: ImageSource;
  /** [height, width, channels]: one channel of numbers, or the feature maps of an image. */
  readonly input: ReadonlySignal<Volume>;
  readonly output: ReadonlySignal<Volume>;
  readonly playback: CellPlayback;
  /** The channel whose sum is written out. */
  readonly channel: ReadonlySignal<number>;
  /** The cells under the window, and their values in the channel. */
  readonly window: ReadonlySignal<readonly WindowCell[]>;
  /** The cell that max pooling passes on. */
  readonly winner: ReadonlySignal<Position | null>;
  /** Switches between numbers and feature maps. */
  show(mode: PoolingMode): void;
  slide(changed: Partial<Pick<Pooling, "size" | "stride">>): void;
  setNumber(cell: Position, value: number): void;
  chooseChannel(channel: number): void;
}

export interface WindowCell {
  readonly cell: Position;
  readonly value: number;
}

/** The filters whose feature maps are pooled. */
export const POOLED_FILTERS = ["sobel-x", "sobel-y", "edges", "blur"] as const;

/** Where playback begins on feature maps: near the middle, where the image is. */
const MIDDLE = 0.46;

export function createPoolingModel(attributes: PoolingAttributes, context: FigureContext): PoolingModel {
  const { mode, source, input, setNumber } = createInput(attributes, context);
  const method = signal(attributes.method);
  const pooling = signal<Pooling>({ size: attributes.window, stride: attributes.stride });
  const output = computed(() => pool(input.value, method.value, pooling.value));
  const playback = createCellPlayback(output, 1);
  const chooseMiddle = () => playback.choose(Math.floor(playback.length.value * MIDDLE));
  if (attributes.show === "maps") chooseMiddle();
  const chosenChannel = signal(0);
  const channel = computed(() => (mode.value === "numbers" ? 0 : chosenChannel.value));
  return {
    interactions: playback.interactions,
    still: playback.still,
    mode,
    method,
    pooling,
    source,
    input,
    output,
    playback,
    channel,
    window: computed(() => windowCells(input.value, pooling.value, playback.current.value, channel.value)),
    winner: computed(() => argmaxAt(input.value, pooling.value, playback.current.value, channel.value)),
    show(next) {
      mode.value = next;
      chooseMiddle();
    },
    slide(changed) {
      playback.pointed.value = null;
      pooling.value = { ...pooling.value, ...changed };
    },
    setNumber,
    chooseChannel(next) {
      chosenChannel.value = next;
    },
  };
}

/** What is pooled: numbers, or the feature maps of an image. */
function createInput(attributes: PoolingAttributes, context: FigureContext) {
  const mode = signal(attributes.show);
  const numbers = signal(digitGrid(attributes.input));
  const source = createImageSource(context);
  const maps = computed(() => featureMaps(source.image.value));
  return {
    mode,
    source,
    input: computed(() => (mode.value === "numbers" ? numbers.value : maps.value)),
    setNumber({ row, column }: Position, value: number): void {
      numbers.value = withValue(numbers.value, row, column, 0, value);
    },
  };
}

/** The input cells that make one output cell, with their values. */
export function windowCells(
  input: Volume,
  pooling: Pooling,
  output: Position,
  channel: number,
): readonly WindowCell[] {
  return windowAt(input, pooling, output).map((cell) => ({
    cell,
    value: valueAt(input, cell.row, cell.column, channel),
  }));
}

/** Digits without a visible pattern, in which windows have clear winners. */
export function digitGrid(side: number): Volume {
  return volumeFrom(side, side, 1, (row, column) =>
    Math.floor(5 + 4.9 * Math.sin(row * 2.1 + column * 0.7) * Math.cos(column * 1.7 - row * 0.6)),
  );
}

/** The output of a convolutional layer with four filters and ReLU, for pixels from 0 to 1. */
function featureMaps(image: Volume): Volume {
  const bank = stackFilters(POOLED_FILTERS.map((name) => NAMED_KERNELS[name].kernel));
  const scaled = mapValues(image, (value) => value / 255);
  return mapValues(crossCorrelate(scaled, bank, { padding: samePadding(image, 3) }), ACTIVATIONS.relu.value);
}
