import type { KernelExports } from "../kernel-exports.ts";
import type { ImageView, WindowsView } from "../views.ts";

/** A filter [rows, columns, channels, multiplier], or its gradient. */
export interface DepthwiseFilterView {
  readonly address: number;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  /** The number of filters per input channel. */
  readonly multiplier: number;
}

export interface DepthwiseConvolution {
  readonly input: WindowsView;
  readonly filter: DepthwiseFilterView;
  /** Address of channels · multiplier float32. */
  readonly bias: number;
  readonly output: ImageView;
}

export interface DepthwiseFilterGradient {
  readonly input: WindowsView;
  readonly outputGradient: ImageView;
  readonly filterGradient: DepthwiseFilterView;
}

export interface DepthwiseInputGradient {
  readonly outputGradient: ImageView;
  readonly filter: DepthwiseFilterView;
  readonly inputGradient: WindowsView;
}

/** Names the arguments of the kernels of `assembly/depthwise.ts`. */
export function depthwiseConvolutions(exports: KernelExports) {
  return {
    convolveDepthwise({ input, filter, bias, output }: DepthwiseConvolution): void {
      exports.convolveDepthwise(
        input.address,
        input.rowStride,
        input.strideY,
        input.strideX,
        filter.address,
        filter.rows,
        filter.columns,
        filter.channels,
        filter.multiplier,
        bias,
        output.address,
        output.height,
        output.width,
      );
    },

    addDepthwiseFilterGradient({ input, outputGradient, filterGradient }: DepthwiseFilterGradient): void {
      exports.addDepthwiseFilterGradient(
        input.address,
        input.rowStride,
        input.strideY,
        input.strideX,
        outputGradient.address,
        outputGradient.height,
        outputGradient.width,
        filterGradient.address,
        filterGradient.rows,
        filterGradient.columns,
        filterGradient.channels,
        filterGradient.multiplier,
      );
    },

    addDepthwiseInputGradient({ outputGradient, filter, inputGradient }: DepthwiseInputGradient): void {
      exports.addDepthwiseInputGradient(
        outputGradient.address,
        outputGradient.height,
        outputGradient.width,
        filter.address,
        filter.rows,
        filter.columns,
        filter.channels,
        filter.multiplier,
        inputGradient.address,
        inputGradient.rowStride,
        inputGradient.strideY,
        inputGradient.strideX,
      );
    },
  };
}
