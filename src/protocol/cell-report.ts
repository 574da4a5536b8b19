import * as v from "valibot";
import { CellError } from "./event.ts";
import { CellId } from "./ids.ts";
import { Output } from "./output.ts";

/** What a page reports to `lectern run` about a cell that it ran. */
export const CellReport = v.object({
  cell: CellId,
  /** `missing`: the runtime did not start, or is gone. `asks`: it needs a file of the reader's, or a cell above does. */
  outcome: v.picklist(["done", "failed", "stopped", "missing", "asks"]),
  /** In ms; null where nothing ran. */
  ms: v.nullable(v.number()),
  error: v.nullable(
    v.object({
      error: CellError,
      /** It was thrown by an exercise's check. */
      inCheck: v.boolean(),
      /** It came after the end of the run. */
      late: v.optional(v.boolean()),
    }),
  ),
  /** What the checks say; null without checks. */
  passed: v.nullable(v.boolean()),
  outputs: v.array(Output),
  /** How many outputs are missing, because there were too many. */
  dropped: v.number(),
  /** Made from a synthetic dataset. */
  synthetic: v.boolean(),
  perClass: v.nullable(v.number()),
});
export type CellReport = v.InferOutput<typeof CellReport>;

/** The report of a cell that did not run, or whose end is not known. */
export function reportWithoutRun(
  cell: CellReport["cell"],
  outcome: "asks" | "missing" | "stopped",
): CellReport {
  return {
    cell,
    outcome,
    ms: null,
    error: null,
    passed: null,
    outputs: [],
    dropped: 0,
    synthetic: false,
    perClass: null,
  };
}
