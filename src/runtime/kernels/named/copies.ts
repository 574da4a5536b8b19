import type { KernelExports } from "../kernel-exports.ts";
import type { ImageView, MatrixCopy, Placement } from "../views.ts";

export interface PaddedCopy {
  readonly image: ImageView;
  readonly padded: ImageView;
  readonly placement: Placement;
}

export interface MatrixCopies extends MatrixCopy {
  readonly count: number;
  /** Bytes from one matrix to the next. */
  readonly stride: number;
}

/** Names the arguments of the kernels of `assembly/layout.ts`. */
export function copies(exports: KernelExports) {
  return {
    padImage({ image, padded, placement }: PaddedCopy): void {
      const { height, width, channels } = image;
      const { top, left } = placement;
      exports.padImage(
        image.address,
        padded.address,
        height,
        width,
        channels,
        padded.height,
        padded.width,
        top,
        left,
      );
    },

    cropImage({ image, padded, placement }: PaddedCopy): void {
      const { height, width, channels } = image;
      const { top, left } = placement;
      exports.cropImage(
        padded.address,
        image.address,
        height,
        width,
        channels,
        padded.height,
        padded.width,
        padded.channels,
        top,
        left,
      );
    },

    widen({ from, to, rows, columns, width }: MatrixCopy): void {
      exports.widen(from, to, rows, columns, width);
    },

    narrow({ from, to, rows, columns, width }: MatrixCopy): void {
      exports.narrow(from, to, rows, columns, width);
    },

    transpose({ from, to, rows, columns, width }: MatrixCopy): void {
      exports.transpose(from, to, rows, columns, width);
    },

    transposeEach({ from, stride, count, to, rows, columns, width }: MatrixCopies): void {
      exports.transposeEach(from, stride, count, to, rows, columns, width);
    },
  };
}
