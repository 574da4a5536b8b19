import type { backend_util } from "@tensorflow/tfjs";
import type { Engine } from "./engine.ts";
import type { Allocator } from "./memory.ts";
import { paddedGradient } from "./padded-image.ts";
import { imageAt, roundUpToVector } from "./views.ts";

/** The gradient of a convolution with respect to its input, by `assembly/input-gradient.ts`. */
export interface InputGradient {
  /** Takes over the current values of the filter. */
  readFilter(filter: number): void;
  /** Computes the gradient of the `index`-th image from the gradient of its output. */
  compute(outputGradients: number, inputGradients: number, index: number): void;
}

/** Half of a first-level cache. */
const MAX_SUMS = 4096;

export function inputGradientOf(
  engine: Engine,
  memory: Allocator,
  conv: backend_util.Conv2DInfo,
): InputGradient {
  const { kernels } = engine;
  const { outHeight, outWidth, outChannels, filterHeight: filterRows } = conv;
  const rowLength = conv.filterWidth * conv.inChannels;
  const size = filterRows * rowLength;
  const matrixWidth = roundUpToVector(size);
  const rowsAtOnce = Math.max(1, Math.floor(MAX_SUMS / (outWidth * size)));
  const matrix = memory.allocate(outChannels * matrixWidth);
  const zeros = memory.allocateZeros(matrixWidth);
  const sums = memory.allocate(rowsAtOnce * outWidth * size);
  const gradient = paddedGradient(engine, memory, conv);
  return {
    readFilter: (from) =>
      kernels.transpose({ from, to: matrix, rows: size, columns: outChannels, width: matrixWidth }),
    compute(outputGradients, inputGradients, index) {
      const output = { address: outputGradients, height: outHeight, width: outWidth, channels: outChannels };
      const outputGradient = imageAt(output, index);
      const inputGradient = gradient.open(inputGradients, index);
      kernels.addInputGradient({
        outputGradient,
        inputGradient,
        sums,
        rowsAtOnce,
        matrix,
        matrixWidth,
        zeros,
        filterRows,
        rowLength,
      });
      gradient.close(inputGradients, index);
    },
  };
}
