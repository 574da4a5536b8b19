import * as v from "valibot";
import { DatasetName } from "../protocol/ids.ts";
import type { Dataset, DatasetFile, LabelledSplits, RawImages } from "./dataset.ts";
import { decodeIdx, emptyIdx } from "./idx.ts";
import { drawFiles, drawSamples } from "./synthetic/draw.ts";

const IMAGE_SHAPE = { height: 28, width: 28 };

/** The magic numbers of IDX files of bytes: three dimensions for images, one for labels. */
const IMAGES = [0, 0, 8, 3];
const LABELS = [0, 0, 8, 1];

/** The names of the labels 0 to 9, as the dataset's authors write them. */
export const CLASS_NAMES = [
  "T-shirt/top",
  "Trouser",
  "Pullover",
  "Dress",
  "Coat",
  "Sandal",
  "Shirt",
  "Sneaker",
  "Bag",
  "Ankle boot",
] as const;

const files = [
  {
    name: "train-images-idx3-ubyte.gz",
    magic: IMAGES,
    gzip: {
      bytes: 26_421_880,
      sha256: "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
    },
    decompressed: {
      bytes: 47_040_016,
      sha256: "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
    },
  },
  {
    name: "train-labels-idx1-ubyte.gz",
    magic: LABELS,
    gzip: {
      bytes: 29_515,
      sha256: "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
    },
    decompressed: {
      bytes: 60_008,
      sha256: "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
    },
  },
  {
    name: "t10k-images-idx3-ubyte.gz",
    magic: IMAGES,
    gzip: {
      bytes: 4_422_102,
      sha256: "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
    },
    decompressed: {
      bytes: 7_840_016,
      sha256: "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
    },
  },
  {
    name: "t10k-labels-idx1-ubyte.gz",
    magic: LABELS,
    gzip: {
      bytes: 5_148,
      sha256: "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
    },
    decompressed: {
      bytes: 10_008,
      sha256: "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
    },
  },
] as const satisfies readonly DatasetFile[];

/**
 * Fashion-MNIST: 60 000 training and 10 000 test images of clothing, 28 × 28, greyscale, ten classes.
 * Source: Xiao, Rasul and Vollgraf (2017), https://arxiv.org/abs/1708.07747.
 */
export const dataset: Dataset = {
  name: v.parse(DatasetName, "fashion-mnist"),
  title: "Fashion-MNIST",
  licence: "MIT, Zalando SE",
  homepage: "https://github.com/zalandoresearch/fashion-mnist",
  files,
  mirrors: [
    "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
  ],
  imageShape: IMAGE_SHAPE,
  classNames: CLASS_NAMES,
  decode,
  reduce,
  synthetic: { drawFiles, drawSamples },
};

/** Images of each class in the two splits. */
const TRAIN_PER_CLASS = 6_000;
const TEST_PER_CLASS = 1_000;

function decode(
  [trainImages, trainLabels, testImages, testLabels]: readonly ArrayBuffer[],
  perClass = TRAIN_PER_CLASS,
): LabelledSplits {
  const [trainImagesFile, trainLabelsFile, testImagesFile, testLabelsFile] = files;
  const trainLength = CLASS_NAMES.length * Math.min(perClass, TRAIN_PER_CLASS);
  const testLength = CLASS_NAMES.length * Math.min(perClass, TEST_PER_CLASS);
  return {
    train: split(trainLength, trainImages, trainImagesFile.name, trainLabels, trainLabelsFile.name),
    test: split(testLength, testImages, testImagesFile.name, testLabels, testLabelsFile.name),
  };
}

function reduce(whole: readonly ArrayBuffer[], perClass: number): readonly ArrayBuffer[] {
  const { train, test } = decode(whole);
  return [...reduceSplit(train, perClass), ...reduceSplit(test, perClass)];
}

/** The files of images and labels with the first images of each class. */
function reduceSplit({ images, labels, height, width }: RawImages, perClass: number): ArrayBuffer[] {
  const counts = CLASS_NAMES.map(() => 0);
  const chosen = [...labels.keys()].filter((index) => {
    const label = labels[index] ?? 0;
    const count = (counts[label] ?? 0) + 1;
    counts[label] = count;
    return count <= perClass;
  });
  const size = height * width;
  const imagesFile = emptyIdx([chosen.length, height, width]);
  const labelsFile = emptyIdx([chosen.length]);
  for (const [at, index] of chosen.entries()) {
    imagesFile.values.set(images.subarray(index * size, (index + 1) * size), at * size);
    labelsFile.values[at] = labels[index] ?? 0;
  }
  return [imagesFile.file, labelsFile.file];
}

function split(
  length: number,
  images: ArrayBuffer | undefined,
  imagesName: string,
  labels: ArrayBuffer | undefined,
  labelsName: string,
): RawImages {
  const { height, width } = IMAGE_SHAPE;
  return {
    images: decodeIdx(present(images, imagesName), imagesName, [length, height, width]),
    labels: decodeIdx(present(labels, labelsName), labelsName, [length]),
    length,
    height,
    width,
  };
}

function present(file: ArrayBuffer | undefined, name: string): ArrayBuffer {
  if (file === undefined)
    throw new Error(`Fashion-MNIST consists of ${files.length} files; ${name} is missing.`);
  return file;
}
