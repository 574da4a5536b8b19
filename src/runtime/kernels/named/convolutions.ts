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

/** Names the arguments of the kernels of `assembly/convolution.ts` and `assembly/single-channel.ts`. */
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
  };
}
