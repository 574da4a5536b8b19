import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { FigureContext } from "../figure.ts";
import { ACTIVATIONS, type Activation, type ActivationName } from "../maths/activation-functions.ts";
import { type ConvolutionalLayer, convolutionalLayer } from "../maths/convolutional-layer.ts";
import { type ConvolutionOptions, type Term, termsAt } from "../maths/cross-correlate.ts";
import { stackFilters } from "../maths/filters.ts";
import { type Kernel, withWeight } from "../maths/kernel.ts";
import { type KernelName, NAMED_KERNELS } from "../maths/named-kernels.ts";
import { padAll } from "../maths/padding.ts";
import { mapValues, type Position, type Volume } from "../maths/volume.ts";
import { createImageSource, type ImageSource } from "../parts/image/image-source.ts";

/** One filter of the layer, with the bias of its map. */
export interface Filter {
  readonly name: KernelName | "own";
  readonly kernel: Kernel;
  readonly bias: number;
}

/** A place in one of the maps. */
export interface MapPlace extends Position {
  readonly filter: number;
}

/** All that the reader can change, and what follows from it. */
export interface FullLayerModel {
  readonly source: ImageSource;
  /** The picture with values from 0 to 1. */
  readonly input: ReadonlySignal<Volume>;
  readonly filters: Signal<readonly Filter[]>;
  readonly activationName: Signal<ActivationName>;
  readonly activation: ReadonlySignal<Activation>;
  readonly layer: ReadonlySignal<ConvolutionalLayer>;
  readonly chosen: Signal<MapPlace>;
  readonly pointed: Signal<MapPlace | null>;
  readonly place: ReadonlySignal<MapPlace>;
  /** The products that make the sum at the place. */
  readonly terms: ReadonlySignal<readonly Term[]>;
  readonly actions: Signal<number>;
  change(filter: number, changes: Partial<Filter>): void;
  changeWeight(filter: number, place: Position, value: number): void;
}

/** Same padding for 3 × 3: maps as large as the picture. */
const SLIDING: ConvolutionOptions = { padding: padAll(1) };

const START: readonly Filter[] = [
  { name: "sobel-x", kernel: NAMED_KERNELS["sobel-x"].kernel, bias: -0.5 },
  { name: "sobel-y", kernel: NAMED_KERNELS["sobel-y"].kernel, bias: -0.5 },
  { name: "edges", kernel: NAMED_KERNELS.edges.kernel, bias: -1 },
];

export function createFullLayerModel(activation: ActivationName, context: FigureContext): FullLayerModel {
  const source = createImageSource(context);
  const input = computed(() => mapValues(source.image.value, (value) => value / 255));
  const filters = signal(START);
  const activationName = signal(activation);
  const chosenActivation = computed(() => ACTIVATIONS[activationName.value]);
  const bank = computed(() => stackFilters(filters.value.map(({ kernel }) => kernel)));
  const layer = computed(() =>
    convolutionalLayer(
      input.value,
      bank.value,
      filters.value.map(({ bias }) => bias),
      chosenActivation.value.value,
      SLIDING,
    ),
  );
  const chosen = signal<MapPlace>({ filter: 0, row: 15, column: 12 });
  const pointed = signal<MapPlace | null>(null);
  const place = computed(() => pointed.value ?? chosen.value);
  const actions = signal(0);
  const change = (filter: number, changes: Partial<Filter>) => {
    filters.value = filters.value.map((one, index) => (index === filter ? { ...one, ...changes } : one));
    chosen.value = { ...chosen.value, filter };
    actions.value += 1;
  };
  return {
    source,
    input,
    filters,
    activationName,
    activation: chosenActivation,
    layer,
    chosen,
    pointed,
    place,
    terms: computed(() => {
      const { filter, row, column } = place.value;
      return termsAt(input.value, bank.value, SLIDING, { row, column, channel: filter });
    }),
    actions,
    change,
    changeWeight(filter, { row, column }, value) {
      const before = filters.value[filter];
      if (before === undefined) return;
      change(filter, { name: "own", kernel: withWeight(before.kernel, [row, column, 0, 0], value) });
    },
  };
}
