import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { FigureContext, FigureModel } from "../figure.ts";
import { ACTIVATIONS, type Activation, type ActivationName } from "../maths/activation-functions.ts";
import { crossCorrelate } from "../maths/cross-correlate.ts";
import { padAll } from "../maths/padding.ts";
import { mapValues, type Position, type Volume, valueAt } from "../maths/volume.ts";
import { NAMED_KERNELS } from "../maths/well-known-kernels.ts";
import { createImageSource, type ImageSource } from "../parts/image/image-source.ts";

export interface ActivationsAttributes {
  readonly function: ActivationName;
}

/** For pixels from 0 to 1 each of these gives values from −4 to 4, which is what the chart shows. */
export type EdgeFilter = "sobel-x" | "sobel-y";

export interface ActivationsModel extends FigureModel {
  readonly name: ReadonlySignal<ActivationName>;
  readonly activation: ReadonlySignal<Activation>;
  readonly filter: ReadonlySignal<EdgeFilter>;
  readonly source: ImageSource;
  /** The input at which the function is evaluated on the chart. */
  readonly x: ReadonlySignal<number>;
  /** The cell of the feature map that `x` comes from; null if it was chosen on the chart. */
  readonly position: ReadonlySignal<Position | null>;
  /** The feature map before the activation, after it, and the derivative at each of its values. */
  readonly before: ReadonlySignal<Volume>;
  readonly after: ReadonlySignal<Volume>;
  readonly slopes: ReadonlySignal<Volume>;
  /** The share of negative values before the activation, from 0 to 1. */
  readonly negativeShare: ReadonlySignal<number>;
  /** The share of values at which the derivative lets almost no gradient through, from 0 to 1. */
  readonly flatShare: ReadonlySignal<number>;
  chooseActivation(name: ActivationName): void;
  chooseFilter(filter: EdgeFilter): void;
  /** Evaluates the function elsewhere on the chart, by pointing. */
  pointAt(x: number): void;
  /** The same with the slider. */
  slideTo(x: number): void;
  /** Evaluates the function at a cell of the feature map. */
  pointAtCell(cell: Position | null): void;
}

/** A derivative below this lets almost no gradient through. */
export const FLAT = 0.1;

export function createActivationsModel(
  attributes: ActivationsAttributes,
  context: FigureContext,
): ActivationsModel {
  const name = signal(attributes.function);
  const activation = computed(() => ACTIVATIONS[name.value]);
  const filter = signal<EdgeFilter>("sobel-x");
  const source = createImageSource(context);
  const maps = createMaps(source.image, filter, activation);
  const point = createPoint(maps.before);
  const interactions = signal(0);
  return {
    interactions,
    name,
    activation,
    filter,
    source,
    ...maps,
    ...point,
    chooseActivation(next) {
      name.value = next;
      interactions.value += 1;
    },
    chooseFilter(next) {
      filter.value = next;
      point.position.value = null;
    },
    slideTo(next) {
      point.pointAt(next);
      interactions.value += 1;
    },
  };
}

/** Where the function is evaluated: at a number, or at a cell of the feature map. */
function createPoint(map: ReadonlySignal<Volume>) {
  const x = signal(1.5);
  const position = signal<Position | null>(null);
  return {
    x,
    position,
    pointAt(next: number): void {
      x.value = next;
      position.value = null;
    },
    pointAtCell(cell: Position | null): void {
      if (cell === null) return;
      position.value = cell;
      x.value = valueAt(map.value, cell.row, cell.column);
    },
  };
}

/** The image after the filter and after the activation, and the slope at every cell. */
function createMaps(
  image: ReadonlySignal<Volume>,
  filter: ReadonlySignal<EdgeFilter>,
  activation: ReadonlySignal<Activation>,
) {
  const pixels = computed(() => mapValues(image.value, (value) => value / 255));
  const before = computed(() =>
    crossCorrelate(pixels.value, NAMED_KERNELS[filter.value].kernel, { padding: padAll(1) }),
  );
  const slopes = computed(() => mapValues(before.value, activation.value.derivative));
  return {
    before,
    after: computed(() => mapValues(before.value, activation.value.value)),
    slopes,
    negativeShare: computed(() => share(before.value, (value) => value < 0)),
    flatShare: computed(() => share(slopes.value, (slope) => slope < FLAT)),
  };
}

/** The share of values that fulfil a condition, from 0 to 1. */
function share({ values }: Volume, holds: (value: number) => boolean): number {
  return values.reduce((count, value) => count + (holds(value) ? 1 : 0), 0) / values.length;
}
