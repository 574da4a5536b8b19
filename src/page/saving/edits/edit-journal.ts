import * as v from "valibot";
import { recordOf } from "../../../protocol/record-of.ts";
import { SavedEdit } from "./saved-edit.ts";

/** Storage that can be written synchronously, while the page is unloading. */
export interface Journal {
  read(): string | null;
  write(text: string | null): void;
}

/** Edits by cell; null removes the edit. */
const Entries = recordOf(v.string(), v.nullable(SavedEdit));
type Entries = v.InferOutput<typeof Entries>;

/** The edits that an unloading page could not store, for its next visit. */
export class EditJournal {
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** The entries; none if the journal is malformed or cannot be read. */
  read(): Entries {
    try {
      const parsed = v.safeParse(Entries, JSON.parse(this.#journal.read() ?? "{}"));
      return parsed.success ? parsed.output : {};
    } catch {
      return {};
    }
  }

  add(entries: Entries): void {
    this.#write({ ...this.read(), ...entries });
  }

  remove(cells: ReadonlySet<string>): void {
    const entries = Object.entries(this.read());
    const left = entries.filter(([cell]) => !cells.has(cell));
    if (left.length < entries.length) this.#write(Object.fromEntries(left));
  }

  #write(entries: Entries): void {
    try {
      this.#journal.write(Object.keys(entries).length === 0 ? null : JSON.stringify(entries));
    } catch {
      // Storage is denied or full, which `onDenied` has already reported.
    }
  }
}
