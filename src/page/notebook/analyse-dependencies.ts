import type { CellId } from "../../protocol/ids.ts";
import type { Notebook } from "./notebook.ts";

const DELAY_MS = 250;

/**
 * Finds the names that an edited cell declares and uses, debounced: they decide which later cells become stale.
 * The analysis is loaded at the first edit. A text that does not parse keeps the names of the last one that did.
 */
export function analyseDependencies(notebook: Notebook): (id: CellId) => void {
  const timers = new Map<CellId, ReturnType<typeof setTimeout>>();
  return (id) => {
    clearTimeout(timers.get(id));
    timers.set(
      id,
      setTimeout(() => void analyse(notebook, id), DELAY_MS),
    );
  };
}

async function analyse(notebook: Notebook, id: CellId): Promise<void> {
  const source = notebook.cell(id)?.source.value;
  if (source === undefined) return;
  try {
    const { cellNames } = await import("../../cell/names.ts");
    const names = cellNames(source);
    if (notebook.cell(id)?.source.value === source) notebook.setNames(id, names);
  } catch {
    // Half-typed code, or the page is offline: the names stay as they were.
  }
}
