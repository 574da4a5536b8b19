import * as v from "valibot";
import { CellId } from "../../protocol/ids.ts";
import { RecordedOutputs } from "../../protocol/recorded-outputs.ts";
import type { Notebook } from "./notebook.ts";
import { isEmpty, NO_OUTPUTS, type OutputList } from "./output-list.ts";

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

/** What was recorded, by cells. */
type Recorded = Readonly<Record<string, unknown>>;

/** Shows recorded outputs in a notebook that has not run. What cannot be read is not shown. */
export function showRecorded(notebook: Notebook, recorded: Recorded): void {
  for (const [cell, value] of Object.entries(recorded)) {
    const id = v.safeParse(CellId, cell);
    const list = listOf(value);
    if (id.success && list !== null) notebook.restoreOutputs(id.output, list);
  }
}

/** Shows what has been recorded since, and no longer what is not of the lesson's code any more. The reader's own outputs stay. */
export function followRecorded(notebook: Notebook, before: Recorded, now: Recorded): void {
  for (const { id, state, outputs } of notebook.cells.value) {
    const recorded = own(now, id);
    if (JSON.stringify(own(before, id)) === JSON.stringify(recorded)) continue;
    const isFree = state.value.type === "idle" && isEmpty(outputs.value);
    if (isFree || outputs.value.recorded === true)
      notebook.restoreOutputs(id, listOf(recorded) ?? NO_OUTPUTS);
  }
}

/** A cell may be called `constructor`. */
function own(recorded: Recorded, id: CellId): unknown {
  return Object.hasOwn(recorded, id) ? recorded[id] : undefined;
}

function listOf(value: unknown): OutputList | null {
  const parsed = v.safeParse(RecordedOutputs, value);
  return parsed.success ? recordedList(parsed.output) : null;
}
