import type { Engine } from "./engine.ts";
import type { Allocator } from "./memory.ts";
import type { FourPooledConvolutions, PooledImage } from "./named/convolutions.ts";
import { type FilterView, type ImageView, roundUpToVector } from "./views.ts";

/** A convolution of one channel with strides of one, max-pooled in windows of 2 × 2, by `assembly/polyphase`. */
export interface PolyphaseConvolution {
  /** Reads the current weights. */
  readFilter(filter: FilterView): void;
  /** Convolves and pools this many images. */
  run(imageAt: (index: number) => PooledImage, count: number, bias: number): void;
}

/** The outputs of the pooling, and the rows and columns of the filter. */
interface Shape {
  readonly pooled: Omit<ImageView, "address">;
  readonly rows: number;
  readonly columns: number;
}

/** The kernel computes this many images at once. */
const IMAGES = 4;
/** With fewer taps, the sums of the parts take longer than the multiplications that they save: with 5 × 5 as long. */
const MIN_TAPS = 36;
/** Rows and columns of the pooling's output below which the splitting takes as long. */
const MIN_SIZE = 3;

/** Whether this is the faster way for a number of images. */
export function supportsPolyphase({ pooled, rows, columns }: Shape, images: number): boolean {
  const isLarge = Math.min(pooled.height, pooled.width) >= MIN_SIZE;
  return Math.min(rows, columns) >= 2 && rows * columns >= MIN_TAPS && isLarge && images >= IMAGES;
}

export function polyphaseConvolution(
  { kernels }: Engine,
  memory: Allocator,
  { pooled, rows, columns }: Shape,
): PolyphaseConvolution {
  const taps = splitSize(rows) * splitSize(columns);
  const address = memory.allocate(taps * roundUpToVector(pooled.channels));
  const scratch = memory.allocate(scratchSize({ pooled, rows, columns }));
  const filter: FourPooledConvolutions["filter"] = { address, rows, columns };
  return {
    readFilter: (from) => kernels.splitFilter(from.address, rows, columns, from.width, address),
    run(imageAt, count, bias) {
      for (let index = 0; index < count; index += IMAGES) {
        const first = imageAt(index);
        const another = (other: number): PooledImage => (other < count ? imageAt(other) : first);
        const images = [first, another(index + 1), another(index + 2), another(index + 3)] as const;
        kernels.convolveFourAndPool({ images, filter, bias, scratch });
      }
    },
  };
}

/** The rows or columns of a filter's three parts. */
export function splitSize(size: number): number {
  return Math.ceil(size / 2) + size;
}

/** Float32 of scratch memory that the kernel needs: nine planes, and what computes them or is computed from them. */
export function scratchSize({ pooled, rows, columns }: Shape): number {
  const planeColumns = pooled.width + Math.ceil(columns / 2) - 1;
  const plane = (pooled.height + Math.ceil(rows / 2) - 1) * planeColumns * 4 + 16;
  const lines = (6 * planeColumns + 2 * pooled.width + columns + 8) * 4;
  const sums = 10 * pooled.width * 16;
  return 9 * plane + Math.max(lines, sums);
}
