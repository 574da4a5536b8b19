import * as v from "valibot";
import { CellId } from "../../protocol/ids.ts";
import { RecordedOutputs } from "../../protocol/recorded-outputs.ts";
import type { Notebook } from "./notebook.ts";
import { NO_OUTPUTS, type OutputList } from "./output-list.ts";

/** Recorded outputs as a cell shows them. */
export function recordedList({ outputs, synthetic, perClass }: RecordedOutputs): OutputList {
  return {
    ...NO_OUTPUTS,
    entries: outputs.map((output, index) => ({ id: index + 1, output })),
    synthetic,
    perClass,
    old: true,
    recorded: true,
    nextId: outputs.length + 1,
  };
}

/** Shows recorded outputs, by cells, in a notebook that has not run. What cannot be read is not shown. */
export function showRecorded(notebook: Notebook, recorded: Readonly<Record<string, unknown>>): void {
  for (const [cell, value] of Object.entries(recorded)) {
    const id = v.safeParse(CellId, cell);
    const parsed = v.safeParse(RecordedOutputs, value);
    if (id.success && parsed.success) notebook.restoreOutputs(id.output, recordedList(parsed.output));
  }
}
