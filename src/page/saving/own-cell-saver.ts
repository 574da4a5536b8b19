import { effect } from "@preact/signals";
import * as v from "valibot";
import { CellId } from "../../protocol/ids.ts";
import type { Notebook } from "../notebook/notebook.ts";
import { isNewId, MOST_OWN_CELLS, OwnCell, type OwnCells } from "../notebook/own-cells.ts";
import type { SavedEdit } from "./edits/saved-edit.ts";

/** Where the reader's own cells of a lesson are stored; their texts are stored as edits. */
export interface OwnCellStore {
  load(): Promise<unknown>;
  save(cells: OwnCells): Promise<void>;
}

/** Brings the own cells of the last visit back. Entries that this version of the page cannot read are left out. */
export async function restoreOwnCells(notebook: Notebook, store: OwnCellStore): Promise<void> {
  const saved = await store.load().catch(() => null);
  const cells = (Array.isArray(saved) ? saved : []).flatMap((value: unknown) => {
    const cell = v.safeParse(OwnCell, value);
    return cell.success ? [cell.output] : [];
  });
  const unique = new Map(cells.map((cell) => [cell.id, cell]));
  // The reader may have added cells before the store answered.
  const added = notebook.own.peek().filter(({ id }) => !unique.has(id));
  if (unique.size > 0) notebook.arrange([...unique.values(), ...added].slice(0, MOST_OWN_CELLS));
}

/**
 * Brings back own cells whose texts are saved but whose places are not, as when another tab has saved its own cells over
 * them: at the end of the page, as code.
 */
export function recoverOwnCells(notebook: Notebook, texts: ReadonlyMap<string, SavedEdit>): void {
  const last = notebook.cells.peek().findLast(({ own }) => own.peek() === null);
  if (last === undefined) return;
  const lost = [...texts].flatMap(([key, { author }]): readonly OwnCell[] => {
    const id = v.safeParse(CellId, key);
    if (!id.success || author !== "" || !isNewId(id.output) || notebook.cell(id.output) !== undefined)
      return [];
    return [{ id: id.output, kind: "code", anchor: last.id, side: "below" }];
  });
  const cells = [...notebook.own.peek(), ...lost].slice(0, MOST_OWN_CELLS);
  if (lost.length > 0) notebook.arrange(cells);
}

interface SavingOptions {
  readonly isLocked: () => boolean;
  readonly onDenied: () => void;
}

/** Saves the own cells whenever one is added, moved, converted or removed. */
export function saveOwnCells(notebook: Notebook, store: OwnCellStore, options: SavingOptions): () => void {
  let saved = notebook.own.peek();
  return effect(() => {
    const cells = notebook.own.value;
    if (cells === saved || options.isLocked()) return;
    saved = cells;
    store.save(cells).catch(options.onDenied);
  });
}
