import type { CellId } from "../../protocol/ids.ts";
import type { Notebook, NotebookEvent } from "../notebook/notebook.ts";
import type { OutputList } from "../notebook/output-list.ts";
import { fromSaved, type OutputStore, toSaved } from "./saved-outputs.ts";

/** What changes outputs for good. */
const CHANGES: ReadonlySet<NotebookEvent["type"]> = new Set([
  "ended",
  "cleared",
  "failed-late",
  "doubtful-late",
]);

/**
 * Saves the cells' outputs after each run, for the next visit. A failure is not reported: outputs can be made again.
 * @param isLocked whether the cells show someone else's work, whose outputs are not saved.
 */
export function saveOutputs(notebook: Notebook, store: OutputStore, isLocked: () => boolean): void {
  const saved = new Map<CellId, OutputList>();
  notebook.onEvent((event) => {
    if (isLocked()) return;
    if (!CHANGES.has(event.type)) return;
    // Another tab may have saved others since.
    if (event.type === "cleared") saved.delete(event.cell);
    for (const cell of notebook.cells.value) {
      const list = cell.outputs.value;
      if (list.old || cell.status.value === "running" || saved.get(cell.id) === list) continue;
      saved.set(cell.id, list);
      store.save(cell.id, toSaved(list)).catch(() => saved.delete(cell.id));
    }
  });
}

/** Shows the outputs of an earlier visit, marked as old: those of all cells, or only of some. */
export async function restoreOutputs(
  notebook: Notebook,
  store: OutputStore,
  only: ReadonlySet<CellId> | null = null,
): Promise<void> {
  const found = await store.load().catch(() => new Map<string, unknown>());
  for (const cell of notebook.cells.value) {
    if (only?.has(cell.id) === false) continue;
    const list = fromSaved(found.get(cell.id));
    if (list !== null) notebook.restoreOutputs(cell.id, list);
  }
}
