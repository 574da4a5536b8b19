import * as v from "valibot";
import { CellId } from "../../../protocol/ids.ts";
import { Foreign } from "../../notebook/foreign.ts";
import { Tokens } from "./tokens.ts";

/** A student's text of a cell. */
export const SavedEdit = v.object({
  source: v.string(),
  /** The author's text at that time, to detect that the author has changed it since. */
  author: v.string(),
  /** `source` highlighted, for the time before the editor is loaded. */
  tokens: v.nullable(Tokens),
  /** Set while the text is someone else's. */
  foreign: v.optional(Foreign),
  /** The text of another tab, until the student has chosen one of the two. */
  elsewhere: v.optional(v.string()),
});
export type SavedEdit = v.InferOutput<typeof SavedEdit>;

/** Where a lesson's edits are stored. */
export interface EditStore {
  load(): Promise<ReadonlyMap<string, unknown>>;
  /** Null removes the edit. */
  save(cell: CellId, edit: SavedEdit | null): Promise<void>;
}

/** Storage that can be written synchronously, while the page is unloading. */
export interface Journal {
  read(): string | null;
  write(text: string | null): void;
}

export interface EditSaver {
  /** All stored edits, without malformed ones. */
  load(): Promise<ReadonlyMap<string, SavedEdit>>;
  /** Stores an edit, debounced. */
  save(cell: CellId, edit: () => SavedEdit | null): void;
  /** Stores all pending edits now. */
  flush(): Promise<void>;
  /** Writes what is not stored yet to the journal, synchronously, because the page is unloading. */
  leave(): void;
}

export interface EditSaverOptions {
  readonly store: EditStore;
  readonly journal: Journal;
  /** The debounce delay, in ms. */
  readonly pause: number;
  /** An edit could not be stored. It is called again only after `onRecovered`. */
  readonly onDenied: (error: unknown) => void;
  /** All that could not be stored has been stored since. */
  readonly onRecovered: () => void;
}

const JournalText = v.record(v.string(), v.nullable(SavedEdit));

/** Saves edits so that a reload loses nothing, and a crash only what was typed since the last pause. */
export function createEditSaver(options: EditSaverOptions): EditSaver {
  const { journal, pause, onDenied, onRecovered } = options;
  const pending = new Map<CellId, () => SavedEdit | null>();
  /** What is being stored, which an unloading page may not get to do. */
  const storing = new Map<CellId, { readonly edit: SavedEdit | null }>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isDenied = false;
  /** Cells whose last edit could not be stored. */
  const unsaved = new Set<string>();

  function deny(error: unknown): void {
    if (!isDenied) onDenied(error);
    isDenied = true;
  }

  function recover(): void {
    if (isDenied) onRecovered();
    isDenied = false;
  }

  /** Whether the edit is stored now. */
  async function store(cell: CellId, edit: SavedEdit | null): Promise<boolean> {
    try {
      await options.store.save(cell, edit);
      unsaved.delete(cell);
      return true;
    } catch (error) {
      unsaved.add(cell);
      deny(error);
      return false;
    }
  }

  /** What cannot be stored stays pending, for the next attempt and for the journal. */
  async function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const edits = [...pending];
    pending.clear();
    let hasStored = false;
    const stored = new Set<string>();
    const save = async ([cell, edit]: (typeof edits)[number]) => {
      const attempt = { edit: edit() };
      storing.set(cell, attempt);
      const isStored = await store(cell, attempt.edit);
      const isLatest = storing.get(cell) === attempt;
      if (isLatest) storing.delete(cell);
      if (!isStored && isLatest && !pending.has(cell)) pending.set(cell, edit);
      // The journal may have a later text.
      if (isStored && isLatest && !pending.has(cell)) stored.add(cell);
      hasStored ||= isStored;
    };
    await Promise.all(edits.map(save));
    removeFromJournal(stored);
    if (hasStored && unsaved.size === 0) recover();
  }

  function removeFromJournal(cells: ReadonlySet<string>): void {
    const entries = Object.entries(readJournal(journal));
    const left = entries.filter(([cell]) => !cells.has(cell));
    if (left.length < entries.length) writeJournal(journal, Object.fromEntries(left));
  }

  /** The journal of the last visit is newer than the store: moves its edits there. */
  async function settleJournal(found: Map<string, SavedEdit>): Promise<void> {
    const journalled = Object.entries(readJournal(journal));
    for (const [cell, edit] of journalled) {
      if (edit === null) found.delete(cell);
      else found.set(cell, edit);
    }
    const stored = new Set<string>();
    const save = async ([cell, edit]: (typeof journalled)[number]) => {
      const id = v.safeParse(CellId, cell);
      if (!id.success || (await store(id.output, edit))) stored.add(cell);
    };
    await Promise.all(journalled.map(save));
    removeFromJournal(stored);
  }

  return {
    async load() {
      const found = new Map<string, SavedEdit>();
      try {
        for (const [cell, value] of await options.store.load()) {
          const edit = v.safeParse(SavedEdit, value);
          if (edit.success) found.set(cell, edit.output);
        }
      } catch (error) {
        deny(error);
      }
      await settleJournal(found);
      return found;
    },
    save(cell, edit) {
      pending.set(cell, edit);
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(() => void flush(), pause);
    },
    flush,
    leave() {
      const edits = Object.fromEntries([
        ...[...storing].map(([cell, { edit }]) => [cell, edit] as const),
        ...[...pending].map(([cell, edit]) => [cell, edit()] as const),
      ]);
      if (Object.keys(edits).length === 0) return;
      writeJournal(journal, { ...readJournal(journal), ...edits });
      void flush();
    },
  };
}

type Entries = v.InferOutput<typeof JournalText>;

function readJournal(journal: Journal): Entries {
  try {
    const parsed = v.safeParse(JournalText, JSON.parse(journal.read() ?? "{}"));
    return parsed.success ? parsed.output : {};
  } catch {
    return {};
  }
}

function writeJournal(journal: Journal, entries: Entries): void {
  try {
    journal.write(Object.keys(entries).length === 0 ? null : JSON.stringify(entries));
  } catch {
    // Storage is denied or full, which `onDenied` has already reported.
  }
}
