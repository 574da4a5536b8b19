import { computed, type ReadonlySignal } from "@preact/signals";
import type { Output } from "../../protocol/output.ts";
import type { Notebook } from "./notebook.ts";

/** What a step of the training that runs takes, in ms; null while nothing is trained. */
export function stepTime(notebook: Notebook): ReadonlySignal<number | null> {
  return computed(() => {
    const running = notebook.cells.value.find((cell) => cell.status.value === "running");
    const entry = running?.outputs.value.entries.findLast(({ output }) => output.type === "training");
    return entry === undefined ? null : msAStep(entry.output);
  });
}

/** Of the epoch that runs: the time of one that has ended holds its validation too. */
function msAStep(output: Output): number | null {
  const row = output.type === "training" ? output.rows.at(-1) : undefined;
  return row === undefined || row.done || row.step === 0 ? null : row.ms / row.step;
}
