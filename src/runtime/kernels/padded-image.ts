import type { backend_util } from "@tensorflow/tfjs";
import type { Engine } from "./engine.ts";
import { type Allocator, clearFloats } from "./memory.ts";
import { FLOAT_BYTES, type WindowStrides, type WindowsView } from "./views.ts";

/** The rows and columns that the windows of a convolution cover, padding included. */
export interface PaddedShape extends WindowStrides {
  readonly height: number;
  readonly width: number;
  /** Whether all of them are within the image, so that it needs no padding. */
  readonly isWithinImage: boolean;
}

function paddedShape(conv: backend_util.Conv2DInfo): PaddedShape {
  const { inHeight, inWidth, inChannels, strideHeight, strideWidth } = conv;
  const { top, left } = conv.padInfo;
  const height = (conv.outHeight - 1) * strideHeight + conv.filterHeight;
  const width = (conv.outWidth - 1) * strideWidth + conv.filterWidth;
  const isWithinImage = top === 0 && left === 0 && height <= inHeight && width <= inWidth;
  const pixelBytes = inChannels * FLOAT_BYTES;
  const rowStride = (isWithinImage ? inWidth : width) * pixelBytes;
  return {
    height,
    width,
    isWithinImage,
    rowStride,
    strideY: strideHeight * rowStride,
    strideX: strideWidth * pixelBytes,
  };
}

/** Whether no window of a convolution covers padding. */
export function isWithinImage(conv: backend_util.Conv2DInfo): boolean {
  return paddedShape(conv).isWithinImage;
}

/** The images of a batch as the kernels read them: padded, so windows are never checked against the edges. */
export interface PaddedImages extends WindowStrides {
  readonly imageBytes: number;
  /** Pads an image, which becomes the `index`-th, by a copy if it needs padding. */
  pad(image: number, index: number): WindowsView;
  /** The `index`-th image, which was padded before, among the last `capacity` ones. */
  at(image: number, index: number): WindowsView;
}

export function paddedImages(
  engine: Engine,
  memory: Allocator,
  conv: backend_util.Conv2DInfo,
  capacity: number,
): PaddedImages {
  const { height, width, isWithinImage, ...strides } = paddedShape(conv);
  const { inHeight, inWidth, inChannels: channels } = conv;
  const imageBytes = inHeight * inWidth * channels * FLOAT_BYTES;
  if (isWithinImage) {
    const at = (image: number): WindowsView => windows(image, strides);
    return { ...strides, imageBytes, pad: at, at };
  }
  const size = height * width * channels;
  const memoryOfImages = memory.allocateZeros(capacity * size);
  const addressOf = (index: number): number => memoryOfImages + (index % capacity) * size * FLOAT_BYTES;
  return {
    ...strides,
    imageBytes,
    pad(image, index) {
      const address = addressOf(index);
      engine.kernels.padImage({
        image: { address: image, height: inHeight, width: inWidth, channels },
        padded: { address, height, width, channels },
        placement: conv.padInfo,
      });
      return windows(address, strides);
    },
    at: (_image, index) => windows(addressOf(index), strides),
  };
}

/** The gradient of one image at a time, padded while a kernel adds to it. */
export interface PaddedGradient {
  /** Memory, at zero, for the gradient of the `index`-th image. */
  open(gradients: number, index: number): WindowsView;
  /** Crops the gradient, if it was padded, into that of the image. */
  close(gradients: number, index: number): void;
}

export function paddedGradient(
  engine: Engine,
  memory: Allocator,
  conv: backend_util.Conv2DInfo,
): PaddedGradient {
  const { height, width, isWithinImage, ...strides } = paddedShape(conv);
  const { inHeight, inWidth, inChannels: channels } = conv;
  const imageFloats = inHeight * inWidth * channels;
  const imageBytes = imageFloats * FLOAT_BYTES;
  if (isWithinImage) {
    return {
      open: (gradients, index) =>
        windows(clearFloats(engine, gradients + index * imageBytes, imageFloats), strides),
      close: () => {},
    };
  }
  const size = height * width * channels;
  const address = memory.allocate(size);
  const padded = { address, height, width, channels };
  return {
    open: () => windows(clearFloats(engine, address, size), strides),
    close: (gradients, index) =>
      engine.kernels.cropImage({
        image: { address: gradients + index * imageBytes, height: inHeight, width: inWidth, channels },
        padded,
        placement: conv.padInfo,
      }),
  };
}

function windows(address: number, { rowStride, strideY, strideX }: WindowStrides): WindowsView {
  return { address, rowStride, strideY, strideX };
}
