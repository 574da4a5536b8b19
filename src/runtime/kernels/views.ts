// Where the operands of a kernel are in memory. Addresses and strides are in bytes.

/** An image [height, width, channels] of float32. */
export interface ImageView {
  readonly address: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** The distances between the windows of a convolution. */
export interface WindowStrides {
  /** From one row of the image to the next. */
  readonly rowStride: number;
  /** From a window to the one below it. */
  readonly strideY: number;
  /** From a window to the one on its right. */
  readonly strideX: number;
}

/** An image as a convolution reads it, padding included. */
export interface WindowsView extends WindowStrides {
  /** Address of the first window. */
  readonly address: number;
}

/** A filter [rows, rowLength, width]; a dense layer's weights are the case of one row. */
export interface FilterView {
  readonly address: number;
  readonly rows: number;
  /** The filter's columns × input channels. */
  readonly rowLength: number;
  /** The output channels, rounded up to a multiple of four. */
  readonly width: number;
}

/** A filter with its outputs as the first axis: [outputs, rows, width]. */
export interface TransposedFilterView {
  readonly address: number;
  readonly rows: number;
  /** The filter's columns × input channels, rounded up to a multiple of four. */
  readonly width: number;
}

/** The gradients of some output positions [count, channels], most of them zero. */
export interface SparseGradientView {
  readonly address: number;
  readonly count: number;
  readonly channels: number;
  /** Address of int32 [count, channels]: the byte offset of the window of each output; negative for none. */
  readonly offsets: number;
}

/** The float32 of scratch memory that the kernels for sparse gradients need for this many positions. */
export function sparseListSize(count: number): number {
  return 8 * count + 4;
}

/** The windows of a pooling. */
export interface PoolWindow {
  readonly height: number;
  readonly width: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  /** Rows of padding above the image, and columns on its left. */
  readonly top: number;
  readonly left: number;
}

/** Where an image lies in a larger or smaller one. */
export interface Placement {
  readonly top: number;
  readonly left: number;
}

/** A matrix [rows, columns] and its copy, whose rows are padded to `width` float32. */
export interface MatrixCopy {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly columns: number;
  readonly width: number;
}

export const FLOAT_BYTES = 4;

/** The kernels compute vectors of four float32. */
export function roundUpToVector(count: number): number {
  return Math.ceil(count / 4) * 4;
}

/** The number of float32 in an image. */
export function imageSize({ height, width, channels }: Omit<ImageView, "address">): number {
  return height * width * channels;
}

/** The `index`-th of a batch of images. */
export function imageAt({ address, height, width, channels }: ImageView, index: number): ImageView {
  return { address: address + index * height * width * channels * FLOAT_BYTES, height, width, channels };
}
