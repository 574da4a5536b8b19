import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { figureWords } from "../../words/figure-words.ts";
import type { FigureContext, FigureModel } from "../figure.ts";
import { type ConvolutionOptions, crossCorrelate, type Term, termsAt } from "../maths/cross-correlate.ts";
import { filterSlice, stackFilters } from "../maths/filters.ts";
import { type Kernel, withWeight } from "../maths/kernel.ts";
import { padAll } from "../maths/padding.ts";
import {
  channelOf,
  largestMagnitude,
  mapValues,
  type Position,
  type Volume,
  valueAt,
} from "../maths/volume.ts";
import { createImageSource, type ImageSource } from "../parts/image/image-source.ts";
import { createSelection } from "../parts/selection.ts";
import { drawBalloon } from "./balloon.ts";
import { COLOUR_FILTERS, type ColourFilter } from "./colour-filters.ts";

export const CHANNEL_NAMES = ["red", "green", "blue"] as const;
export const MOST_FILTERS = 6;

/** Same padding for a 3 × 3 kernel: the maps are as large as the image. */
const SAME: ConvolutionOptions = { padding: padAll(1) };

export interface ChannelsAttributes {
  /** How many filters there are at the start. */
  readonly filters: number;
}

export interface ChannelsModel extends FigureModel {
  /** The built-in balloon, or the image that `source` has. */
  readonly showsBalloon: ReadonlySignal<boolean>;
  readonly source: ImageSource;
  /** [28, 28, 3], values from 0 to 1. */
  readonly input: ReadonlySignal<Volume>;
  readonly imageName: ReadonlySignal<string>;
  readonly filters: ReadonlySignal<readonly ColourFilter[]>;
  /** The filter that is shown channel by channel. */
  readonly shown: ReadonlySignal<number>;
  /** The weights of all filters, [3, 3, 3, filters]. */
  readonly tensor: ReadonlySignal<Kernel>;
  /** One map per filter. */
  readonly output: ReadonlySignal<Volume>;
  /** The map of the shown filter. */
  readonly map: ReadonlySignal<Volume>;
  /** What each channel contributes to that map. */
  readonly contributions: ReadonlySignal<readonly Volume[]>;
  /** The largest magnitude of the map and the contributions, which share a scale so that they can be compared. */
  readonly span: ReadonlySignal<number>;
  /** The cell of the map whose sum is shown: the one under the pointer, or else the last one chosen. */
  readonly position: ReadonlySignal<Position>;
  /** All products of that sum. */
  readonly terms: ReadonlySignal<readonly Term[]>;
  showBalloon(shows: boolean): void;
  point(cell: Position | null): void;
  choose(cell: Position): void;
  showFilter(index: number): void;
  addFilter(): void;
  /** Removes the shown filter, unless it is the last. */
  removeFilter(): void;
  /** Changes a weight of the shown filter. */
  setWeight(cell: Position, channel: number, value: number): void;
}

export function createChannelsModel(attributes: ChannelsAttributes, context: FigureContext): ChannelsModel {
  const interactions = signal(0);
  const interact = () => {
    interactions.value += 1;
  };
  const image = createColourImage(context);
  const { input } = image;
  const { filters, shown, ...filterChanges } = createFilters(attributes.filters, interact);
  const tensor = computed(() => stackFilters(filters.value.map(({ kernel }) => kernel)));
  const output = computed(() => crossCorrelate(input.value, tensor.value, SAME));
  const map = computed(() => channelOf(output.value, shown.value));
  const contributions = computed(() => contributionsTo(shown.value, input.value, tensor.value));
  const { current: position, point, choose } = createSelection<Position>({ row: 9, column: 12 });
  return {
    interactions,
    ...image,
    filters,
    shown,
    tensor,
    output,
    map,
    contributions,
    span: computed(() => Math.max(...[map.value, ...contributions.value].map(largestMagnitude))),
    position,
    terms: computed(() =>
      termsAt(input.value, tensor.value, SAME, { ...position.value, channel: shown.value }),
    ),
    showBalloon(shows) {
      image.showsBalloon.value = shows;
      interact();
    },
    point,
    choose(cell) {
      choose(cell);
      interact();
    },
    ...filterChanges,
  };
}

/** What each channel contributes to a filter's map. */
function contributionsTo(filter: number, input: Volume, tensor: Kernel): readonly Volume[] {
  return CHANNEL_NAMES.map((_, channel) =>
    crossCorrelate(channelOf(input, channel), filterSlice(tensor, channel, filter), SAME),
  );
}

/** The image: a drawn balloon, or one that the reader chooses. */
function createColourImage(context: FigureContext) {
  const showsBalloon = signal(true);
  const source = createImageSource(context, { channels: 3 });
  const balloon = drawBalloon();
  const image = computed(() => (showsBalloon.value ? balloon : source.image.value));
  return {
    showsBalloon,
    source,
    input: computed(() => mapValues(image.value, (value) => value / 255)),
    imageName: computed(() => (showsBalloon.value ? figureWords.channels.balloonName : source.name.value)),
  };
}

/** The filters, one of which is shown, and what the reader does with them. */
function createFilters(count: number, interact: () => void) {
  const filters = signal<readonly ColourFilter[]>(COLOUR_FILTERS.slice(0, count));
  const shown = signal(0);
  const setFilters = (next: readonly ColourFilter[], show: number) => {
    filters.value = next;
    shown.value = Math.max(0, Math.min(next.length - 1, show));
    interact();
  };
  return {
    filters,
    shown,
    showFilter: (index: number) => setFilters(filters.value, index),
    addFilter(): void {
      const next = nextFilter(filters.value);
      if (next !== undefined && filters.value.length < MOST_FILTERS) {
        setFilters([...filters.value, next], filters.value.length);
      }
    },
    removeFilter(): void {
      if (filters.value.length > 1) setFilters(filters.value.toSpliced(shown.value, 1), shown.value);
    },
    setWeight({ row, column }: Position, channel: number, value: number): void {
      const edited = filters.value.map((filter, index) =>
        index === shown.value
          ? { name: "own" as const, kernel: withWeight(filter.kernel, [row, column, channel, 0], value) }
          : filter,
      );
      setFilters(edited, shown.value);
    },
  };
}

/** The first ready-made filter that is not there yet. */
function nextFilter(present: readonly ColourFilter[]): ColourFilter | undefined {
  const names = present.map(({ name }) => name);
  return COLOUR_FILTERS.find(({ name }) => !names.includes(name)) ?? COLOUR_FILTERS[0];
}

/** What one channel contributes to a cell of the shown filter's map. */
export function contributionAt({ contributions }: ChannelsModel, channel: number, cell: Position): number {
  const map = contributions.value[channel];
  return map === undefined ? 0 : valueAt(map, cell.row, cell.column);
}
