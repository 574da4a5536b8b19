import * as v from "valibot";
import { CellId } from "../../protocol/ids.ts";
import { Tokens } from "../cells/tokens.ts";

/** A student's text of a cell. */
export const SavedEdit = v.object({
  source: v.string(),
  /** The author's text at the time, to notice when the author changes it. */
  author: v.string(),
  /** The colours of `source`, so that it is shown highlighted before the editor is there. */
  tokens: v.nullable(Tokens),
});
export type SavedEdit = v.InferOutput<typeof SavedEdit>;

/** Where a lesson's edits are kept. */
export interface EditStore {
  load(): Promise<ReadonlyMap<string, unknown>>;
  /** Null removes the edit. */
  save(cell: CellId, edit: SavedEdit | null): Promise<void>;
}

/** What can be written at once, while the page is being left: text by name. */
export interface Journal {
  read(): string | null;
  write(text: string | null): void;
}

export interface EditKeeper {
  /** All edits that are kept; malformed ones are left out. */
  load(): Promise<ReadonlyMap<string, SavedEdit>>;
  /** Keeps an edit at the next pause in typing. */
  keep(cell: CellId, edit: () => SavedEdit | null): void;
  /** Keeps at once all that waits. */
  flush(): Promise<void>;
  /** To be called while the page is being left: what waits is written down where that takes no time. */
  leave(): void;
}

export interface KeeperOptions {
  readonly store: EditStore;
  readonly journal: Journal;
  /** How long typing has to pause, in ms. */
  readonly pause: number;
  /** Nothing can be kept; told once. */
  readonly onDenied: (error: unknown) => void;
}

const JournalText = v.record(v.string(), v.nullable(SavedEdit));

/** Keeps edits so that neither a reload nor a crash loses more than the last pause in typing. */
export function createEditKeeper({ store, journal, pause, onDenied }: KeeperOptions): EditKeeper {
  const waiting = new Map<CellId, () => SavedEdit | null>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isDenied = false;

  function deny(error: unknown): void {
    if (!isDenied) onDenied(error);
    isDenied = true;
  }

  async function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const edits = [...waiting];
    waiting.clear();
    try {
      await Promise.all(edits.map(([cell, edit]) => store.save(cell, edit())));
    } catch (error) {
      deny(error);
    }
  }

  /** What the last leaving wrote down in haste is newer than the store, and is put into it. */
  async function settleJournal(found: Map<string, SavedEdit>): Promise<void> {
    const hasty = Object.entries(readJournal(journal));
    for (const [cell, edit] of hasty) {
      if (edit === null) found.delete(cell);
      else found.set(cell, edit);
    }
    try {
      await Promise.all(hasty.map(([cell, edit]) => store.save(v.parse(CellId, cell), edit)));
      writeJournal(journal, {});
    } catch (error) {
      deny(error);
    }
  }

  return {
    async load() {
      const found = new Map<string, SavedEdit>();
      try {
        for (const [cell, value] of await store.load()) {
          const edit = v.safeParse(SavedEdit, value);
          if (edit.success) found.set(cell, edit.output);
        }
      } catch (error) {
        deny(error);
      }
      await settleJournal(found);
      return found;
    },
    keep(cell, edit) {
      waiting.set(cell, edit);
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(() => void flush(), pause);
    },
    flush,
    leave() {
      const edits = Object.fromEntries([...waiting].map(([cell, edit]) => [cell, edit()]));
      if (Object.keys(edits).length === 0) return;
      writeJournal(journal, { ...readJournal(journal), ...edits });
      void flush().then(() => writeJournal(journal, {}));
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
    // Storage is denied or full; that the edits are not kept has been said already.
  }
}
