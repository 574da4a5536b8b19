import type { Notebook } from "../notebook/notebook.ts";
import { fromSaved, type OutputStore, toSaved } from "./saved-outputs.ts";

/** Keeps what cells show after each run, for the next visit. Where it cannot be kept, nothing is lost but time. */
export function keepOutputs(notebook: Notebook, store: OutputStore): void {
  notebook.onEvent((event) => {
    if (event.type !== "ended" && event.type !== "cleared") return;
    for (const cell of notebook.cells.value) {
      const list = cell.outputs.value;
      if (list.old || cell.status.value === "running") continue;
      store.save(cell.id, toSaved(list)).catch(() => undefined);
    }
  });
}

/** Shows what an earlier visit left, marked as old. */
export async function restoreOutputs(notebook: Notebook, store: OutputStore): Promise<void> {
  const found = await store.load().catch(() => new Map<string, unknown>());
  for (const cell of notebook.cells.value) {
    const list = fromSaved(found.get(cell.id));
    if (list !== null) notebook.restoreOutputs(cell.id, list);
  }
}
