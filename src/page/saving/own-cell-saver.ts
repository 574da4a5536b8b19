import { effect } from "@preact/signals";
import * as v from "valibot";
import { CellId } from "../../protocol/ids.ts";
import type { Notebook } from "../notebook/notebook.ts";
import { MOST_OWN_CELLS, numberOf, type OwnCell, type OwnCells } from "../notebook/own-cells.ts";
import type { SavedEdit } from "./edits/saved-edit.ts";
import { mergeOwnCells, readStoredCells, type StoredCell } from "./merge-own-cells.ts";

/** Where the reader's own cells of a lesson are stored; their texts are stored as edits. */
export interface OwnCellStore {
  load(): Promise<unknown>;
  /** Replaces what is stored, without a change by another tab in between. */
  update(change: (stored: unknown) => readonly StoredCell[]): Promise<void>;
}

/**
 * Brings the own cells of the last visit back. Entries that this version of the page cannot read are left out.
 * @returns the cells that are stored.
 */
export async function restoreOwnCells(notebook: Notebook, store: OwnCellStore): Promise<OwnCells> {
  const stored = readStoredCells(await store.load().catch(() => null));
  const cells = stored
    .filter(({ removed }) => !removed)
    .map(({ removed: _, ...cell }): OwnCell => cell)
    .slice(0, MOST_OWN_CELLS);
  // The reader may have added cells before the store answered.
  const added = notebook.own.peek().filter(({ id }) => cells.every((cell) => cell.id !== id));
  if (cells.length > 0) notebook.arrange([...cells, ...added].slice(0, MOST_OWN_CELLS));
  return cells;
}

/**
 * Brings back own cells whose texts are saved although they were removed, as when another tab has deleted a cell in which
 * the reader has then written: where they were or, if that is not known, at the end of the page.
 */
export async function recoverOwnCells(
  notebook: Notebook,
  store: OwnCellStore,
  texts: ReadonlyMap<string, SavedEdit>,
): Promise<void> {
  const last = notebook.cells.peek().findLast(({ own }) => own.peek() === null);
  const ids = [...texts].flatMap(([key, { author }]): readonly CellId[] => {
    const id = v.safeParse(CellId, key);
    if (!id.success || author !== "" || numberOf(id.output) === null) return [];
    return notebook.cell(id.output) === undefined ? [id.output] : [];
  });
  if (last === undefined || ids.length === 0) return;
  const stored = readStoredCells(await store.load().catch(() => null));
  const lost = ids.map((id): OwnCell => {
    const known = stored.find((cell) => cell.id === id);
    const { kind, anchor, side } = known ?? { kind: "code", anchor: last.id, side: "below" };
    return { id, kind, anchor, side };
  });
  notebook.arrange([...notebook.own.peek(), ...lost].slice(0, MOST_OWN_CELLS));
}

interface SavingOptions {
  /** The cells that are stored, as this tab knows. */
  readonly stored: OwnCells;
  readonly isLocked: () => boolean;
}

/** Saves what changes whenever an own cell is added, moved, converted or removed. Other tabs' cells stay. */
export function saveOwnCells(notebook: Notebook, store: OwnCellStore, options: SavingOptions): () => void {
  let saved = options.stored;
  /** The cells before the first change that could not be saved: the next save makes up for it. */
  let unsaved: OwnCells | null = null;
  return effect(() => {
    const now = notebook.own.value;
    if (options.isLocked() || isEqual(now, saved)) return;
    const last = saved;
    const before = unsaved ?? last;
    saved = now;
    store
      .update((stored) => mergeOwnCells(readStoredCells(stored), { before, now }))
      .then(
        () => {
          unsaved = null;
        },
        () => {
          unsaved ??= before;
        },
      );
  });
}

/** What changes makes new objects. */
function isEqual(one: OwnCells, other: OwnCells): boolean {
  return one.length === other.length && one.every((cell, index) => cell === other[index]);
}
