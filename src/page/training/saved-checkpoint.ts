import * as v from "valibot";
import { Checkpoint, type CheckpointParts, MAXIMUM_CHECKPOINT_BYTES } from "../../protocol/checkpoint.ts";

import { Training } from "../../protocol/output.ts";
import { WeightSpec, weightBytes } from "../../protocol/saved-model.ts";
import { Code } from "./code-behind.ts";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const specs = v.pipe(v.array(WeightSpec), v.maxLength(4000));

/** A training as the browser stores it: its last whole epoch, the curves up to then, and the code that made it. */
export const SavedCheckpoint = v.object({
  /** When it was saved, in ms since 1970. */
  at: v.number(),
  code: Code,
  progress: Training,
  checkpoint: v.pipe(
    v.object({
      epochs: v.pipe(count, v.minValue(1)),
      fit: count,
      optimizer: v.object({ className: v.string(), learningRate: v.nullable(v.number()) }),
      weightSpecs: specs,
      stateSpecs: v.nullable(specs),
      data: v.instance(ArrayBuffer),
    }),
    v.check(
      ({ weightSpecs, stateSpecs, data }) =>
        weightBytes(weightSpecs) + weightBytes(stateSpecs ?? []) === data.byteLength &&
        data.byteLength <= MAXIMUM_CHECKPOINT_BYTES,
      "the number of values does not match their shapes",
    ),
  ),
});
export type SavedCheckpoint = v.InferOutput<typeof SavedCheckpoint>;

/** What the runtime has sent; null if it is malformed. */
export function parseCheckpoint(json: string): CheckpointParts | null {
  try {
    const parsed = v.safeParse(Checkpoint, JSON.parse(json));
    if (!parsed.success) return null;
    const { data, ...rest } = parsed.output;
    return { ...rest, data: Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0)).buffer };
  } catch {
    return null;
  }
}

/** What a training had shown when this many epochs were over; null if it had shown fewer. */
export function progressAt(output: Training, epochs: number): Training | null {
  const { control, saved, ...shown } = output;
  const rows = output.rows.slice(0, epochs - (output.earlierEpochs ?? 0));
  if ((output.earlierEpochs ?? 0) + rows.length < epochs || !rows.every(({ done }) => done)) return null;
  return {
    ...shown,
    rows,
    curves: output.curves.map(({ name, points }) => ({ name, points: points.filter(([x]) => x <= epochs) })),
    learningRates: output.learningRates?.filter(([at]) => at <= epochs),
    stopped: false,
  };
}
