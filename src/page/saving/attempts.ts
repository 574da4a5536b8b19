import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Notebook } from "../notebook/notebook.ts";
import type { CellModel } from "../notebook/notebook-cell.ts";

/** Where the exercises of a lesson that the reader has tried are stored, by their ids. */
export interface AttemptStore {
  load(): Promise<readonly string[]>;
  save(exercise: string): Promise<void>;
}

/**
 * The ids of the exercises that the reader has tried, in this visit or an earlier one: has run the cell to its end or to
 * an error, with other code than the starter. If they cannot be saved, they count in this visit.
 * @param isLocked whether the cells show someone else's work, which counts for nothing here.
 */
export function trackAttempts(
  notebook: Notebook,
  store: AttemptStore,
  isLocked: () => boolean,
): ReadonlySignal<ReadonlySet<string>> {
  const attempted = signal<ReadonlySet<string>>(new Set());
  const add = (ids: readonly string[]): void => {
    const fresh = ids.filter((id) => !attempted.peek().has(id));
    if (fresh.length > 0) attempted.value = new Set([...attempted.peek(), ...fresh]);
  };
  effect(() => {
    if (isLocked()) return;
    const tried = notebook.cells.value.filter(isAttempt);
    const ids = tried.flatMap(({ definition }) => definition.value.exercise?.id ?? []);
    for (const id of ids) if (!attempted.peek().has(id)) store.save(id).catch(() => undefined);
    add(ids);
  });
  store.load().then(add, () => undefined);
  return attempted;
}

function isAttempt({ state, definition }: CellModel): boolean {
  const current = state.value;
  if (current.type !== "ended" || definition.value.exercise === null) return false;
  const { outcome, source } = current.lastRun;
  return outcome !== "stopped" && source !== definition.value.source;
}
