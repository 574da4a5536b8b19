import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { FigureContext } from "../figure.ts";
import { ACTIVATIONS } from "../maths/activation-functions.ts";
import { crossCorrelate } from "../maths/cross-correlate.ts";
import { dense, randomDenseWeights } from "../maths/dense.ts";
import { type KernelName, NAMED_KERNELS } from "../maths/named-kernels.ts";
import { samePadding } from "../maths/padding.ts";
import { pool } from "../maths/pool.ts";
import { relativeChange } from "../maths/relative-change.ts";
import { resample } from "../maths/resample.ts";
import { shift } from "../maths/shift.ts";
import { mapValues, type Position, type Volume, valueAt, volumeFrom } from "../maths/volume.ts";
import { createImageSource, type ImageSource } from "../parts/image/image-source.ts";

/** The picture is 20 cells wide and lies in the middle of 32, so that no shift takes anything over the edge. */
export const FRAME = 32;
const PICTURE = 20;
const MARGIN = (FRAME - PICTURE) / 2;
/** One cell less than the margin: a 3 × 3 kernel reaches one cell further than the picture. */
export const LARGEST_SHIFT = MARGIN - 1;
/** The units of the dense layer, laid out as a square only to be looked at. */
export const UNIT_SIDE = 8;

/** What one stage gives for the picture in its old and its new place. */
export interface Stage {
  readonly before: Volume;
  readonly after: Volume;
  /** How far the new differs from the old: 0 is invariance. */
  readonly change: number;
  /** How far it differs from the old moved along with the picture: 0 is equivariance. */
  readonly changeMovedAlong: number;
}

/** What there is of one stage for the picture in its old and its new place. */
type Both = readonly [before: ReadonlySignal<Volume>, after: ReadonlySignal<Volume>];

export interface EquivarianceModel {
  readonly source: ImageSource;
  readonly right: Signal<number>;
  readonly down: Signal<number>;
  readonly kernelName: Signal<KernelName>;
  readonly window: Signal<number>;
  readonly image: ReadonlySignal<Stage>;
  readonly map: ReadonlySignal<Stage>;
  readonly pooled: ReadonlySignal<Stage>;
  readonly units: ReadonlySignal<Stage>;
  /** How often the reader changed something: each change is announced. */
  readonly changes: Signal<number>;
  /** Moves the picture, as far as there is room. */
  move(right: number, down: number): void;
  /** Draws on the picture, wherever it lies now. */
  paint(place: Position, first: boolean): void;
}

export function createEquivarianceModel(
  start: { readonly right: number; readonly down: number; readonly window: number },
  context: FigureContext,
): EquivarianceModel {
  const source = createImageSource(context);
  const right = signal(start.right);
  const down = signal(start.down);
  const kernelName = signal<KernelName>("sobel-x");
  const window = signal(start.window);
  const changes = signal(0);
  const still = computed(() => framed(source.image.value));
  const moved = computed(() => shift(still.value, down.value, right.value));
  const stageOf = ([before, after]: Both, cellSide: () => number) =>
    computed<Stage>(() => ({
      before: before.value,
      after: after.value,
      change: relativeChange(before.value, after.value),
      changeMovedAlong: relativeChange(
        shift(before.value, Math.round(down.value / cellSide()), Math.round(right.value / cellSide())),
        after.value,
      ),
    }));
  const through = ([before, after]: Both, layer: (input: Volume) => Volume): Both => [
    computed(() => layer(before.value)),
    computed(() => layer(after.value)),
  ];
  const images: Both = [still, moved];
  const maps = through(images, (input) => featureMap(input, kernelName.value));
  const weights = randomDenseWeights(FRAME * FRAME, UNIT_SIDE * UNIT_SIDE, 14);
  return {
    source,
    right,
    down,
    kernelName,
    window,
    image: stageOf(images, () => 1),
    map: stageOf(maps, () => 1),
    pooled: stageOf(
      through(maps, (input) => pool(input, "max", { size: window.value, stride: window.value })),
      () => window.value,
    ),
    units: stageOf(
      through(images, (input) => dense(input, weights, UNIT_SIDE, UNIT_SIDE)),
      () => FRAME / UNIT_SIDE,
    ),
    changes,
    move(toRight, toDown) {
      right.value = withinRoom(toRight);
      down.value = withinRoom(toDown);
      changes.value += 1;
    },
    paint(place, first) {
      const inPicture = (cell: number, moved: number) =>
        Math.floor(((cell - MARGIN - moved + 0.5) * source.size) / PICTURE);
      source.paint(
        { row: inPicture(place.row, down.value), column: inPicture(place.column, right.value) },
        first,
      );
    },
  };
}

function withinRoom(cells: number): number {
  return Math.max(-LARGEST_SHIFT, Math.min(LARGEST_SHIFT, cells));
}

/** The picture made smaller, in the middle of an empty frame; values from 0 to 1. */
function framed(image: Volume): Volume {
  const grey = Array.from(image.values, (value) => [value, value, value, 255]).flat();
  const small = resample({ width: image.width, height: image.height, data: grey }, PICTURE, 1);
  return volumeFrom(FRAME, FRAME, 1, (row, column) => valueAt(small, row - MARGIN, column - MARGIN) / 255);
}

function featureMap(input: Volume, name: KernelName): Volume {
  return mapValues(
    crossCorrelate(input, NAMED_KERNELS[name].kernel, { padding: samePadding(input, 3) }),
    ACTIVATIONS.relu.value,
  );
}
