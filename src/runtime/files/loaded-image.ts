import type * as tf from "@tensorflow/tfjs";
import { floatTensor } from "../kernels/float-tensor.ts";

export interface ImageOptions {
  /** The size to which the picture is scaled, in pixels. With one of them, the other follows from the picture's sides. */
  readonly width?: number;
  readonly height?: number;
}

/** The pixels of a picture. The value of a cell, it is shown. */
export class LoadedImage {
  /** height × width × 4 values from 0 to 255, row by row: red, green, blue, and opacity. */
  readonly data: Uint8ClampedArray;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  readonly #isOwn = true;

  constructor({ data, width, height }: Pick<LoadedImage, "data" | "width" | "height">) {
    this.data = data;
    this.width = width;
    this.height = height;
  }

  /**
   * Unlike `instanceof`, a private name runs none of the code of a proxy.
   * @internal
   */
  static is(value: unknown): value is LoadedImage {
    return typeof value === "object" && value !== null && #isOwn in value;
  }

  /**
   * The picture as a float32 tensor [height, width, channels] with values from 0 to 255. Dispose it when done.
   * @param channels 1 (grey, by the weights of ITU-R BT.601), 3 (red, green, blue) or 4 (and opacity); 3 by default.
   */
  toTensor(channels: 1 | 3 | 4 = 3): tf.Tensor3D {
    const { data, width, height } = this;
    if (channels !== 1 && channels !== 3 && channels !== 4)
      throw new RangeError(`toTensor: ${channels} channels are not possible; choose 1, 3 or 4.`);
    return floatTensor(toChannels(data, channels), [height, width, channels]) as tf.Tensor3D;
  }
}

function toChannels(rgba: Uint8ClampedArray, channels: 1 | 3 | 4): Uint8Array {
  const count = rgba.length / 4;
  const values = new Uint8Array(count * channels);
  for (let pixel = 0; pixel < count; pixel += 1) {
    if (channels === 1) values[pixel] = greyOf(rgba, 4 * pixel);
    else values.set(rgba.subarray(4 * pixel, 4 * pixel + channels), channels * pixel);
  }
  return values;
}

function greyOf(rgba: Uint8ClampedArray, offset: number): number {
  const [red = 0, green = 0, blue = 0] = rgba.subarray(offset, offset + 3);
  return Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
}
