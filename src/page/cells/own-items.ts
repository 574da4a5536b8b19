import { words } from "../../words/words.ts";
import type { CellModel } from "../notebook/notebook-cell.ts";
import { isNote } from "../notebook/notebook-cell.ts";
import type { CellActions } from "./cell-actions.ts";
import type { CellCommand } from "./keys/command-keys.ts";
import type { MenuItem } from "./menu-button.tsx";

/** What adds cells beside one. */
export function addItems({ id }: CellModel, actions: CellActions): readonly MenuItem[] {
  return [
    item(words.cells.addCellAbove, () => actions.add(id, "above", "code")),
    item(words.cells.addCellBelow, () => actions.add(id, "below", "code")),
    item(words.cells.addNoteAbove, () => actions.add(id, "above", "note")),
    item(words.cells.addNoteBelow, () => actions.add(id, "below", "note")),
    item(words.cells.splitHere, () => actions.command(id, "split")),
    item(words.cells.mergeBelow, () => actions.command(id, "merge")),
    item(words.cells.undoLast, () => actions.command(id, "undo")),
  ];
}

/** What can be done with a cell or note that the reader has added. */
export function ownItems(cell: CellModel, actions: CellActions): readonly MenuItem[] {
  const command = (label: string, name: CellCommand) => item(label, () => actions.command(cell.id, name));
  return [
    command(words.cells.moveUp, "move-up"),
    command(words.cells.moveDown, "move-down"),
    isNote(cell) ? command(words.cells.makeCode, "to-code") : command(words.cells.makeNote, "to-note"),
    command(words.cells.delete, "delete"),
  ];
}

function item(label: string, act: () => void): MenuItem {
  return { label, detail: null, disabled: false, act };
}
