import * as v from "valibot";
import { CellId } from "../../../protocol/ids.ts";
import { EditJournal, type Journal } from "./edit-journal.ts";
import { PendingEdits } from "./pending-edits.ts";
import { type EditStore, ReportedStore, type StoreReports } from "./reported-store.ts";
import type { SavedEdit } from "./saved-edit.ts";

export interface EditSaver {
  /** All edits, stored or not stored yet, without malformed ones. */
  load(): Promise<ReadonlyMap<string, SavedEdit>>;
  /** Stores an edit, debounced. Null removes the stored one. */
  save(cell: CellId, edit: () => SavedEdit | null): void;
  /** Stores all pending edits now. */
  flush(): Promise<void>;
  /** Whether there are edits that are not stored. */
  hasUnsaved(): boolean;
  /** Writes what is not stored yet to the journal, synchronously, because the page is unloading. */
  leave(): void;
}

export interface EditSaverOptions extends StoreReports {
  readonly store: EditStore;
  readonly journal: Journal;
  /** The debounce delay, in ms. */
  readonly pause: number;
}

/** Saves edits so that a reload loses nothing, and a crash only what was typed since the last pause. */
export function createEditSaver({ pause, ...options }: EditSaverOptions): EditSaver {
  const store = new ReportedStore(options.store, options);
  const journal = new EditJournal(options.journal);
  const pending = new PendingEdits(store);
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    journal.remove(await pending.store());
  }

  return {
    async load() {
      const found = await store.load();
      await settleJournal(journal, store, found);
      return withEntries(found, pending.unstored());
    },
    save(cell, edit) {
      pending.set(cell, edit);
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), pause);
    },
    flush,
    hasUnsaved: () => Object.keys(pending.unstored()).length > 0,
    leave() {
      const edits = pending.unstored();
      if (Object.keys(edits).length === 0) return;
      journal.add(edits);
      void flush();
    },
  };
}

/** Adds newer edits to those found. Null removes one. */
function withEntries(
  found: Map<string, SavedEdit>,
  entries: Readonly<Record<string, SavedEdit | null>>,
): Map<string, SavedEdit> {
  for (const [cell, edit] of Object.entries(entries)) {
    if (edit === null) found.delete(cell);
    else found.set(cell, edit);
  }
  return found;
}

/** The journal of the last visit is newer than the store: adds its edits to those found, and moves them to the store. */
async function settleJournal(
  journal: EditJournal,
  store: ReportedStore,
  found: Map<string, SavedEdit>,
): Promise<void> {
  const newer = journal.read();
  const entries = Object.entries(newer);
  withEntries(found, newer);
  const stored = new Set<string>();
  const save = async ([cell, edit]: (typeof entries)[number]) => {
    const id = v.safeParse(CellId, cell);
    if (!id.success || (await store.save(id.output, edit))) stored.add(cell);
  };
  await Promise.all(entries.map(save));
  journal.remove(stored);
}
