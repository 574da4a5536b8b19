import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { FigureContext, FigureModel } from "../figure.ts";
import { type ConvolutionOptions, crossCorrelate, type Term, termsAt } from "../maths/cross-correlate.ts";
import { stackFilters } from "../maths/filters.ts";
import { padAll } from "../maths/padding.ts";
import type { Position, Volume } from "../maths/volume.ts";
import type { KernelName } from "../maths/well-known-kernels.ts";
import { createImageSource, type ImageSource } from "../parts/image/image-source.ts";
import {
  type EditableKernel,
  type KernelChoice,
  namedKernel,
  withChoice,
  withEdit,
} from "../parts/kernel/editable-kernel.ts";
import { createSelection, type Selection } from "../parts/selection.ts";

export const MOST_FILTERS = 6;

export interface FeatureMapsAttributes {
  /** The number of filters at the start. */
  readonly filters: number;
}

export interface FeatureMapsModel extends FigureModel {
  readonly source: ImageSource;
  readonly filters: ReadonlySignal<readonly EditableKernel[]>;
  /** [height, width, filters]: one feature map per channel. */
  readonly maps: ReadonlySignal<Volume>;
  /** The position whose sums are written out. */
  readonly position: Selection<Position>;
  /** The filter whose sum is written out. */
  readonly filter: ReadonlySignal<number>;
  /** The products that one output of a map is the sum of. */
  termsAt(filter: number, position: Position): readonly Term[];
  selectFilter(filter: number): void;
  setFilterCount(count: number): void;
  /** Replaces a filter by a well-known one. */
  chooseKernel(filter: number, name: KernelChoice): void;
  editWeight(filter: number, position: Position, weight: number): void;
}

const FIRST_FILTERS: readonly KernelName[] = ["sobel-x", "sobel-y", "blur", "edges", "sharpen", "emboss"];
/** "same" padding for a 3 × 3 kernel. */
const CONVOLUTION: ConvolutionOptions = { padding: padAll(1) };

export function createFeatureMapsModel(
  attributes: FeatureMapsAttributes,
  context: FigureContext,
): FeatureMapsModel {
  const source = createImageSource(context);
  // All of them, so that a filter that was removed returns as it was.
  const all = signal<readonly EditableKernel[]>(FIRST_FILTERS.map(namedKernel));
  const count = signal(attributes.filters);
  const filters = computed(() => all.value.slice(0, count.value));
  const filter = signal(0);
  const interactions = signal(0);
  const replace = (index: number, change: (before: EditableKernel) => EditableKernel) => {
    all.value = all.value.map((kernel, other) => (other === index ? change(kernel) : kernel));
    filter.value = index;
    interactions.value += 1;
  };
  return {
    interactions,
    source,
    filters,
    maps: computed(() => convolve(source.image.value, filters.value)),
    position: createSelection({ row: 15, column: 14 }),
    filter,
    termsAt(index, position) {
      const kernel = filters.value[index]?.kernel;
      return kernel === undefined ? [] : termsAt(source.image.value, kernel, CONVOLUTION, position);
    },
    selectFilter(index) {
      filter.value = index;
    },
    setFilterCount(to) {
      count.value = to;
      filter.value = Math.min(filter.value, to - 1);
    },
    chooseKernel: (index, name) => replace(index, (before) => withChoice(before, name)),
    editWeight: (index, position, weight) => replace(index, (before) => withEdit(before, position, weight)),
  };
}

function convolve(image: Volume, filters: readonly EditableKernel[]): Volume {
  return crossCorrelate(image, stackFilters(filters.map(({ kernel }) => kernel)), CONVOLUTION);
}
