import * as v from "valibot";
import type { CellId } from "../../../protocol/ids.ts";
import { SavedEdit } from "./saved-edit.ts";

/** Where a lesson's edits are stored. */
export interface EditStore {
  load(): Promise<ReadonlyMap<string, unknown>>;
  /** Null removes the edit. */
  save(cell: CellId, edit: SavedEdit | null): Promise<void>;
}

export interface StoreReports {
  /** An edit could not be stored. It is called again only after `onRecovered`. */
  readonly onDenied: (error: unknown) => void;
  /** All that could not be stored has been stored since. */
  readonly onRecovered: () => void;
}

/** A store that may fail: it reports once that it does, and once that it works again. */
export class ReportedStore {
  readonly #store: EditStore;
  readonly #reports: StoreReports;
  /** Cells whose last edit could not be stored. */
  readonly #unsaved = new Set<string>();
  #isDenied = false;

  constructor(store: EditStore, reports: StoreReports) {
    this.#store = store;
    this.#reports = reports;
  }

  /** All stored edits, without malformed ones. */
  async load(): Promise<Map<string, SavedEdit>> {
    const found = new Map<string, SavedEdit>();
    try {
      for (const [cell, value] of await this.#store.load()) {
        const edit = v.safeParse(SavedEdit, value);
        if (edit.success) found.set(cell, edit.output);
      }
    } catch (error) {
      this.#deny(error);
    }
    return found;
  }

  /** Whether the edit is stored now. */
  async save(cell: CellId, edit: SavedEdit | null): Promise<boolean> {
    try {
      await this.#store.save(cell, edit);
      this.#unsaved.delete(cell);
      return true;
    } catch (error) {
      this.#unsaved.add(cell);
      this.#deny(error);
      return false;
    }
  }

  /** Reports that everything is stored again, if it is, and a failure was reported. */
  reportRecovery(): void {
    if (!this.#isDenied || this.#unsaved.size > 0) return;
    this.#isDenied = false;
    this.#reports.onRecovered();
  }

  #deny(error: unknown): void {
    if (!this.#isDenied) this.#reports.onDenied(error);
    this.#isDenied = true;
  }
}
