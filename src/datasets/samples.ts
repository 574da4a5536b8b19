import type { RawImages } from "./dataset.ts";

/**
 * A few images of a dataset in one small file, `data/<name>/samples.bin`, which figures show before the dataset itself
 * is loaded: one byte per image with its label, then the images one after another, each row by row.
 */
export const SAMPLES_FILE = "samples.bin";

/** One image with its label. `pixels`: height × width, row by row, 0 (background) to 255. */
export interface Sample {
  readonly label: number;
  readonly pixels: Uint8Array;
}

/** The first `perClass` images of each class, class by class; views, not copies. */
export function chooseSamples(images: RawImages, classes: number, perClass: number): readonly Sample[] {
  return Array.from({ length: classes }, (_, label) => firstOfClass(images, label, perClass)).flat();
}

/** Encodes samples as the contents of `SAMPLES_FILE`. */
export function encodeSamples(samples: readonly Sample[]): Uint8Array {
  return Uint8Array.from([
    ...samples.map(({ label }) => label),
    ...samples.flatMap(({ pixels }) => [...pixels]),
  ]);
}

/**
 * Decodes what `encodeSamples` wrote.
 * @param size height × width of an image.
 * @returns null if the file has a different format, for example if the server answered with a web page.
 */
export function decodeSamples(file: Uint8Array, classes: number, size: number): readonly Sample[] | null {
  const count = file.length / (1 + size);
  if (count === 0 || !Number.isInteger(count)) return null;
  const labels = [...file.subarray(0, count)];
  if (labels.some((label) => label >= classes)) return null;
  return labels.map((label, index) => {
    const start = count + index * size;
    return { label, pixels: file.subarray(start, start + size) };
  });
}

function firstOfClass({ images, labels, height, width }: RawImages, label: number, count: number): Sample[] {
  const size = height * width;
  const indices = [...labels.keys()].filter((index) => labels[index] === label).slice(0, count);
  return indices.map((index) => ({ label, pixels: images.subarray(index * size, (index + 1) * size) }));
}
