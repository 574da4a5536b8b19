import type { backend_util } from "@tensorflow/tfjs";
import type { Engine } from "./engine.ts";
import { type Allocator, clearFloats } from "./memory.ts";
import { type ImageView, roundUpToVector, type WindowsView } from "./views.ts";

type Conv2DInfo = backend_util.Conv2DInfo;

/** A convolution by `assembly/winograd.ts`. */
export interface WinogradConvolution {
  /** Reads the current weights [9 · channels, width]. */
  readFilter(filter: number): void;
  /** Convolves one image, and max-pools it in windows of 2 × 2 unless `argmax` is null. */
  run(input: WindowsView, bias: number, output: ImageView, argmax: number | null): void;
}

/** With fewer channels, transforming the tiles takes longer than the multiplications that it saves. */
const MIN_CHANNELS = 8;
/** Outputs per tile, of 16, below which direct convolution is as fast. */
const MIN_OUTPUTS_PER_TILE = 9;
/** The same for the tiles that are multiplied, a multiple of four: it excludes a single one. */
const MIN_OUTPUTS_PER_MULTIPLIED_TILE = 6;
/** Outputs below which adding up the gradient of the filter in tiles is as slow. */
const MIN_OUTPUTS_FOR_GRADIENT = 16;
/** In all images, about twice as many as save the time of transforming the filter, or the gradient of the filter. */
const MIN_TILES = 8;
const MIN_TILES_FOR_GRADIENT = 16;
/** Outputs of a tile along a side. */
const TILE = 4;

/** Whether this is the faster way to compute a convolution of a number of images of finite values. */
export function supportsWinograd(conv: Conv2DInfo, images: number): boolean {
  const outputs = conv.outHeight * conv.outWidth;
  const tiles = tilesOf(conv);
  // A direct convolution computes rows of three outputs one by one.
  const savesProducts =
    conv.outWidth === 3 || outputs >= MIN_OUTPUTS_PER_MULTIPLIED_TILE * roundUpToVector(tiles);
  return isTiled(conv) && savesProducts && images * tiles >= MIN_TILES;
}

/** Whether this is the faster way to compute the gradient of its filter. */
export function supportsWinogradGradient(conv: Conv2DInfo, images: number): boolean {
  const isLarge = conv.outHeight * conv.outWidth >= MIN_OUTPUTS_FOR_GRADIENT;
  return isTiled(conv) && isLarge && images * tilesOf(conv) >= MIN_TILES_FOR_GRADIENT;
}

/** Whether it has enough channels and the tiles are full enough. */
function isTiled(conv: Conv2DInfo): boolean {
  const sizes = [conv.filterHeight, conv.filterWidth].every((size) => size === 3);
  const strides = [conv.strideHeight, conv.strideWidth].every((stride) => stride === 1);
  const areTilesFull = conv.outHeight * conv.outWidth >= MIN_OUTPUTS_PER_TILE * tilesOf(conv);
  const hasChannels = Math.min(conv.inChannels, conv.outChannels) >= MIN_CHANNELS;
  return sizes && strides && areTilesFull && hasChannels && conv.inChannels % 4 === 0;
}

/** The number of tiles of an image. */
function tilesOf(conv: Conv2DInfo): number {
  const { outHeight, outWidth } = tiledConvolution(conv);
  return (outHeight * outWidth) / (TILE * TILE);
}

/** The convolution with an output of whole tiles: its padded images are as large as the tiles. */
export function tiledConvolution(conv: Conv2DInfo): Conv2DInfo {
  const wholeTiles = (size: number): number => Math.ceil(size / TILE) * TILE;
  return { ...conv, outHeight: wholeTiles(conv.outHeight), outWidth: wholeTiles(conv.outWidth) };
}

/** The outputs as the kernels compute them. */
function roundUpToPair(outputs: number): number {
  return Math.ceil(outputs / 8) * 8;
}

/** Float32 of a transformed filter of some channels and outputs. */
export function transformedFilterSize(channels: number, outputs: number): number {
  return 36 * (channels * roundUpToPair(outputs) + 16);
}

/** Float32 of scratch memory that the kernels need. */
function scratchSize({ inChannels, outChannels }: Conv2DInfo): number {
  return 36 * (4 + 8 * (inChannels + roundUpToPair(outChannels))) + 16 * outChannels;
}

export function winogradConvolution(
  { kernels }: Engine,
  memory: Allocator,
  conv: Conv2DInfo,
): WinogradConvolution {
  const { inChannels: channels, outChannels } = conv;
  const width = roundUpToVector(outChannels);
  const filter = memory.allocateZeros(transformedFilterSize(channels, outChannels));
  const scratch = memory.allocate(scratchSize(conv));
  return {
    readFilter: (from) => kernels.transformFilter(from, channels, width, filter),
    run: (input, bias, output, argmax) =>
      kernels.convolveTiles({ input, channels, filter, bias, scratch, output, argmax }),
  };
}

/** The gradient of such a convolution with respect to its filter. */
export interface WinogradFilterGradient {
  /** Sets the gradient to zero. */
  open(): void;
  /** Adds the part of one image. */
  add(input: WindowsView, outputGradient: ImageView): void;
  /** Writes the gradient [9 · channels, width]. */
  close(to: number): void;
}

export function winogradFilterGradient(
  engine: Engine,
  memory: Allocator,
  conv: Conv2DInfo,
): WinogradFilterGradient {
  const { kernels } = engine;
  const { inChannels: channels, outChannels } = conv;
  const width = roundUpToVector(outChannels);
  const size = transformedFilterSize(channels, outChannels);
  const gradient = memory.allocate(size);
  const scratch = memory.allocate(scratchSize(conv));
  return {
    open: () => void clearFloats(engine, gradient, size),
    add: (input, outputGradient) =>
      kernels.addTiledFilterGradient({ input, channels, outputGradient, gradient, scratch }),
    close: (to) => kernels.transformFilterGradient(gradient, channels, width, to),
  };
}
