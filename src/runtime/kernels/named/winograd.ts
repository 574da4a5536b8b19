import type { KernelExports } from "../kernel-exports.ts";
import type { ImageView, WindowsView } from "../views.ts";

interface TiledImage {
  /** The tiles are read as a whole: the image has zeros where they extend beyond the last window. */
  readonly input: WindowsView;
  /** A multiple of four. */
  readonly channels: number;
  readonly scratch: number;
}

export interface TiledConvolution extends TiledImage {
  /** Address of the transformed filter. */
  readonly filter: number;
  /** Address of a value per output channel. */
  readonly bias: number;
  /** The output of the convolution, or of the pooling. */
  readonly output: ImageView;
  /** If the output is pooled, the address of int32 of its shape; else null. */
  readonly argmax: number | null;
}

export interface TiledFilterGradient extends TiledImage {
  readonly outputGradient: ImageView;
  /** Address of the gradient of the transformed filter. */
  readonly gradient: number;
}

export function winogradKernels(exports: KernelExports) {
  return {
    convolveTiles(call: TiledConvolution): void {
      const { input, output, argmax } = call;
      const perOutput = argmax === null ? 1 : 2;
      exports.convolveTiles(
        input.address,
        input.rowStride,
        input.strideX,
        call.channels,
        call.filter,
        call.bias,
        call.scratch,
        output.address,
        argmax ?? 0,
        output.height * perOutput,
        output.width * perOutput,
        output.channels,
      );
    },

    addTiledFilterGradient(call: TiledFilterGradient): void {
      const { input, outputGradient } = call;
      exports.addTiledFilterGradient(
        input.address,
        input.rowStride,
        input.strideX,
        call.channels,
        outputGradient.address,
        call.gradient,
        call.scratch,
        outputGradient.height,
        outputGradient.width,
        outputGradient.channels,
      );
    },
  };
}
