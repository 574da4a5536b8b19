import * as tf from "@tensorflow/tfjs";
import type { Kernel } from "../../../../src/figures/maths/kernel.ts";
import type { Volume } from "../../../../src/figures/maths/volume.ts";

export async function useCpu(): Promise<void> {
  await tf.setBackend("cpu");
}

export function toTensor(input: Volume): tf.Tensor3D {
  return tf.tensor3d(Float32Array.from(input.values), [input.height, input.width, input.channels]);
}

export function toFilter(weights: Kernel): tf.Tensor4D {
  return tf.tensor4d(Float32Array.from(weights.values), [
    weights.height,
    weights.width,
    weights.inputChannels,
    weights.outputChannels,
  ]);
}

/** Shape and values of a tensor; disposes of it. */
export function computed(compute: () => tf.Tensor): { shape: number[]; values: number[] } {
  return tf.tidy(() => {
    const result = compute();
    return { shape: [...result.shape], values: Array.from(result.dataSync()) };
  });
}

/** The largest absolute difference; infinite for different lengths. */
export function distance(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  if (ours.length !== theirs.length) return Number.POSITIVE_INFINITY;
  return Array.from(ours).reduce((worst, value, index) => {
    const difference = Math.abs(value - (theirs[index] ?? Number.NaN));
    return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(worst, difference);
  }, 0);
}
