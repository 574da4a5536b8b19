import type { RawImages } from "../dataset.ts";
import { emptyIdx } from "../idx.ts";
import { weave } from "./cloth.ts";
import { GARMENTS } from "./garments.ts";
import { type Random, seededRandom } from "./random.ts";
import { fill, type Placement, SIZE } from "./raster.ts";

/** As many as in the original, so that a lesson's splits mean the same. */
const TRAIN = { length: 60_000, seed: 14 };
const TEST = { length: 10_000, seed: 41 };

/** Pictures between two signs of life: about 2 ms of work. */
const STRIDE = 200;

/**
 * Draws the stand-in for Fashion-MNIST: the same four files, of the same shapes and classes, 28 × 28, each class equally
 * often, the same pictures every time. Yields the share that is done.
 */
export function* drawStandIn(): Generator<number, readonly ArrayBuffer[], void> {
  const total = TRAIN.length + TEST.length;
  const train = yield* drawFiles(TRAIN.length, TRAIN.seed, 0, total);
  const test = yield* drawFiles(TEST.length, TEST.seed, TRAIN.length, total);
  return [...train, ...test];
}

/** Draws the first `length` pictures of the stand-in's test split. */
export function drawStandInSamples(length: number): RawImages {
  const images = new Uint8Array(length * SIZE * SIZE);
  const labels = new Uint8Array(length);
  const draw = drawer(images, labels, seededRandom(TEST.seed));
  for (let index = 0; index < length; index++) draw(index);
  return { images, labels, length, height: SIZE, width: SIZE };
}

function* drawFiles(
  length: number,
  seed: number,
  before: number,
  total: number,
): Generator<number, readonly [images: ArrayBuffer, labels: ArrayBuffer], void> {
  const images = emptyIdx([length, SIZE, SIZE]);
  const labels = emptyIdx([length]);
  const draw = drawer(images.values, labels.values, seededRandom(seed));
  for (let index = 0; index < length; index++) {
    if (index % STRIDE === 0) yield (before + index) / total;
    draw(index);
  }
  return [images.file, labels.file];
}

/** What draws one picture after the other; every ten hold each class once, in random order. */
function drawer(images: Uint8Array, labels: Uint8Array, random: Random): (index: number) => void {
  const classes = [...GARMENTS.keys()];
  const picture = new Float64Array(SIZE * SIZE);
  return (index) => {
    const turn = index % classes.length;
    if (turn === 0) shuffle(classes, random);
    const label = classes[turn] ?? 0;
    labels[index] = label;
    picture.fill(0);
    fill(picture, GARMENTS[label]?.(random) ?? [], place(random));
    weave(
      picture,
      new Uint8ClampedArray(images.buffer, images.byteOffset + index * picture.length, picture.length),
      random,
    );
  };
}

function place(random: Random): Placement {
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
