import type { backend_util } from "@tensorflow/tfjs";
import { type Engine, FLOAT_BYTES } from "./engine.ts";

/** Bytes between what the windows of a convolution read. */
export interface Steps {
  /** From one row of the image to the next. */
  readonly rowStride: number;
  /** From the window of an output to that of the one below. */
  readonly down: number;
  /** From the window of an output to that of the one beside it. */
  readonly right: number;
}

/** The rows and columns that all windows of an image cover together. */
export interface FrameShape extends Steps {
  readonly height: number;
  readonly width: number;
  /** Whether they lie within the image, so that it needs no frame. */
  readonly fits: boolean;
}

export function frameShape(conv: backend_util.Conv2DInfo): FrameShape {
  const { inHeight, inWidth, inChannels } = conv;
  const { top, left } = conv.padInfo;
  const height = (conv.outHeight - 1) * conv.strideHeight + conv.filterHeight;
  const width = (conv.outWidth - 1) * conv.strideWidth + conv.filterWidth;
  const fits = top === 0 && left === 0 && height <= inHeight && width <= inWidth;
  const rowStride = (fits ? inWidth : width) * inChannels * FLOAT_BYTES;
  const down = conv.strideHeight * rowStride;
  return { height, width, fits, rowStride, down, right: conv.strideWidth * inChannels * FLOAT_BYTES };
}

/** How the kernels read the images of a convolution: with their padding, and without asking where they end. */
export interface Frame extends Steps {
  /** Where the first window of an image begins; the image is copied into the frame where it needs padding. */
  read(images: number, index: number): number;
  free(): void;
}

/** For each value of an image's output, how many bytes behind the image's first window its own begins; to be freed. */
export function placesOfWindows(
  engine: Engine,
  { outHeight, outWidth, outChannels }: backend_util.Conv2DInfo,
  { down, right }: Steps,
): number {
  const cells = outHeight * outWidth;
  const address = engine.allocate(cells * outChannels * FLOAT_BYTES);
  const places = new Int32Array(engine.bytes(), address, cells * outChannels);
  for (let cell = 0; cell < cells; cell++) {
    const place = Math.floor(cell / outWidth) * down + (cell % outWidth) * right;
    places.fill(place, cell * outChannels, (cell + 1) * outChannels);
  }
  return address;
}

/** The frame of one image at a time. */
export function frameFor(engine: Engine, conv: backend_util.Conv2DInfo): Frame {
  const { kernels } = engine;
  const { height, width, fits, ...steps } = frameShape(conv);
  const { inHeight, inWidth, inChannels } = conv;
  const { top, left } = conv.padInfo;
  const imageBytes = inHeight * inWidth * inChannels * FLOAT_BYTES;
  if (fits) return { ...steps, read: (images, index) => images + index * imageBytes, free: () => {} };
  const frame = engine.allocate(height * steps.rowStride);
  new Uint8Array(engine.bytes(), frame, height * steps.rowStride).fill(0);
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
