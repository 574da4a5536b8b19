import type { backend_util } from "@tensorflow/tfjs";
import type { Engine } from "./engine.ts";
import { type Allocator, clearFloats } from "./memory.ts";
import { FLOAT_BYTES, type ImageView, imageSize, roundUpToVector, type WindowsView } from "./views.ts";

type Conv2DInfo = backend_util.Conv2DInfo;

/** A convolution by `assembly/winograd`. */
export interface WinogradConvolution {
  /** Reads the current weights [taps² · channels, width]. */
  readFilter(filter: number): void;
  /** Convolves one image, and max-pools it in windows of 2 × 2 unless `argmax` is null. */
  run(input: WindowsView, bias: number, output: ImageView, argmax: number | null): void;
}

/** When tiles are the faster way, for filters of a number of rows and columns. */
interface Limits {
  /** With fewer channels, transforming the tiles takes longer than the multiplications that it saves. */
  readonly channels: number;
  /** Of which the channels of the input are a multiple. */
  readonly channelStep: number;
  /** In all images, about twice as many as save the time of transforming the filter, or the gradient of the filter. */
  readonly tiles: number;
  readonly tilesForGradient: number;
  /** The share of the multiplied tiles that outputs fill, below which direct convolution is as fast. */
  readonly shareOfMultiplied: number;
}

const LIMITS: Readonly<Record<3 | 5, Limits>> = {
  3: { channels: 8, channelStep: 4, tiles: 8, tilesForGradient: 16, shareOfMultiplied: 6 / 16 },
  5: { channels: 6, channelStep: 2, tiles: 16, tilesForGradient: 32, shareOfMultiplied: 9 / 16 },
};
/** The same for whole tiles, which are transformed. */
const MIN_SHARE = 9 / 16;
/** Outputs below which adding up the gradient of the filter in tiles is as slow. */
const MIN_OUTPUTS_FOR_GRADIENT = 16;

/** Whether this is the faster way to compute a convolution of a number of images of finite values. */
export function supportsWinograd(conv: Conv2DInfo, images: number): boolean {
  const limits = limitsOf(conv);
  if (limits === null) return false;
  const outputs = conv.outHeight * conv.outWidth;
  const tiles = tilesOf(conv);
  const multiplied = multipliedTiles(tiles) * tileSize(conv) ** 2;
  // A direct convolution computes rows of two or three outputs one by one.
  const savesProducts = conv.outWidth <= 3 || outputs >= limits.shareOfMultiplied * multiplied;
  return savesProducts && images * tiles >= limits.tiles;
}

/** Whether this is the faster way to compute the gradient of its filter. */
export function supportsWinogradGradient(conv: Conv2DInfo, images: number): boolean {
  const limits = limitsOf(conv);
  const isLarge = conv.outHeight * conv.outWidth >= MIN_OUTPUTS_FOR_GRADIENT;
  return limits !== null && isLarge && images * tilesOf(conv) >= limits.tilesForGradient;
}

/**
 * Whether this is the faster way to compute the gradient of its input. That of 3 × 3 is a convolution with about as many
 * tiles, whose results need not be added up.
 */
export function supportsWinogradInputGradient(conv: Conv2DInfo, images: number): boolean {
  return conv.filterHeight === 5 && supportsWinograd(conv, images);
}

/** The limits for its filter, or null if it has too few channels, or the tiles are not full enough. */
function limitsOf(conv: Conv2DInfo): Limits | null {
  const { filterHeight: taps, inChannels, outChannels } = conv;
  if (taps !== conv.filterWidth || (taps !== 3 && taps !== 5)) return null;
  const limits = LIMITS[taps];
  const strides = [conv.strideHeight, conv.strideWidth].every((stride) => stride === 1);
  const areTilesFull = conv.outHeight * conv.outWidth >= MIN_SHARE * tilesOf(conv) * tileSize(conv) ** 2;
  const hasChannels = Math.min(inChannels, outChannels) >= limits.channels;
  return strides && areTilesFull && hasChannels && inChannels % limits.channelStep === 0 ? limits : null;
}

/** Outputs of a tile of 6 × 6 pixels along a side. */
function tileSize({ filterHeight }: Conv2DInfo): number {
  return 7 - filterHeight;
}

