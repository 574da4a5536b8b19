import type { backend_util } from "@tensorflow/tfjs";
import { type Engine, FLOAT_BYTES } from "./engine.ts";

/** How the kernels read the images of a convolution: with their padding, and without asking where they end. */
export interface Frame {
  /** Bytes from one row of the image to the next. */
  readonly rowStride: number;
  /** Bytes between the windows of two outputs, one below the other. */
  readonly down: number;
  /** Bytes between the windows of two outputs side by side. */
  readonly right: number;
  /** Where the first window of an image begins; the image is copied into the frame where it needs padding. */
  read(images: number, index: number): number;
  free(): void;
}

/** The frame of one image at a time. */
export function frameFor(engine: Engine, conv: backend_util.Conv2DInfo): Frame {
  const { kernels } = engine;
  const height = (conv.outHeight - 1) * conv.strideHeight + conv.filterHeight;
  const width = (conv.outWidth - 1) * conv.strideWidth + conv.filterWidth;
  const { inHeight, inWidth, inChannels } = conv;
  const { top, left } = conv.padInfo;
  const imageBytes = inHeight * inWidth * inChannels * FLOAT_BYTES;
  const fits = top === 0 && left === 0 && height <= inHeight && width <= inWidth;
  const rowStride = (fits ? inWidth : width) * inChannels * FLOAT_BYTES;
  const steps = {
    rowStride,
    down: conv.strideHeight * rowStride,
    right: conv.strideWidth * inChannels * FLOAT_BYTES,
  };
  if (fits) return { ...steps, read: (images, index) => images + index * imageBytes, free: () => {} };
  const frame = engine.allocate(height * rowStride);
  new Uint8Array(engine.bytes(), frame, height * rowStride).fill(0);
  return {
    ...steps,
    read(images, index) {
      const image = images + index * imageBytes;
      kernels.frame(image, frame, 1, inHeight, inWidth, inChannels, height, width, top, left);
      return frame;
    },
    free: () => engine.free(frame),
  };
}
