import type * as tf from "@tensorflow/tfjs";
import { floatTensor } from "../kernels/float-tensor.ts";

/** Pictures with their labels, as views of the files' bytes: slicing copies nothing. */
export interface LabelledImages {
  /** n × 28 × 28 values from 0 to 255, row by row. */
  readonly images: Uint8Array;
  /** n labels from 0 to 9. */
  readonly labels: Uint8Array;
  /** n */
  readonly length: number;
  /** The pictures from `start` to before `end`, as `Array.prototype.slice`: negative counts from the end. */
  slice(start: number, end?: number): LabelledImages;
  /** `x` [n, 28, 28] with values from 0 to 255 and `y` [n], both float32. Dispose them when done. */
  toTensors(): { x: tf.Tensor3D; y: tf.Tensor1D };
}

const SIDE = 28;

export function labelledImages(images: Uint8Array, labels: Uint8Array): LabelledImages {
  const { length } = labels;
  if (images.length !== length * SIDE * SIDE) {
    throw new RangeError(`${length} labels do not fit ${images.length / SIDE / SIDE} images.`);
  }
  return {
    images,
    labels,
    length,
    slice(start, end = length) {
      const from = clampIndex(start, length);
      const to = Math.max(from, clampIndex(end, length));
      return labelledImages(images.subarray(from * SIDE * SIDE, to * SIDE * SIDE), labels.subarray(from, to));
    },
    toTensors() {
      return {
        x: floatTensor(images, [length, SIDE, SIDE]) as tf.Tensor3D,
        y: floatTensor(labels, [length]) as tf.Tensor1D,
      };
    },
  };
}

function clampIndex(index: number, length: number): number {
  const whole = Math.trunc(Number.isNaN(index) ? 0 : index);
  return whole < 0 ? Math.max(0, length + whole) : Math.min(whole, length);
}
