import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { FigureContext } from "../figure.ts";
import { ACTIVATIONS } from "../maths/activations.ts";
import { crossCorrelate } from "../maths/cross-correlate.ts";
import { filterBank } from "../maths/kernel.ts";
import { NAMED_KERNELS } from "../maths/named-kernels.ts";
import { samePadding } from "../maths/padding.ts";
import { type Pooling, type PoolingMethod, pool, windowAt, winnerAt } from "../maths/pool.ts";
import { mapValues, type Position, type Volume, valueAt, volumeFrom } from "../maths/volume.ts";
import { createImageSource, type ImageSource } from "../parts/image/image-source.ts";
import { createPlayback, type Playback } from "../parts/player/playback.ts";

export type PoolingMode = "numbers" | "maps";

/** What a lesson may choose for the start. */
export interface PoolingStart {
  readonly input: number;
  readonly window: number;
  readonly stride: number;
  readonly method: PoolingMethod;
  readonly show: PoolingMode;
}

/** All that the reader can change, and what follows from it. */
export interface PoolingModel {
  readonly mode: Signal<PoolingMode>;
  readonly method: Signal<PoolingMethod>;
  readonly size: Signal<number>;
  readonly stride: Signal<number>;
  readonly numbers: Signal<Volume>;
  readonly source: ImageSource;
  readonly pooling: ReadonlySignal<Pooling>;
  /** [height, width, channels]: one channel of numbers, or the feature maps of a picture. */
  readonly input: ReadonlySignal<Volume>;
  readonly output: ReadonlySignal<Volume>;
  readonly playback: Playback;
  readonly pointed: Signal<Position | null>;
  /** The channel whose sum is written out. */
  readonly channel: Signal<number>;
  readonly current: ReadonlySignal<Position>;
  /** The cells under the window, and their values in the channel. */
  readonly window: ReadonlySignal<readonly { readonly place: Position; readonly value: number }[]>;
  readonly winner: ReadonlySignal<Position | null>;
}

/** The filters whose feature maps are pooled. */
export const POOLED_FILTERS = ["sobel-x", "sobel-y", "edges", "blur"] as const;

export function createPoolingModel(start: PoolingStart, context: FigureContext): PoolingModel {
  const mode = signal<PoolingMode>(start.show);
  const method = signal<PoolingMethod>(start.method);
  const size = signal(start.window);
  const stride = signal(start.stride);
  const numbers = signal(numbersToPool(start.input));
  const source = createImageSource(context);
  const maps = computed(() => featureMaps(source.image.value));
  const input = computed(() => (mode.value === "numbers" ? numbers.value : maps.value));
  const pooling = computed<Pooling>(() => ({ size: size.value, stride: stride.value }));
  const output = computed(() => pool(input.value, method.value, pooling.value));
  const length = computed(() => output.value.height * output.value.width);
  const playback = createPlayback(length, 1);
  if (start.show === "maps") playback.choose(Math.floor(length.value * 0.46));
  const pointed = signal<Position | null>(null);
  const chosenChannel = signal(0);
  const current = computed(() => {
    const { width } = output.value;
    const position = playback.position.value;
    return pointed.value ?? { row: Math.floor(position / width), column: position % width };
  });
  return {
    mode,
    method,
    size,
    stride,
    numbers,
    source,
    pooling,
    input,
    output,
    playback,
    pointed,
    channel: chosenChannel,
    current,
    window: computed(() =>
      windowAt(input.value, pooling.value, current.value).map((place) => ({
        place,
        value: valueAt(input.value, place.row, place.column, shownChannel(mode, chosenChannel)),
      })),
    ),
    winner: computed(() =>
      winnerAt(input.value, pooling.value, current.value, shownChannel(mode, chosenChannel)),
    ),
  };
}

/** The channel that is written out: the numbers have only one. */
export function shownChannel(mode: ReadonlySignal<PoolingMode>, channel: ReadonlySignal<number>): number {
  return mode.value === "numbers" ? 0 : channel.value;
}

/** Digits without a pattern that the eye would follow, in which windows have clear winners. */
export function numbersToPool(side: number): Volume {
  return volumeFrom(side, side, 1, (row, column) =>
    Math.floor(5 + 4.9 * Math.sin(row * 2.1 + column * 0.7) * Math.cos(column * 1.7 - row * 0.6)),
  );
}

/** What a convolutional layer with four filters makes of a picture: convolution and ReLU, pixels from 0 to 1. */
function featureMaps(image: Volume): Volume {
  const bank = filterBank(POOLED_FILTERS.map((name) => NAMED_KERNELS[name].kernel));
  const scaled = mapValues(image, (value) => value / 255);
  const sliding = { padding: samePadding(image, 3), stride: 1, dilation: 1 };
  return mapValues(crossCorrelate(scaled, bank, sliding), ACTIVATIONS.relu.value);
}