/** The number of tiles of an image. */
function tilesOf(conv: Conv2DInfo): number {
  const { outHeight, outWidth } = tiledConvolution(conv);
  return (outHeight * outWidth) / tileSize(conv) ** 2;
}

/** As many as fill blocks of four and five tiles. */
function multipliedTiles(tiles: number): number {
  return (tiles % 4) * 5 <= tiles ? tiles : roundUpToVector(tiles);
}

/** The convolution with an output of whole tiles: its padded images are as large as the tiles. */
export function tiledConvolution(conv: Conv2DInfo): Conv2DInfo {
  const size = tileSize(conv);
  const wholeTiles = (outputs: number): number => Math.ceil(outputs / size) * size;
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
export function tileScratchSize(channels: number, outputs: number): number {
  return 36 * (4 + 10 * (8 + roundUpToPair(channels) + roundUpToPair(outputs))) + 16 * outputs;
}

export function winogradConvolution(
  { kernels }: Engine,
  memory: Allocator,
  conv: Conv2DInfo,
): WinogradConvolution {
  const { filterHeight: taps, inChannels: channels, outChannels } = conv;
  const width = roundUpToVector(outChannels);
  const filter = memory.allocateZeros(transformedFilterSize(channels, outChannels));
  const scratch = memory.allocate(tileScratchSize(channels, outChannels));
  return {
    readFilter: (from) => kernels.transformFilter(from, taps, channels, width, filter),
    run: (input, bias, output, argmax) =>
      kernels.convolveTiles({ input, channels, taps, filter, bias, scratch, output, argmax }),
  };
}

/** The gradient of such a convolution with respect to its filter. */
export interface WinogradFilterGradient {
  /** Sets the gradient to zero. */
  open(): void;
  /** Adds the part of one image. */
  add(input: WindowsView, outputGradient: ImageView): void;
  /** Writes the gradient [taps² · channels, width]. */
  close(to: number): void;
}

export function winogradFilterGradient(
  engine: Engine,
  memory: Allocator,
  conv: Conv2DInfo,
): WinogradFilterGradient {
  const { kernels } = engine;
  const { filterHeight: taps, inChannels: channels, outChannels } = conv;
  const width = roundUpToVector(outChannels);
  const size = transformedFilterSize(channels, outChannels);
  const gradient = memory.allocate(size);
  const scratch = memory.allocate(tileScratchSize(channels, outChannels));
  return {
    open: () => void clearFloats(engine, gradient, size),
    add: (input, outputGradient) =>
      kernels.addTiledFilterGradient({ input, channels, taps, outputGradient, gradient, scratch }),
    close: (to) => kernels.transformFilterGradient(gradient, taps, channels, width, to),
  };
}

/** The gradient of such a convolution with respect to its input. */
export interface WinogradInputGradient {
  /** Reads the current weights [taps, taps, channels, outputs]. */
  readFilter(filter: number): void;
  /** Computes the gradient of one image. */
  compute(outputGradient: ImageView, image: ImageView): void;
}

export function winogradInputGradient(
  engine: Engine,
  memory: Allocator,
  conv: Conv2DInfo,
): WinogradInputGradient {
  const { kernels } = engine;
  const { filterHeight: taps, inChannels: channels, outChannels, padInfo: placement } = conv;
  const width = roundUpToVector(channels);
  const tiles = tiledConvolution(conv);
  const size = { height: tiles.outHeight + taps - 1, width: tiles.outWidth + taps - 1, channels: width };
  const padded: ImageView = { address: memory.allocate(imageSize(size)), ...size };
  const transposed = memory.allocate(taps * taps * outChannels * width);
  const filter = memory.allocateZeros(transformedFilterSize(outChannels, channels));
  const scratch = memory.allocate(tileScratchSize(channels, outChannels));
  return {
    readFilter(from) {
      const stride = channels * outChannels * FLOAT_BYTES;
      const count = taps * taps;
      const matrix = { rows: channels, columns: outChannels, width };
      kernels.transposeEach({ from, stride, count, to: transposed, ...matrix });
      kernels.transformFilter(transposed, taps, outChannels, width, filter);
    },
    compute(outputGradient, image) {
      const inputGradient = clearFloats(engine, padded.address, imageSize(padded));
      kernels.addTiledInputGradient({ outputGradient, taps, channels, filter, scratch, inputGradient });
      kernels.cropImage({ image, padded, placement });
    },
  };
}
