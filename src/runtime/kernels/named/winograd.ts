import type { KernelExports } from "../kernel-exports.ts";
import type { ImageView, WindowsView } from "../views.ts";

interface Tiles {
  /** Rows and columns of the filter: 3 or 5. */
  readonly taps: number;
  /** Of the input. */
  readonly channels: number;
  readonly scratch: number;
}

interface TiledImage extends Tiles {
  /** The tiles are read as a whole: the image has zeros where they extend beyond the last window. */
  readonly input: WindowsView;
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

export interface TiledInputGradient extends Tiles {
  readonly outputGradient: ImageView;
  /** Address of the transformed filter, with inputs and outputs exchanged. */
  readonly filter: number;
  /** Address of the gradient of whole tiles, whose channels are rounded up to a multiple of four. */
  readonly inputGradient: number;
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
        call.taps,
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
        call.taps,
        outputGradient.address,
        call.gradient,
        call.scratch,
        outputGradient.height,
        outputGradient.width,
        outputGradient.channels,
      );
    },

    addTiledInputGradient(call: TiledInputGradient): void {
      const { outputGradient } = call;
      exports.addTiledInputGradient(
        outputGradient.address,
        outputGradient.height,
        outputGradient.width,
        outputGradient.channels,
        call.taps,
        call.filter,
        call.scratch,
        call.inputGradient,
        call.channels,
      );
    },
  };
}
