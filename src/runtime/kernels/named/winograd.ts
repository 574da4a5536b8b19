import type { KernelExports } from "../kernel-exports.ts";
import type { ImageView, WindowsView } from "../views.ts";

export interface TiledConvolution {
  readonly input: WindowsView;
  /** Address of the transformed filter [16, channels, width]. */
  readonly filter: number;
  readonly channels: number;
  /** The output channels, rounded up to a multiple of four. */
  readonly width: number;
  /** Address of `width` float32. */
  readonly bias: number;
  /** Address of `width` zeros. */
  readonly zeros: number;
  readonly tilesAtOnce: number;
  readonly scratch: number;
  /** The output of the convolution, or of the pooling. */
  readonly output: ImageView;
  /** If the output is pooled, the address of int32 of its shape; else null. */
  readonly argmax: number | null;
}

export function winogradKernels(exports: KernelExports) {
  return {
    convolveTiles(call: TiledConvolution): void {
      const { input, output, argmax } = call;
      const perTile = argmax === null ? 2 : 1;
      exports.convolveTiles(
        input.address,
        input.rowStride,
        input.strideX,
        call.filter,
        call.channels,
        call.width,
        call.bias,
        call.zeros,
        call.tilesAtOnce,
        call.scratch,
        output.address,
        argmax ?? 0,
        output.height / perTile,
        output.width / perTile,
        output.channels,
      );
    },
  };
}
