import type { CellId } from "../../protocol/ids.ts";
import type { Notebook } from "../notebook/notebook.ts";
import type { Edits } from "../saving/edits.ts";
import type { CellActions, EditorHandle } from "./cell-actions.ts";

/** Connects the cells' buttons and keys to the notebook, the edits and the editors. */
export function createCellActions(
  notebook: Notebook,
  edits: Edits,
  copyLink: (id: CellId) => void,
): Omit<CellActions, "assist"> {
  const editors = new Map<string, EditorHandle>();
  const next = (id: CellId): EditorHandle | undefined => {
    const cells = notebook.cells.value;
    const following = cells[cells.findIndex((cell) => cell.id === id) + 1];
    return following === undefined ? undefined : editors.get(following.id);
  };
  return {
    run: notebook.run,
    runAndMoveOn(id) {
      notebook.run(id);
      next(id)?.focus();
    },
    runAbove: notebook.runAbove,
    runsFirst: (cell) => notebook.preview({ type: "cell", cell }).filter((id) => id !== cell),
    runsAbove: (cell) => notebook.preview({ type: "above", cell }),
    stop: notebook.stop,
    edit: edits.type,
    reset: edits.reset,
    undoReset: edits.undoReset,
    keepForeign: edits.keepForeign,
    dropForeign: edits.dropForeign,
    copyLink,
    startOver(id) {
      edits.reset(id);
      notebook.clear(id);
    },
    goTo: (cell, line, column) => editors.get(cell)?.goTo(line, column),
    registerEditor(id, handle) {
      editors.set(id, handle);
      return () => {
        if (editors.get(id) === handle) editors.delete(id);
      };
    },
  };
}
