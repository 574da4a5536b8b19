import type { CellId } from "../../protocol/ids.ts";
import type { Notebook } from "./notebook.ts";

const PAUSE = 250;

/**
 * Finds out what an edited cell declares and uses, at a pause in typing: that is what makes later cells stale.
 * The analysis is loaded with the first edit. A text that does not parse keeps the names of the last one that did.
 */
export function learnNames(notebook: Notebook): (id: CellId) => void {
  const timers = new Map<CellId, ReturnType<typeof setTimeout>>();
  return (id) => {
    clearTimeout(timers.get(id));
    timers.set(
      id,
      setTimeout(() => void learn(notebook, id), PAUSE),
    );
  };
}

async function learn(notebook: Notebook, id: CellId): Promise<void> {
  const source = notebook.cell(id)?.source.value;
  if (source === undefined) return;
  try {
    const { cellNames } = await import("../../cell/names.ts");
    const names = cellNames(source);
    if (notebook.cell(id)?.source.value === source) notebook.learnNames(id, names);
  } catch {
    // Half-typed code, or the page is offline: what was known stays.
  }
}
