import type { DatasetName } from "../protocol/ids.ts";

/** A dataset: where its files are, how they are known to be right, and what they mean. One file of this folder each. */
export interface Dataset {
  /** The name of its file in this folder, without `.ts`; lessons and the site's `data/<name>/` use it. */
  readonly name: DatasetName;
  /** As people write it. */
  readonly title: string;
  readonly licence: string;
  /** Where a reader learns more. */
  readonly homepage: string;
  /** In the order in which `decode` takes them. */
  readonly files: readonly DatasetFile[];
  /** Addresses that end in `/` and hold all `files` by name; tried in order. */
  readonly mirrors: readonly string[];
  /** The name of each label, by its number. */
  readonly classNames: readonly string[];
  /**
   * Turns the decompressed files into images and labels, without copying.
   * @throws {IdxError} when a file is not what its name promises.
   */
  decode(files: readonly ArrayBuffer[]): LabelledSplits;
  /** Draws files of the same names and shapes where the real ones cannot be had; null for a dataset without a stand-in. */
  readonly drawStandIn: DrawStandIn | null;
}

/** One file: what comes over the wire as `<name>`, gzipped, and what is inside. */
export interface DatasetFile {
  readonly name: string;
  /** The first bytes of what is inside: tells it from a stranger that came in its place. */
  readonly magic: readonly number[];
  readonly gzip: Contents;
  readonly decompressed: Contents;
}

/** What a sequence of bytes has to be. */
export interface Contents {
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** Yields the share that is done (0 to 1), so that a page stays alive between steps, and returns the decompressed files. */
export type DrawStandIn = () => Generator<number, readonly ArrayBuffer[], void>;

/** The split that the dataset's authors made. */
export interface LabelledSplits {
  readonly train: RawImages;
  readonly test: RawImages;
}

/** Grey images and their labels. */
export interface RawImages {
  /** length × height × width, row by row, 0 (background) to 255. */
  readonly images: Uint8Array;
  /** One number per image, an index into the dataset's `classNames`. */
  readonly labels: Uint8Array;
  readonly length: number;
  readonly height: number;
  readonly width: number;
}

/** What has to be downloaded for the whole dataset, in bytes. */
export function downloadBytes(dataset: Dataset): number {
  return dataset.files.reduce((sum, file) => sum + file.gzip.bytes, 0);
}
