import type { ExploredTensor } from "../../protocol/exploration.ts";
import { decodeFloats } from "../exploration/decode.ts";
import { type Volume, volume } from "../maths/volume.ts";
import type { LayerWeights } from "./explain-unit.ts";

/** A layer's kernel and bias from an answer; null for a layer without weights, or with more than can be fetched. */
export function readWeights(tensors: readonly (ExploredTensor | null)[]): LayerWeights | null {
  const [kernel, bias] = tensors;
  if (kernel === null || kernel === undefined) return null;
  return {
    kernel: { shape: kernel.shape, values: decodeFloats(kernel.values) },
    bias: bias === null || bias === undefined ? null : decodeFloats(bias.values),
  };
}

/** A convolution's filter for one input channel as a volume [height, width, 1]. */
export function filterOf({ kernel }: LayerWeights, filter: number, channel = 0): Volume {
  const [height = 1, width = 1, channels = 1, filters = 1] = kernel.shape;
  const values = Array.from(
    { length: height * width },
    (_, place) => kernel.values[(place * channels + channel) * filters + filter] ?? 0,
  );
  return volume(height, width, 1, values);
}
