import type { CellId } from "../../../protocol/ids.ts";
import type { ReportedStore } from "./reported-store.ts";
import type { SavedEdit } from "./saved-edit.ts";

/** Edits that are not stored yet. */
export class PendingEdits {
  readonly #store: ReportedStore;
  readonly #waiting = new Map<CellId, () => SavedEdit | null>();
  /** What is being stored, which an unloading page may not get to do. */
  readonly #storing = new Map<CellId, { readonly edit: SavedEdit | null }>();

  constructor(store: ReportedStore) {
    this.#store = store;
  }

  set(cell: CellId, edit: () => SavedEdit | null): void {
    this.#waiting.set(cell, edit);
  }

  /** All of them by cell, for the journal. */
  unstored(): Record<string, SavedEdit | null> {
    return Object.fromEntries([
      ...[...this.#storing].map(([cell, { edit }]) => [cell, edit] as const),
      ...[...this.#waiting].map(([cell, edit]) => [cell, edit()] as const),
    ]);
  }

  /** Stores all. @returns the cells whose latest edit is stored: the journal may have a later one of the others. */
  async store(): Promise<ReadonlySet<string>> {
    const edits = [...this.#waiting];
    this.#waiting.clear();
    const attempts = await Promise.all(edits.map(([cell, edit]) => this.#attempt(cell, edit)));
    if (attempts.some(({ isStored }) => isStored)) this.#store.reportRecovery();
    const stored = attempts.filter(({ isStored, isLatest }) => isStored && isLatest);
    return new Set(stored.map(({ cell }) => cell));
  }

  /** Stores one. If that fails, it waits for the next attempt and for the journal, unless there is a later one. */
  async #attempt(cell: CellId, edit: () => SavedEdit | null) {
    const attempt = { edit: edit() };
    this.#storing.set(cell, attempt);
    const isStored = await this.#store.save(cell, attempt.edit);
    const isLastAttempt = this.#storing.get(cell) === attempt;
    if (isLastAttempt) this.#storing.delete(cell);
    const isLatest = isLastAttempt && !this.#waiting.has(cell);
    if (!isStored && isLatest) this.#waiting.set(cell, edit);
    return { cell, isStored, isLatest };
  }
}
