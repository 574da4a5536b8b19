import type { backend_util } from "@tensorflow/tfjs";
import type { Engine } from "./engine.ts";
import type { Allocator } from "./memory.ts";
import { type FilterView, type ImageView, roundUpToVector, type WindowsView } from "./views.ts";
import { supportsWinogradGradient, winogradFilterGradient } from "./winograd.ts";

type Conv2DInfo = backend_util.Conv2DInfo;

/** The gradient of a convolution with respect to its filter. */
export interface FilterGradient {
  /** Whether it reads the images as padded for `tiledConvolution`. */
  readonly isTiled: boolean;
  /** Called before the first image of a batch. */
  open(): void;
  /** Adds the part of an image to a gradient that was zero before the first one. */
  add(image: ImageGradient): void;
  /** Called after the last image. */
  close(filterGradient: FilterView): void;
}

/** The windows of an image, the gradient of their outputs, and the gradient that its part is added to. */
export interface ImageGradient {
  readonly input: WindowsView;
  readonly outputGradient: ImageView;
  readonly filterGradient: FilterView;
}

/**
 * @param images how many of them a batch has
 * @param areFinite whether images and gradients have neither infinities nor NaN
 */
export function filterGradientOf(
  engine: Engine,
  memory: Allocator,
  conv: Conv2DInfo,
  images: number,
  areFinite = (): boolean => true,
): FilterGradient {
  if (supportsWinogradGradient(conv, images) && areFinite()) return byTiles(engine, memory, conv);
  return isFasterByPlanes(conv) ? byPlanes(engine, memory, conv) : directly(engine);
}

function byTiles(engine: Engine, memory: Allocator, conv: Conv2DInfo): FilterGradient {
  const tiles = winogradFilterGradient(engine, memory, conv);
  return {
    isTiled: true,
    open: tiles.open,
    add: ({ input, outputGradient }) => tiles.add(input, outputGradient),
    close: ({ address }) => tiles.close(address),
  };
}

/** Of the multiplications of `directly`: below this share, the sums are worth transposing the gradient. */
const MAX_SHARE = 0.85;

/** Whether `assembly/single-channel-gradient.ts` supports a convolution and saves multiplications in whole vectors. */
function isFasterByPlanes(conv: Conv2DInfo): boolean {
  const { filterWidth: taps, outChannels } = conv;
  if (conv.inChannels !== 1 || conv.strideWidth !== 1 || conv.outWidth < 4) return false;
  const blocks = Math.ceil(taps / 5);
  const products = Math.max(taps, blocks * 4) * Math.ceil(outChannels / 2) * 2;
  const direct = (taps & 3) * 5 <= taps ? taps : roundUpToVector(taps);
  return products <= MAX_SHARE * direct * roundUpToVector(outChannels);
}

function byPlanes({ kernels }: Engine, memory: Allocator, conv: Conv2DInfo): FilterGradient {
  const [rows, columns] = [conv.outHeight * conv.outWidth, conv.outChannels];
  const planes = memory.allocate(rows * columns);
  return {
    isTiled: false,
    open: () => {},
    add(image) {
      const from = image.outputGradient.address;
      kernels.transpose({ from, to: planes, rows, columns, width: rows });
      kernels.addSingleChannelFilterGradient({ ...image, planes });
    },
    close: () => {},
  };
}

/** By `assembly/filter-gradient.ts`. */
function directly({ kernels }: Engine): FilterGradient {
  return {
    isTiled: false,
    open: () => {},
    add: (image) => kernels.addFilterGradient(image),
    close: () => {},
  };
}
