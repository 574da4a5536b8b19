import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { FigureContext } from "../figure.ts";
import { type ConvolutionOptions, crossCorrelate, type Term, termsAt } from "../maths/cross-correlate.ts";
import { filterSlice, stackFilters } from "../maths/filters.ts";
import { type Kernel, withWeight } from "../maths/kernel.ts";
import { padAll } from "../maths/padding.ts";
import { channelOf, mapValues, type Position, type Volume } from "../maths/volume.ts";
import { createImageSource, type ImageSource } from "../parts/image/image-source.ts";
import { drawBalloon } from "./balloon.ts";
import { COLOUR_FILTERS, type ColourFilter } from "./colour-filters.ts";

export const CHANNEL_NAMES = ["red", "green", "blue"] as const;
export const MOST_FILTERS = 6;

/** Same padding for 3 × 3: maps as large as the picture. */
const SLIDING: ConvolutionOptions = { padding: padAll(1) };

/** All that the reader can change, and what follows from it. */
export interface ChannelsModel {
  readonly balloon: Signal<boolean>;
  readonly source: ImageSource;
  /** [28, 28, 3], values from 0 to 1. */
  readonly input: ReadonlySignal<Volume>;
  readonly pictureName: ReadonlySignal<string>;
  readonly filters: Signal<readonly ColourFilter[]>;
  /** The filter that is shown channel by channel. */
  readonly shown: Signal<number>;
  readonly tensor: ReadonlySignal<Kernel>;
  /** A map for each filter. */
  readonly output: ReadonlySignal<Volume>;
  /** What each channel contributes to the shown filter's map. */
  readonly parts: ReadonlySignal<readonly Volume[]>;
  readonly chosen: Signal<Position>;
  readonly pointed: Signal<Position | null>;
  readonly place: ReadonlySignal<Position>;
  /** All products that make the shown filter's output at the place. */
  readonly terms: ReadonlySignal<readonly Term[]>;
  readonly actions: Signal<number>;
  show(filter: number): void;
  add(): void;
  remove(): void;
  changeWeight(place: Position, channel: number, value: number): void;
}

export function createChannelsModel(filterCount: number, context: FigureContext): ChannelsModel {
  const balloon = signal(true);
  const source = createImageSource(context, { channels: 3 });
  const drawn = drawBalloon();
  const input = computed(() => mapValues(balloon.value ? drawn : source.image.value, (value) => value / 255));
  const filters = signal<readonly ColourFilter[]>(COLOUR_FILTERS.slice(0, filterCount));
  const shown = signal(0);
  const tensor = computed(() => stackFilters(filters.value.map(({ kernel }) => kernel)));
  const chosen = signal<Position>({ row: 9, column: 12 });
  const pointed = signal<Position | null>(null);
  const place = computed(() => pointed.value ?? chosen.value);
  const actions = signal(0);
  const change = (next: readonly ColourFilter[], show: number) => {
    filters.value = next;
    shown.value = Math.max(0, Math.min(next.length - 1, show));
    actions.value += 1;
  };
  return {
    balloon,
    source,
    input,
    pictureName: computed(() => (balloon.value ? "a striped balloon over a meadow" : source.name.value)),
    filters,
    shown,
    tensor,
    output: computed(() => crossCorrelate(input.value, tensor.value, SLIDING)),
    parts: computed(() =>
      CHANNEL_NAMES.map((_, channel) =>
        crossCorrelate(
          channelOf(input.value, channel),
          filterSlice(tensor.value, channel, shown.value),
          SLIDING,
        ),
      ),
    ),
    chosen,
    pointed,
    place,
    terms: computed(() =>
      termsAt(input.value, tensor.value, SLIDING, { ...place.value, channel: shown.value }),
    ),
    actions,
    show: (filter) => change(filters.value, filter),
    add() {
      const free = COLOUR_FILTERS.find(
        (filter) => !filters.value.some(({ label }) => label === filter.label),
      );
      const next = free ?? COLOUR_FILTERS[0];
      if (next !== undefined && filters.value.length < MOST_FILTERS) {
        change([...filters.value, next], filters.value.length);
      }
    },
    remove() {
      if (filters.value.length > 1) change(filters.value.toSpliced(shown.value, 1), shown.value);
    },
    changeWeight({ row, column }, channel, value) {
      change(
        filters.value.map((filter, index) =>
          index === shown.value
            ? { label: "Your own", kernel: withWeight(filter.kernel, [row, column, channel, 0], value) }
            : filter,
        ),
        shown.value,
      );
    },
  };
}
