import * as v from "valibot";
import { CellError } from "../../protocol/event.ts";
import type { CellId } from "../../protocol/ids.ts";
import { Output } from "../../protocol/output.ts";
import { firstEntries, isEmpty, NO_OUTPUTS, type OutputList, weightOf } from "../notebook/output-list.ts";

const SavedOutputs = v.object({
  outputs: v.array(Output),
  error: v.nullable(v.object({ error: CellError, inCheck: v.boolean() })),
  dropped: v.number(),
  /** How many outputs come before those that were removed; earlier versions removed the first ones. */
  first: v.optional(v.number(), 0),
  /** Made with a synthetic dataset; browsers have stored it under this name. */
  standIn: v.boolean(),
  /** The number of images per class that it was computed from, if the dataset was reduced. */
  perClass: v.optional(v.nullable(v.number()), null),
});
export type SavedOutputs = v.InferOutput<typeof SavedOutputs>;

/** Where a lesson's last outputs are stored. */
export interface OutputStore {
  load(): Promise<ReadonlyMap<string, unknown>>;
  /** Null removes them. */
  save(cell: CellId, outputs: SavedOutputs | null): Promise<void>;
}

/** Larger outputs do not survive a reload: storing them is slower than making them again. */
const MAXIMUM_WEIGHT = 500_000;

/** The outputs of a cell to store; null if there are none, or too many. */
export function toSaved(list: OutputList): SavedOutputs | null {
  if (isEmpty(list)) return null;
  const weight = list.entries.reduce((sum, entry) => sum + weightOf(entry.output), 0);
  if (weight > MAXIMUM_WEIGHT) return null;
  return {
    outputs: list.entries.map((entry) => entry.output),
    error: list.error === null ? null : { error: list.error.error, inCheck: list.error.inCheck },
    dropped: list.dropped,
    first: firstEntries(list),
    standIn: list.synthetic,
    perClass: list.perClass,
  };
}

/** Outputs of an earlier visit; null if this version of the page cannot read them. */
export function fromSaved(saved: unknown): OutputList | null {
  const parsed = v.safeParse(SavedOutputs, saved);
  if (!parsed.success) return null;
  const { outputs, error, dropped, first, standIn, perClass } = parsed.output;
  return {
    ...NO_OUTPUTS,
    entries: outputs.map((output, index) => ({ id: index + 1 + (index < first ? 0 : dropped), output })),
    error,
    dropped,
    synthetic: standIn,
    perClass,
    old: true,
    nextId: outputs.length + dropped + 1,
  };
}
