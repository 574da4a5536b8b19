import * as v from "valibot";
import { type Inspected, Output } from "./output.ts";

/**
 * What a cell showed when `lectern run --record` ran it. Pages show it until the reader runs the cell. It comes from a
 * file, which may be anyone's, so pages parse it like what comes from a runtime, and without what only a running cell has:
 * in another runtime, the same numbers would be those of other things.
 */
export const RecordedOutputs = v.object({
  outputs: v.pipe(v.array(Output), v.transform(lastingOutputs)),
  /** Made from a synthetic dataset. */
  synthetic: v.optional(v.boolean(), false),
  /** The number of images per class in a reduced dataset; null if it is complete. */
  perClass: v.optional(v.nullable(v.number()), null),
});
export type RecordedOutputs = v.InferOutput<typeof RecordedOutputs>;

/** The outputs that are something without the runtime that made them. */
function lastingOutputs(outputs: Output[]): Output[] {
  return outputs.flatMap((output): readonly Output[] => {
    switch (output.type) {
      case "control":
      case "download":
        return [];
      case "training": {
        const { control: _control, saved: _saved, ...training } = output;
        return [training];
      }
      case "inspect":
        return [{ ...output, value: withoutIds(output.value) }];
      default:
        return [output];
    }
  });
}

/** Tensors are asked for by their ids. */
function withoutIds(value: Inspected): Inspected {
  if (value.kind === "tensor") {
    const { id: _id, ...tensor } = value;
    return tensor;
  }
  if (!("entries" in value)) return value;
  return { ...value, entries: value.entries.map(([key, entry]) => [key, withoutIds(entry)] as const) };
}
