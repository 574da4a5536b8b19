import * as v from "valibot";
import { Output } from "./output.ts";

/**
 * What a cell showed when `lectern run --record` ran it. Pages show it until the reader runs the cell. It comes from a
 * file, which may be anyone's, so pages parse it like what comes from a runtime.
 */
export const RecordedOutputs = v.object({
  outputs: v.array(Output),
  /** Made from a synthetic dataset. */
  synthetic: v.optional(v.boolean(), false),
  /** The number of images per class in a reduced dataset; null if it is complete. */
  perClass: v.optional(v.nullable(v.number()), null),
});
export type RecordedOutputs = v.InferOutput<typeof RecordedOutputs>;
