import type { CellModel } from "../notebook/notebook-cell.ts";
import { isNote } from "../notebook/notebook-cell.ts";
import type { CellActions } from "./cell-actions.ts";
import type { CellCommand } from "./command-keys.ts";
import type { MenuItem } from "./menu-button.tsx";

/** What adds cells beside one. */
export function addItems({ id }: CellModel, actions: CellActions): readonly MenuItem[] {
  return [
    item("Add a cell above", () => actions.add(id, "above", "code")),
    item("Add a cell below", () => actions.add(id, "below", "code")),
    item("Add a note above", () => actions.add(id, "above", "note")),
    item("Add a note below", () => actions.add(id, "below", "note")),
    item("Split at the cursor", () => actions.command(id, "split")),
    item("Merge with the one below", () => actions.command(id, "merge")),
    item("Undo the last change of cells", () => actions.command(id, "undo")),
  ];
}

/** What can be done with a cell or note that the student has added. */
export function ownItems(cell: CellModel, actions: CellActions): readonly MenuItem[] {
  const command = (label: string, name: CellCommand) => item(label, () => actions.command(cell.id, name));
  return [
    command("Move up", "move-up"),
    command("Move down", "move-down"),
    isNote(cell) ? command("Make it a cell with code", "to-code") : command("Make it a note", "to-note"),
    command("Delete", "delete"),
  ];
}

function item(label: string, act: () => void): MenuItem {
  return { label, detail: null, disabled: false, act };
}
