import type { ExploredTensor } from "../../protocol/exploration.ts";
import { toBase64 } from "../platform/captured.ts";

/** A message has at most 2 000 000 characters, and a float32 takes 5⅓ of them in base64. */
const MAXIMUM_TENSOR_VALUES = 60_000;
const MAXIMUM_ANSWER_VALUES = 300_000;

/** Writes the tensors of one answer. Returns null for one that is too large, or that no longer fits. */
export class TensorWriter {
  #remaining = MAXIMUM_ANSWER_VALUES;

  write(shape: readonly number[], values: Float32Array): ExploredTensor | null {
    if (values.length > MAXIMUM_TENSOR_VALUES || values.length > this.#remaining) return null;
    this.#remaining -= values.length;
    return {
      shape: [...shape],
      values: toBase64(new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
    };
  }
}
