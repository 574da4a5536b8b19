import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Notebook } from "../notebook/notebook.ts";
import { verdictOfCell } from "../notebook/verdict.ts";

/** Where a lesson's solved exercises are stored, by their ids. */
export interface SolvedStore {
  load(): Promise<readonly string[]>;
  save(exercise: string, isSolved: boolean): Promise<void>;
}

/** The exercises that count as solved, by their ids. */
export interface Solved {
  readonly exercises: ReadonlySignal<ReadonlySet<string>>;
  /** Changes them by hand, as when a file with the reader's work is opened. */
  add(ids: readonly string[]): void;
  remove(ids: readonly string[]): void;
}

/**
 * The ids of the exercises that the reader has solved, in this visit or an earlier one. What is solved stays solved,
 * however its cell runs later, until the reader starts it over. What cannot be saved counts in this visit.
 * @param isLocked whether the cells show someone else's work, which counts for nothing here.
 */
export function trackSolved(notebook: Notebook, store: SolvedStore, isLocked: () => boolean): Solved {
  const solved = signal<ReadonlySet<string>>(new Set());
  const change = (exercise: string, isSolved: boolean): void => {
    const before = solved.peek();
    if (before.has(exercise) === isSolved) return;
    solved.value = new Set([...before, exercise].filter((id) => isSolved || id !== exercise));
    store.save(exercise, isSolved).catch(() => undefined);
  };
  effect(() => {
    if (isLocked()) return;
    for (const cell of notebook.cells.value) {
      const { exercise } = cell.definition.value;
      if (exercise !== null && verdictOfCell(cell) === "passed") change(exercise.id, true);
    }
  });
  notebook.onEvent((event) => {
    if (event.type !== "cleared" || isLocked()) return;
    const exercise = notebook.cell(event.cell)?.definition.peek().exercise ?? null;
    if (exercise !== null) change(exercise.id, false);
  });
  const restore = (ids: readonly string[]): void => {
    solved.value = new Set([...solved.peek(), ...ids]);
  };
  store.load().then(restore, () => undefined);
  return {
    exercises: solved,
    add(ids) {
      for (const id of ids) change(id, true);
    },
    remove(ids) {
      for (const id of ids) change(id, false);
    },
  };
}
