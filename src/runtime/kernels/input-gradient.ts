import type { backend_util } from "@tensorflow/tfjs";
import { frameShape } from "./convolution-frame.ts";
import { type Engine, FLOAT_BYTES, roundUpToVector } from "./engine.ts";

/** Where memory for float32 is to be had. */
export interface Rooms {
  room(floats: number): number;
  /** Zeros, as long as nobody writes there. */
  zeros(floats: number): number;
}

/** The gradient of a convolution with respect to its input: see `assembly/input-gradient.ts`. */
export interface InputGradient {
  /** Takes in the filter as it is now. */
  read(filter: number): void;
  /** Computes an image's gradient from that of its outputs. */
  run(outputGradient: number, inputGradient: number): void;
}

/** What half of a first-level cache holds. */
const SUMS_FLOATS = 4096;

export function inputGradientOf(engine: Engine, conv: backend_util.Conv2DInfo, rooms: Rooms): InputGradient {
  const { kernels } = engine;
  const { outHeight, outWidth, outChannels, inHeight, inWidth, inChannels, filterHeight } = conv;
  const { top, left } = conv.padInfo;
  const frame = frameShape(conv);
  const run = conv.filterWidth * inChannels;
  const size = filterHeight * run;
  const width = roundUpToVector(size);
  const rowsAtOnce = Math.max(1, Math.floor(SUMS_FLOATS / (outWidth * size)));
  const weights = rooms.room(outChannels * width);
  const zeros = rooms.zeros(width);
  const sums = rooms.room(rowsAtOnce * outWidth * size);
  const inputFloats = inHeight * inWidth * inChannels;
  const frameFloats = frame.height * frame.width * inChannels;
  const apart = frame.fits ? null : rooms.room(frameFloats);
  return {
    read: (filter) => void kernels.transpose(filter, weights, size, outChannels, width),
    run(outputGradient, inputGradient) {
      const target = apart ?? inputGradient;
      const floats = apart === null ? inputFloats : frameFloats;
      new Uint8Array(engine.bytes(), target, floats * FLOAT_BYTES).fill(0);
      kernels.addInputGradient(
        outputGradient,
        outHeight,
        outWidth,
        outChannels,
        weights,
        width,
        zeros,
        sums,
        rowsAtOnce,
        target,
        frame.rowStride,
        frame.down,
        frame.right,
        filterHeight,
        run,
      );
      if (apart === null) return;
      const place = [inHeight, inWidth, inChannels, frame.height, frame.width, top, left] as const;
      kernels.unframe(apart, inputGradient, 1, ...place);
    },
  };
}
