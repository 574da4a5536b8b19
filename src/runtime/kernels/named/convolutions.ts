import type { KernelExports } from "../kernel-exports.ts";
import type { FilterView, ImageView, WindowsView } from "../views.ts";

export interface Convolution {
  readonly input: WindowsView;
  readonly filter: FilterView;
  /** Address of `filter.width` float32. */
  readonly bias: number;
  readonly output: ImageView;
}

export interface PooledConvolution extends Convolution {
  /** Address of int32 of the output's shape. */
  readonly argmax: number;
}

/** One of four images of a pooled convolution. */
export type PooledImage = Pick<PooledConvolution, "input" | "output" | "argmax">;

export interface FourPooledConvolutions {
  readonly images: readonly [PooledImage, PooledImage, PooledImage, PooledImage];
  /** As `splitFilter` writes it. */
  readonly filter: { readonly address: number; readonly rows: number; readonly columns: number };
  /** Address of as many float32 as outputs, rounded up to a multiple of four. */
  readonly bias: number;
  readonly scratch: number;
}

/** Names the arguments of the kernels of `assembly/convolution.ts`, `assembly/single-channel.ts` and `assembly/polyphase`. */
export function convolutions(exports: KernelExports) {
  return {
    convolve({ input, filter, bias, output }: Convolution): void {
      exports.convolve(
        input.address,
        input.rowStride,
        input.strideY,
        input.strideX,
        filter.address,
        filter.rows,
        filter.rowLength,
        filter.width,
        bias,
        output.address,
        output.height,
        output.width,
        output.channels,
      );
    },

    convolveAndPool({ input, filter, bias, output, argmax }: PooledConvolution): void {
      exports.convolveAndPool(
        input.address,
        input.rowStride,
        input.strideY,
        filter.address,
        filter.rows,
        filter.rowLength,
        filter.width,
        bias,
        output.address,
        argmax,
        output.height,
        output.width,
        output.channels,
      );
    },

    convolveFourAndPool({ images: [a, b, c, d], filter, bias, scratch }: FourPooledConvolutions): void {
      exports.convolveFourAndPool(
        a.input.address,
        b.input.address,
        c.input.address,
        d.input.address,
        a.input.rowStride,
        filter.address,
        filter.rows,
        filter.columns,
        bias,
        a.output.address,
        b.output.address,
        c.output.address,
        d.output.address,
        a.argmax - a.output.address,
        a.output.height,
        a.output.width,
        a.output.channels,
        scratch,
      );
    },
  };
}
