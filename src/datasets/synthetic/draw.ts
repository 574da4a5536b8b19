import type { RawImages } from "../dataset.ts";
import { emptyIdx } from "../idx.ts";
import { weave } from "./cloth.ts";
import { GARMENTS } from "./garments.ts";
import { type Random, seededRandom } from "./random.ts";
import { fill, type Placement, SIZE } from "./raster.ts";

/** As many as in Fashion-MNIST, so that a lesson can split them the same way. */
const TRAIN = { length: 60_000, seed: 14 };
const TEST = { length: 10_000, seed: 41 };

/** Images drawn between two yields: about 2 ms of work. */
const IMAGES_PER_YIELD = 200;

/**
 * Draws a synthetic Fashion-MNIST: four files with the same shapes and classes, each class equally frequent, the same
 * images every time. Yields the fraction done.
 */
export function* drawFiles(): Generator<number, readonly ArrayBuffer[], void> {
  const total = TRAIN.length + TEST.length;
  const train = yield* drawSplit(TRAIN.length, TRAIN.seed, 0, total);
  const test = yield* drawSplit(TEST.length, TEST.seed, TRAIN.length, total);
  return [...train, ...test];
}

/** Draws the first `length` images of the synthetic test split. */
export function drawSamples(length: number): RawImages {
  const images = new Uint8Array(length * SIZE * SIZE);
  const labels = new Uint8Array(length);
  const draw = createDrawer(images, labels, seededRandom(TEST.seed));
  for (let index = 0; index < length; index++) draw(index);
  return { images, labels, length, height: SIZE, width: SIZE };
}

function* drawSplit(
  length: number,
  seed: number,
  before: number,
  total: number,
): Generator<number, readonly [images: ArrayBuffer, labels: ArrayBuffer], void> {
  const images = emptyIdx([length, SIZE, SIZE]);
  const labels = emptyIdx([length]);
  const draw = createDrawer(images.values, labels.values, seededRandom(seed));
  for (let index = 0; index < length; index++) {
    if (index % IMAGES_PER_YIELD === 0) yield (before + index) / total;
    draw(index);
  }
  return [images.file, labels.file];
}

/** Returns a function that draws one image; every ten consecutive images hold each class once, in random order. */
function createDrawer(images: Uint8Array, labels: Uint8Array, random: Random): (index: number) => void {
  const classes = [...GARMENTS.keys()];
  const brightness = new Float64Array(SIZE * SIZE);
  return (index) => {
    const turn = index % classes.length;
    if (turn === 0) shuffle(classes, random);
    const label = classes[turn] ?? 0;
    labels[index] = label;
    brightness.fill(0);
    fill(brightness, GARMENTS[label]?.(random) ?? [], randomPlacement(random));
    weave(
      brightness,
      new Uint8ClampedArray(images.buffer, images.byteOffset + index * brightness.length, brightness.length),
      random,
    );
  };
}

function randomPlacement(random: Random): Placement {
  return {
    scaleX: random.between(0.86, 1.08),
    scaleY: random.between(0.88, 1.02),
    slant: random.between(-0.06, 0.06),
    shiftX: random.between(-1.2, 1.2),
    shiftY: random.between(-0.8, 0.8),
  };
}

/** Fisher and Yates. */
function shuffle(values: number[], random: Random): void {
  for (let last = values.length - 1; last > 0; last--) {
    const other = Math.floor(random.next() * (last + 1));
    [values[last], values[other]] = [values[other] ?? 0, values[last] ?? 0];
  }
}
