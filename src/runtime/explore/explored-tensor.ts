import type { ExploredTensor } from "../../protocol/exploration.ts";
import { toBase64 } from "../platform/captured.ts";

/** A message holds 2 000 000 letters, and a float32 takes 5⅓ of them. */
export const MAXIMUM_TENSOR_VALUES = 60_000;
export const MAXIMUM_ANSWER_VALUES = 300_000;

/** Tensors for one answer: one that is too large by itself, or no longer fits, is left out. */
export class TensorWriter {
  private room = MAXIMUM_ANSWER_VALUES;

  write(shape: readonly number[], values: Float32Array): ExploredTensor | null {
    if (values.length > MAXIMUM_TENSOR_VALUES || values.length > this.room) return null;
    this.room -= values.length;
    return {
      shape: [...shape],
      values: toBase64(new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
    };
  }
}
