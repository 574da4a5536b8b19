import type { DatasetName } from "../protocol/ids.ts";

/** A dataset: where its files are, how to verify them, and what they contain. Each is one file in this folder. */
export interface Dataset {
  /** The name of its file in this folder, without `.ts`. Lessons and the site's `data/<name>/` use the same name. */
  readonly name: DatasetName;
  /** The name that readers see. */
  readonly title: string;
  readonly licence: string;
  /** A page about the dataset. */
  readonly homepage: string;
  /** In the order in which `decode` takes them; empty if `decode` computes the images itself. */
  readonly files: readonly DatasetFile[];
  /** Base addresses, each ending in `/`, that serve all `files` by name; tried in order. */
  readonly mirrors: readonly string[];
  /** The size of every image, in pixels. */
  readonly imageShape: ImageShape;
  /** `classNames[label]` is the name of a label. */
  readonly classNames: readonly string[];
  /**
   * Reads images and labels from the decompressed files, without copying.
   * @param perClass the images of each class that `reduce` has left in each split; without it, all are there.
   * @throws {IdxError} if a file does not have the expected format.
   */
  decode(files: readonly ArrayBuffer[], perClass?: number): LabelledSplits;
  /**
   * The same files with only the first `perClass` images of each class in each split, in their order, for small
   * exports. Without it, a dataset is exported as a whole.
   */
  readonly reduce?: (files: readonly ArrayBuffer[], perClass: number) => readonly ArrayBuffer[];
  /** What replaces the dataset if it cannot be downloaded; null if nothing does. */
  readonly synthetic: SyntheticDataset | null;
}

/** Height and width of an image, in pixels. */
export interface ImageShape {
  readonly height: number;
  readonly width: number;
}

/** Computed images with the same files, shapes and classes as a real dataset. */
export interface SyntheticDataset {
  /** Draws all files, decompressed. Yields the fraction done (0 to 1) so that the caller can yield to the browser. */
  drawFiles(): Generator<number, readonly ArrayBuffer[], void>;
  /** Draws the first `count` images of the test split. */
  drawSamples(count: number): RawImages;
}

/** One file: what is downloaded as `<name>`, gzipped, and what it contains. */
export interface DatasetFile {
  readonly name: string;
  /** The first bytes of the decompressed file, which distinguish it from an error page. */
  readonly magic: readonly number[];
  readonly gzip: Contents;
  readonly decompressed: Contents;
}

/** The expected length and digest of a file. */
export interface Contents {
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** The training and test split published with the dataset. */
export interface LabelledSplits {
  readonly train: RawImages;
  readonly test: RawImages;
}

/** Greyscale images and their labels. */
export interface RawImages extends ImageShape {
  /** length × height × width, row by row, 0 (background) to 255. */
  readonly images: Uint8Array;
  /** One per image: an index into the dataset's `classNames`. */
  readonly labels: Uint8Array;
  readonly length: number;
}

/** The size of the whole download, in bytes. */
export function downloadBytes(dataset: Dataset): number {
  return dataset.files.reduce((sum, file) => sum + file.gzip.bytes, 0);
}
