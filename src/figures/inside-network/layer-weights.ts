import type { ExploredTensor } from "../../protocol/exploration.ts";
import { type Volume, volume } from "../maths/volume.ts";
import { decodeFloats } from "../parts/exploration/decode.ts";

/** A layer's weights as the network stores them. */
export interface LayerWeights {
  /** [height, width, inputChannels, outputChannels] for a convolution, [inputs, units] for a dense layer. */
  readonly kernel: { readonly shape: readonly number[]; readonly values: Float32Array };
  readonly bias: Float32Array | null;
}

/** A layer's kernel and bias; null for a layer without weights, or with more than can be fetched. */
export function decodeWeights(tensors: readonly (ExploredTensor | null)[]): LayerWeights | null {
  const [kernel, bias] = tensors;
  if (kernel === null || kernel === undefined) return null;
  return {
    kernel: { shape: kernel.shape, values: decodeFloats(kernel.values) },
    bias: bias === null || bias === undefined ? null : decodeFloats(bias.values),
  };
}

/** How many channels the filters of a convolution have: one for each map of the layer before. */
export function channelsOf({ kernel }: LayerWeights): number {
  return kernel.shape[2] ?? 1;
}

/** The weights of one filter of a convolution for one input channel, [height, width, 1]. */
export function filterImage({ kernel }: LayerWeights, filter: number, channel = 0): Volume {
  const [height = 1, width = 1, channels = 1, filters = 1] = kernel.shape;
  const values = Array.from(
    { length: height * width },
    (_, cell) => kernel.values[(cell * channels + channel) * filters + filter] ?? 0,
  );
  return volume(height, width, 1, values);
}
