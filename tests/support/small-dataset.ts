import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import * as v from "valibot";
import type { Contents, Dataset, DatasetFile } from "../../src/datasets/dataset.ts";
import { decodeIdx, emptyIdx } from "../../src/datasets/idx.ts";
import { DatasetName } from "../../src/protocol/ids.ts";

export interface SmallFile {
  readonly file: DatasetFile;
  readonly gzip: Uint8Array;
  readonly decompressed: Uint8Array;
}

/** Two IDX files, large enough to arrive in several pieces: what compresses badly, and what compresses well. */
export const images = smallFile("images.gz", [300, 28, 28], noise);
export const labels = smallFile("labels.gz", [300], (index) => index % 10);

/** A dataset of these two files. `mirrors` are filled in by each test. */
export function smallDataset(mirrors: readonly string[], synthetic: Dataset["synthetic"]): Dataset {
  return {
    name: v.parse(DatasetName, "small"),
    title: "Small",
    licence: "none",
    homepage: "https://example.org/",
    files: [images.file, labels.file],
    mirrors,
    imageShape: { height: 28, width: 28 },
    classNames: [..."0123456789"],
    decode: ([imagesFile, labelsFile]) => {
      const split = {
        images: decodeIdx(imagesFile ?? new ArrayBuffer(0), "images", [300, 28, 28]),
        labels: decodeIdx(labelsFile ?? new ArrayBuffer(0), "labels", [300]),
        length: 300,
        height: 28,
        width: 28,
      };
      return { train: split, test: split };
    },
    synthetic,
  };
}

function smallFile(name: string, shape: readonly number[], value: (index: number) => number): SmallFile {
  const { file, values } = emptyIdx(shape);
  for (let index = 0; index < values.length; index++) values[index] = value(index);
  const decompressed = new Uint8Array(file);
  const gzip = new Uint8Array(gzipSync(decompressed));
  const magic = [0, 0, 8, shape.length];
  return {
    file: { name, magic, gzip: contents(gzip), decompressed: contents(decompressed) },
    gzip,
    decompressed,
  };
}

/** A byte that does not compress: two rounds of multiplying and folding. */
function noise(index: number): number {
  const once = Math.imul(index + 1, 0x9e3779b1);
  return Math.imul(once ^ (once >>> 15), 0x85ebca77) >>> 24;
}

function contents(bytes: Uint8Array): Contents {
  return { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}
