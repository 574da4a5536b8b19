import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { RawImages } from "../../../../src/datasets/dataset.ts";
import { CLASS_NAMES, dataset } from "../../../../src/datasets/fashion-mnist.ts";
import { drawFiles, drawSamples } from "../../../../src/datasets/synthetic/draw.ts";

const PIXELS = 28 * 28;

function draw(): { files: readonly ArrayBuffer[]; shares: number[] } {
  const shares: number[] = [];
  const drawing = drawFiles();
  let next = drawing.next();
  for (; !next.done; next = drawing.next()) shares.push(next.value);
  return { files: next.value, shares };
}

const drawn = draw();
const { train, test: testSplit } = dataset.decode(drawn.files);

describe("the synthetic Fashion-MNIST", () => {
  test("has files of the same length", () => {
    expect(drawn.files.map((file) => file.byteLength)).toEqual(
      dataset.files.map((file) => file.decompressed.bytes),
    );
  });

  test("has every class equally often, also in the lecture's halves of the training set", () => {
    expect(counts(train, 0, 30_000)).toEqual(Array(10).fill(3_000));
    expect(counts(train, 30_000, 60_000)).toEqual(Array(10).fill(3_000));
    expect(counts(testSplit, 0, 10_000)).toEqual(Array(10).fill(1_000));
  });

  test("reports its progress often enough to yield to the browser", () => {
    expect(drawn.shares[0]).toBe(0);
    expect(drawn.shares).toEqual(drawn.shares.toSorted((one, other) => one - other));
    expect(drawn.shares.at(-1)).toBeLessThan(1);
    expect(drawn.shares.length).toBeGreaterThan(300);
  });

  test("varies in every pixel of the training half, which is standardised by the deviation", () => {
    const seen = new Set<number>();
    const first = train.images.subarray(0, PIXELS);
    for (let index = 0; index < 30_000 * PIXELS; index++) {
      if (train.images[index] !== first[index % PIXELS]) seen.add(index % PIXELS);
    }
    expect(seen.size).toBe(PIXELS);
  });

  test("has no image twice among the first thousand", () => {
    const pictures = Array.from({ length: 1_000 }, (_, index) => digest(picture(train, index)));
    expect(new Set(pictures).size).toBe(1_000);
  });

  test("is recognisable, and not too easy: the nearest class mean is right for most, and wrong for many", () => {
    const means = classMeans(train, 5_000);
    const indices = [...Array(2_000).keys()];
    const right = indices.filter(
      (index) => nearest(means, picture(testSplit, index)) === testSplit.labels[index],
    );
    expect(right.length / indices.length).toBeGreaterThan(0.6);
    expect(right.length / indices.length).toBeLessThan(0.9);
  });

  test("never changes, so that outputs made from it stay comparable", () => {
    expect(digest(testSplit.images)).toBe("b582697cc4a36e4e1c885e5dd173ae29bfe21d9c6bf2999ed28789a82a77d669");
  });
});

describe("drawSamples", () => {
  test("draws the first images of the test split", () => {
    const samples = drawSamples(40);
    expect(samples.length).toBe(40);
    expect(digest(samples.images)).toBe(digest(testSplit.images.subarray(0, 40 * PIXELS)));
    expect([...samples.labels]).toEqual([...testSplit.labels.subarray(0, 40)]);
  });
});

function picture({ images }: RawImages, index: number): Uint8Array {
  return images.subarray(index * PIXELS, (index + 1) * PIXELS);
}

function counts({ labels }: RawImages, start: number, end: number): number[] {
  const result = CLASS_NAMES.map(() => 0);
  for (const label of labels.subarray(start, end)) result[label] = (result[label] ?? 0) + 1;
  return result;
}

function classMeans(images: RawImages, length: number): Float64Array[] {
  const means = CLASS_NAMES.map(() => new Float64Array(PIXELS));
  for (let index = 0; index < length; index++) {
    const mean = means[images.labels[index] ?? 0];
    picture(images, index).forEach((value, pixel) => {
      if (mean !== undefined) mean[pixel] = (mean[pixel] ?? 0) + (value * CLASS_NAMES.length) / length;
    });
  }
  return means;
}

function nearest(means: readonly Float64Array[], pixels: Uint8Array): number {
  const distances = means.map((mean) =>
    mean.reduce((sum, value, pixel) => sum + (value - (pixels[pixel] ?? 0)) ** 2, 0),
  );
  return distances.indexOf(Math.min(...distances));
}

function digest(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
