import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { FigureContext, FigureModel } from "../figure.ts";
import { ACTIVATIONS } from "../maths/activation-functions.ts";
import { crossCorrelate } from "../maths/cross-correlate.ts";
import { dense, randomDenseWeights } from "../maths/dense.ts";
import { samePadding } from "../maths/padding.ts";
import { pool } from "../maths/pool.ts";
import { relativeChange } from "../maths/relative-change.ts";
import { resample } from "../maths/resample.ts";
import { shift } from "../maths/shift.ts";
import { mapValues, type Volume, valueAt, volumeFrom } from "../maths/volume.ts";
import { type KernelName, NAMED_KERNELS } from "../maths/well-known-kernels.ts";
import type { Painting } from "../parts/grid/grid.tsx";
import { createImageSource, type ImageSource } from "../parts/image/image-source.ts";

/** The image is scaled to 20 cells and centred in 32, so that no shift moves it over the edge. */
export const PADDED_SIDE = 32;
const IMAGE_SIDE = 20;
const MARGIN = (PADDED_SIDE - IMAGE_SIDE) / 2;
/** One cell less than the margin: a 3 × 3 kernel reaches one cell beyond the image. */
export const LARGEST_SHIFT = MARGIN - 1;
/** The units of the dense layer are shown as a square, although they have no positions. */
export const UNIT_SIDE = 8;

export interface EquivarianceAttributes {
  /** How far the image is shifted at the start, in cells. */
  readonly right: number;
  readonly down: number;
  /** The side of the pooling window at the start. */
  readonly window: number;
}

/** What a stage computes from the original image and from the shifted one. */
export interface Stage {
  readonly original: Volume;
  readonly shifted: Volume;
  /** How much the two differ: 0 is invariance. */
  readonly change: number;
  /** How much the result differs from the original result shifted by the same distance: 0 is equivariance. */
  readonly changeAfterShift: number;
}

export interface EquivarianceModel extends FigureModel {
  readonly source: ImageSource;
  readonly right: ReadonlySignal<number>;
  readonly down: ReadonlySignal<number>;
  readonly kernelName: ReadonlySignal<KernelName>;
  /** The side of the pooling window. */
  readonly window: ReadonlySignal<number>;
  readonly image: ReadonlySignal<Stage>;
  readonly featureMap: ReadonlySignal<Stage>;
  readonly pooled: ReadonlySignal<Stage>;
  readonly units: ReadonlySignal<Stage>;
  /** Shifts the image, within its margin. */
  shift(right: number, down: number): void;
  chooseKernel(name: KernelName): void;
  setWindow(side: number): void;
  /** Drawing on the shifted image. */
  readonly painting: Painting;
}

export function createEquivarianceModel(
  attributes: EquivarianceAttributes,
  context: FigureContext,
): EquivarianceModel {
  const source = createImageSource(context);
  const right = signal(attributes.right);
  const down = signal(attributes.down);
  const kernelName = signal<KernelName>("sobel-x");
  const window = signal(attributes.window);
  const interactions = signal(0);
  const set = <Value>(target: Signal<Value>, value: Value) => {
    target.value = value;
    interactions.value += 1;
  };
  return {
    interactions,
    source,
    right,
    down,
    kernelName,
    window,
    ...createStages(source.image, { right, down, kernelName, window }),
    shift(toRight, toDown) {
      right.value = withinMargin(toRight);
      set(down, withinMargin(toDown));
    },
    chooseKernel: (name) => set(kernelName, name),
    setWindow: (side) => set(window, side),
    painting: {
      paint(position, first) {
        const row = imageCell(position.row - down.value, source.size);
        const column = imageCell(position.column - right.value, source.size);
        source.drawing.paint({ row, column }, first);
      },
      undo: source.drawing.undo,
    },
  };
}

type Settings = Pick<EquivarianceModel, "right" | "down" | "kernelName" | "window">;

/** What each layer makes of the image and of the shifted image. */
function createStages(image: ReadonlySignal<Volume>, { right, down, kernelName, window }: Settings) {
  const original = computed(() => paddedImage(image.value));
  const images: Pair = {
    original,
    shifted: computed(() => shift(original.value, down.value, right.value)),
  };
  const maps = mapPair(images, (input) => featureMap(input, kernelName.value));
  const pooled = mapPair(maps, (map) => pool(map, "max", { size: window.value, stride: window.value }));
  const weights = randomDenseWeights(PADDED_SIDE * PADDED_SIDE, UNIT_SIDE * UNIT_SIDE, 14);
  const units = mapPair(images, (input) => dense(input, weights, UNIT_SIDE, UNIT_SIDE));
  /** `cellSide`: how many cells of the image one cell of the stage covers. */
  const compare = (pair: Pair, cellSide: () => number) =>
    computed(() => stageOf(pair, Math.round(down.value / cellSide()), Math.round(right.value / cellSide())));
  return {
    image: compare(images, () => 1),
    featureMap: compare(maps, () => 1),
    pooled: compare(pooled, () => window.value),
    units: compare(units, () => PADDED_SIDE / UNIT_SIDE),
  };
}

/** What a stage computes from the original image and from the shifted one. */
interface Pair {
  readonly original: ReadonlySignal<Volume>;
  readonly shifted: ReadonlySignal<Volume>;
}

function mapPair({ original, shifted }: Pair, layer: (input: Volume) => Volume): Pair {
  return { original: computed(() => layer(original.value)), shifted: computed(() => layer(shifted.value)) };
}

function stageOf(pair: Pair, down: number, right: number): Stage {
  const [original, shifted] = [pair.original.value, pair.shifted.value];
  return {
    original,
    shifted,
    change: relativeChange(original, shifted),
    changeAfterShift: relativeChange(shift(original, down, right), shifted),
  };
}

function withinMargin(cells: number): number {
  return Math.max(-LARGEST_SHIFT, Math.min(LARGEST_SHIFT, cells));
}

/** The cell of the source's image that lies under a row or column of the padded one. */
function imageCell(cell: number, size: number): number {
  return Math.floor(((cell - MARGIN + 0.5) * size) / IMAGE_SIDE);
}

/** The image scaled down and centred in zeros; values from 0 to 1. */
function paddedImage(image: Volume): Volume {
  const data = Array.from(image.values, (value) => [value, value, value, 255]).flat();
  const small = resample({ width: image.width, height: image.height, data }, IMAGE_SIDE, 1);
  return volumeFrom(
    PADDED_SIDE,
    PADDED_SIDE,
    1,
    (row, column) => valueAt(small, row - MARGIN, column - MARGIN) / 255,
  );
}

function featureMap(input: Volume, name: KernelName): Volume {
  const map = crossCorrelate(input, NAMED_KERNELS[name].kernel, { padding: samePadding(input, 3) });
  return mapValues(map, ACTIVATIONS.relu.value);
}
