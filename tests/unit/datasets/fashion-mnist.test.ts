import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { downloadBytes } from "../../../src/datasets/dataset.ts";
import { CLASS_NAMES, dataset } from "../../../src/datasets/fashion-mnist.ts";
import { emptyIdx, IdxError } from "../../../src/datasets/idx.ts";

const folder = process.env["FASHION_MNIST_DIR"] ?? "public/data/fashion-mnist";
const present = dataset.files.every((file) => existsSync(join(folder, file.name)));

function empty(): ArrayBuffer[] {
  return [[60_000, 28, 28], [60_000], [10_000, 28, 28], [10_000]].map((shape) => emptyIdx(shape).file);
}

describe("Fashion-MNIST", () => {
  test("names ten classes and 31 MB in four files", () => {
    expect(CLASS_NAMES).toHaveLength(10);
    expect(downloadBytes(dataset)).toBe(30_878_645);
  });

  test("decodes four files of the right shapes", () => {
    const { train, test } = dataset.decode(empty());
    expect([train.length, train.images.length, train.labels.length]).toEqual([60_000, 47_040_000, 60_000]);
    expect([test.length, test.images.length, test.labels.length]).toEqual([10_000, 7_840_000, 10_000]);
  });

  test("says which file is missing", () => {
    expect(() => dataset.decode(empty().slice(0, 3))).toThrow(/t10k-labels-idx1-ubyte\.gz is missing/);
  });

  test("refuses files in another order", () => {
    expect(() => dataset.decode(empty().reverse())).toThrow(IdxError);
  });

  test("is reduced to the first images of each class, in their order", () => {
    const files = empty();
    const labels = [1, 3].map((index) => new Uint8Array(files[index] ?? new ArrayBuffer(8), 8));
    for (const split of labels) for (const index of split.keys()) split[index] = (index * 7) % 10;
    new Uint8Array(files[0] ?? new ArrayBuffer(16), 16).fill(9, 13 * 784, 14 * 784);
    const reduced = dataset.reduce?.(files, 2) ?? [];
    const { train, test } = dataset.decode(reduced, 2);
    expect([...train.labels]).toEqual([...(labels[0]?.subarray(0, 20) ?? [])]);
    expect(train.images.subarray(12 * 784, 13 * 784).every((value) => value === 0)).toBe(true);
    expect(train.images.subarray(13 * 784, 14 * 784).every((value) => value === 9)).toBe(true);
    expect(test.labels).toEqual(train.labels);
  });

  test.skipIf(!present)("decodes the real files: 6 000 and 1 000 of each class, a boot first", async () => {
    const files = await Promise.all(dataset.files.map((file) => decompressed(join(folder, file.name))));
    const { train, test } = dataset.decode(files);
    expect(counts(train.labels)).toEqual(Array(10).fill(6_000));
    expect(counts(test.labels)).toEqual(Array(10).fill(1_000));
    expect(train.labels[0]).toBe(CLASS_NAMES.indexOf("Ankle boot"));
    expect(Math.max(...train.images.subarray(0, 784))).toBe(255);
  });
});

async function decompressed(path: string): Promise<ArrayBuffer> {
  return new Uint8Array(gunzipSync(await readFile(path))).buffer;
}

function counts(labels: Uint8Array): number[] {
  const result = Array<number>(10).fill(0);
  for (const label of labels) result[label] = (result[label] ?? 0) + 1;
  return result;
}
