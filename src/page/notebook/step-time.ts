import { computed, type ReadonlySignal } from "@preact/signals";
import type { Output } from "../../protocol/output.ts";
import type { Notebook } from "./notebook.ts";

/** The time per training step in the running cell, in ms; null while it does not train. */
export function stepTime(notebook: Notebook): ReadonlySignal<number | null> {
  return computed(() => {
    const running = notebook.cells.value.find((cell) => cell.status.value === "running");
    const entry = running?.outputs.value.entries.findLast(({ output }) => output.type === "training");
    return entry === undefined ? null : msPerStep(entry.output);
  });
}

/** Measured in the running epoch: the time of a finished one includes its validation. */
function msPerStep(output: Output): number | null {
  const row = output.type === "training" ? output.rows.at(-1) : undefined;
  return row === undefined || row.done || row.step === 0 ? null : row.ms / row.step;
}
