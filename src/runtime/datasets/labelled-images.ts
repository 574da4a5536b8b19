import type * as tf from "@tensorflow/tfjs";
import type { ImageShape, RawImages } from "../../datasets/dataset.ts";
import { floatTensor } from "../kernels/float-tensor.ts";

/** Images with their labels: views of the dataset's bytes, so slicing copies nothing. */
export interface LabelledImages extends ImageShape {
  /** n × height × width values from 0 to 255, row by row. */
  readonly images: Uint8Array;
  /** n labels, each an index into `classNames`. */
  readonly labels: Uint8Array;
  /** n */
  readonly length: number;
  readonly classNames: readonly string[];
  /** The images from `start` up to but not including `end`, like `Array.prototype.slice`: negative counts from the end. */
  slice(start: number, end?: number): LabelledImages;
  /** `x` [n, height, width] with values from 0 to 255 and `y` [n], both float32. Dispose them when done. */
  toTensors(): { x: tf.Tensor3D; y: tf.Tensor1D };
}

/** @throws {RangeError} if there are not as many labels as images. */
export function labelledImages(raw: RawImages, classNames: readonly string[]): LabelledImages {
  const { images, labels, height, width } = raw;
  const { length } = labels;
  const size = height * width;
  if (images.length !== length * size) {
    throw new RangeError(`There are ${length} labels for ${images.length / size} images.`);
  }
  return {
    images,
    labels,
    length,
    height,
    width,
    classNames,
    slice(start, end = length) {
      const from = clampIndex(start, length);
      const to = Math.max(from, clampIndex(end, length));
      const part = { images: images.subarray(from * size, to * size), labels: labels.subarray(from, to) };
      return labelledImages({ ...part, length: to - from, height, width }, classNames);
    },
    toTensors() {
      return {
        x: floatTensor(images, [length, height, width]) as tf.Tensor3D,
        y: floatTensor(labels, [length]) as tf.Tensor1D,
      };
    },
  };
}

/** The pixels of one image: height × width, row by row, a view. */
export function imageAt({ images, height, width }: LabelledImages, index: number): Uint8Array {
  const size = height * width;
  return images.subarray(index * size, (index + 1) * size);
}

function clampIndex(index: number, length: number): number {
  const whole = Math.trunc(Number.isNaN(index) ? 0 : index);
  return whole < 0 ? Math.max(0, length + whole) : Math.min(whole, length);
}
