import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { FigureContext, FigureModel } from "../figure.ts";
import { ACTIVATIONS, type Activation, type ActivationName } from "../maths/activation-functions.ts";
import { type ConvolutionalLayer, convolutionalLayer } from "../maths/convolutional-layer.ts";
import { type ConvolutionOptions, type Term, termsAt } from "../maths/cross-correlate.ts";
import { stackFilters } from "../maths/filters.ts";
import { padAll } from "../maths/padding.ts";
import { channelOf, mapValues, type Position, type Volume } from "../maths/volume.ts";
import type { KernelName } from "../maths/well-known-kernels.ts";
import { createImageSource, type ImageSource } from "../parts/image/image-source.ts";
import {
  type EditableKernel,
  type KernelChoice,
  namedKernel,
  withChoice,
  withEdit,
} from "../parts/kernel/editable-kernel.ts";
import { createSelection } from "../parts/selection.ts";

export interface FullLayerAttributes {
  readonly activation: ActivationName;
}

/** A filter and its bias. */
export interface Filter extends EditableKernel {
  readonly bias: number;
}

/** A cell of one filter's maps. */
export interface MapPosition extends Position {
  readonly filter: number;
}

export interface FullLayerModel extends FigureModel {
  readonly source: ImageSource;
  /** The image with values from 0 to 1. */
  readonly input: ReadonlySignal<Volume>;
  readonly filters: ReadonlySignal<readonly Filter[]>;
  readonly activationName: ReadonlySignal<ActivationName>;
  readonly activation: ReadonlySignal<Activation>;
  readonly layer: ReadonlySignal<ConvolutionalLayer>;
  /** The output whose sum is written out: the one under the pointer or the chosen one. */
  readonly position: ReadonlySignal<MapPosition>;
  /** The products that its sum consists of. */
  readonly terms: ReadonlySignal<readonly Term[]>;
  /** The share of each filter's outputs that are above 0. */
  readonly activeShares: ReadonlySignal<readonly number[]>;
  point(position: MapPosition | null): void;
  choose(position: MapPosition): void;
  chooseActivation(name: ActivationName): void;
  chooseKernel(filter: number, name: KernelChoice): void;
  editWeight(filter: number, position: Position, weight: number): void;
  setBias(filter: number, bias: number): void;
}

/** "same" padding for a 3 × 3 kernel. */
const CONVOLUTION: ConvolutionOptions = { padding: padAll(1) };

const FIRST_FILTERS: readonly Filter[] = [
  filterOf("sobel-x", -0.5),
  filterOf("sobel-y", -0.5),
  filterOf("edges", -1),
];

export function createFullLayerModel(
  attributes: FullLayerAttributes,
  context: FigureContext,
): FullLayerModel {
  const source = createImageSource(context);
  const filters = signal(FIRST_FILTERS);
  const activationName = signal(attributes.activation);
  const activation = computed(() => ACTIVATIONS[activationName.value]);
  const selection = createSelection<MapPosition>({ filter: 0, row: 15, column: 12 });
  const position = selection.current;
  const interactions = signal(0);
  const choose = (to: MapPosition) => {
    selection.choose(to);
    interactions.value += 1;
  };
  const replace = (index: number, change: (before: Filter) => Filter) => {
    filters.value = filters.value.map((filter, other) => (other === index ? change(filter) : filter));
    choose({ ...position.value, filter: index });
  };
  return {
    interactions,
    source,
    filters,
    activationName,
    activation,
    position,
    ...createLayer(source.image, filters, activation, position),
    point: selection.point,
    choose,
    chooseActivation(name) {
      activationName.value = name;
      interactions.value += 1;
    },
    chooseKernel: (index, name) => replace(index, (before) => ({ ...before, ...withChoice(before, name) })),
    editWeight: (index, at, weight) =>
      replace(index, (before) => ({ ...before, ...withEdit(before, at, weight) })),
    setBias: (index, bias) => replace(index, (before) => ({ ...before, bias })),
  };
}

/** The layer's values, and how the one at `position` is computed. */
function createLayer(
  image: ReadonlySignal<Volume>,
  filters: ReadonlySignal<readonly Filter[]>,
  activation: ReadonlySignal<Activation>,
  position: ReadonlySignal<MapPosition>,
) {
  const input = computed(() => mapValues(image.value, (value) => value / 255));
  const kernel = computed(() => stackFilters(filters.value.map((filter) => filter.kernel)));
  const layer = computed(() => {
    const biases = filters.value.map(({ bias }) => bias);
    return convolutionalLayer(input.value, kernel.value, biases, activation.value.value, CONVOLUTION);
  });
  return {
    input,
    layer,
    terms: computed(() => {
      const { filter: channel, row, column } = position.value;
      return termsAt(input.value, kernel.value, CONVOLUTION, { row, column, channel });
    }),
    activeShares: computed(() =>
      filters.value.map((_, index) => activeShare(channelOf(layer.value.output, index))),
    ),
  };
}

function filterOf(name: KernelName, bias: number): Filter {
  return { ...namedKernel(name), bias };
}

function activeShare({ values }: Volume): number {
  return values.reduce((count, value) => count + (value > 0 ? 1 : 0), 0) / values.length;
}
