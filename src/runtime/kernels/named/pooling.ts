import type { KernelExports } from "../kernel-exports.ts";
import type { ImageView, PoolWindow } from "../views.ts";

export interface MaxPool {
  readonly input: ImageView;
  readonly window: PoolWindow;
  readonly output: ImageView;
  /** Address of int32 of the output's shape. */
  readonly argmax: number;
  /** What the offsets in `argmax` count per row and per column of the input. */
  readonly bytesPerRow: number;
  readonly bytesPerColumn: number;
}

export interface DisjointMaxPoolGradient {
  readonly input: ImageView;
  readonly window: PoolWindow;
  readonly outputGradient: ImageView;
  /** Address of float32 of the input's shape. */
  readonly inputGradient: number;
}

export interface AveragePool {
  readonly input: ImageView;
  readonly window: PoolWindow;
  readonly output: ImageView;
}

export interface AveragePoolGradient {
  readonly outputGradient: ImageView;
  readonly window: PoolWindow;
  readonly inputGradient: ImageView;
}

/** Names the arguments of the kernels of `assembly/pooling.ts`. */
export function poolings(exports: KernelExports) {
  return {
    maxPool({ input, window, output, argmax, bytesPerRow, bytesPerColumn }: MaxPool): void {
      exports.maxPool(
        input.address,
        input.height,
        input.width,
        input.channels,
        window.height,
        window.width,
        window.strideHeight,
        window.strideWidth,
        window.top,
        window.left,
        output.address,
        argmax,
        output.height,
        output.width,
        bytesPerRow,
        bytesPerColumn,
      );
    },

    maxPoolGradientDisjoint(call: DisjointMaxPoolGradient): void {
      const { input, window, outputGradient, inputGradient } = call;
      exports.maxPoolGradientDisjoint(
        input.address,
        input.height,
        input.width,
        input.channels,
        window.height,
        window.width,
        window.strideHeight,
        window.strideWidth,
        window.top,
        window.left,
        outputGradient.address,
        inputGradient,
        outputGradient.height,
        outputGradient.width,
      );
    },

    averagePool({ input, window, output }: AveragePool): void {
      exports.averagePool(
        input.address,
        input.height,
        input.width,
        input.channels,
        window.height,
        window.width,
        window.strideHeight,
        window.strideWidth,
        window.top,
        window.left,
        output.address,
        output.height,
        output.width,
      );
    },

    averagePoolGradient({ outputGradient, window, inputGradient }: AveragePoolGradient): void {
      exports.averagePoolGradient(
        outputGradient.address,
        inputGradient.height,
        inputGradient.width,
        inputGradient.channels,
        window.height,
        window.width,
        window.strideHeight,
        window.strideWidth,
        window.top,
        window.left,
        inputGradient.address,
        outputGradient.height,
        outputGradient.width,
      );
    },
  };
}
