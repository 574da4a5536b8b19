import type { backend_util } from "@tensorflow/tfjs";
import type { Engine } from "./engine.ts";
import type { Allocator } from "./memory.ts";
import { type ImageView, roundUpToVector, type WindowsView } from "./views.ts";

/** A convolution by `assembly/winograd.ts`. */
export interface WinogradConvolution {
  /** Reads the current weights [9 · channels, width]. */
  readFilter(filter: number): void;
  /** Convolves one image, and max-pools it in windows of 2 × 2 unless `argmax` is null. */
  run(input: WindowsView, bias: number, output: ImageView, argmax: number | null): void;
}

/** With fewer channels, transforming the tiles takes longer than the multiplications that it saves. */
const MIN_CHANNELS = 16;
/** With fewer tiles per image, the products wait for the latency of their additions. */
const MIN_TILES = 4;

type Conv2DInfo = backend_util.Conv2DInfo;

/** Whether this is the faster way to compute a convolution of finite values. */
export function supportsWinograd(conv: Conv2DInfo): boolean {
  const sizes = [conv.filterHeight, conv.filterWidth].every((size) => size === 3);
  const strides = [conv.strideHeight, conv.strideWidth].every((stride) => stride === 1);
  const isTiled = conv.outHeight % 2 === 0 && conv.outWidth % 2 === 0;
  const hasTiles = conv.outHeight * conv.outWidth >= 4 * MIN_TILES;
  return (
    sizes && strides && isTiled && hasTiles && Math.min(conv.inChannels, conv.outChannels) >= MIN_CHANNELS
  );
}

/** Tiles per pass: their transforms fit in the cache. */
const TILES_AT_ONCE = 24;

export function winogradConvolution(
  { kernels }: Engine,
  memory: Allocator,
  { inChannels: channels, outChannels }: Conv2DInfo,
): WinogradConvolution {
  const width = roundUpToVector(outChannels);
  const size = channels * width;
  const filter = memory.allocate(16 * size);
  const zeros = memory.allocateZeros(width);
  const scratch = memory.allocate(16 * TILES_AT_ONCE * (roundUpToVector(channels) + outChannels));
  return {
    readFilter: (from) => kernels.transformFilter(from, size, filter),
    run: (input, bias, output, argmax) =>
      kernels.convolveTiles({
        input,
        filter,
        channels,
        width,
        bias,
        zeros,
        tilesAtOnce: TILES_AT_ONCE,
        scratch,
        output,
        argmax,
      }),
  };
}
