import type { RunId } from "../../protocol/ids.ts";
import type { NotebookCell, PendingWork } from "./notebook-cell.ts";

interface RunOfCell {
  readonly cell: NotebookCell;
  readonly work: PendingWork | null;
}

/** To which cell a run belongs, and what work it has left behind. Only the last run of a cell counts, with its checks. */
export class RunsOfCells {
  readonly #runs = new Map<RunId, RunOfCell>();

  add(run: RunId, cell: NotebookCell): void {
    this.#runs.set(run, { cell, work: null });
  }

  cellOf(run: RunId): NotebookCell | undefined {
    return this.#runs.get(run)?.cell;
  }

  setWork(run: RunId, work: PendingWork): void {
    const found = this.#runs.get(run);
    if (found === undefined) return;
    this.#runs.set(run, { ...found, work: work.timers + work.trainings > 0 ? work : null });
    found.cell.work.value = this.#workOf(found.cell);
  }

  /** The cell's runs that have work. */
  working(cell: NotebookCell): readonly RunId[] {
    return [...this.#runs].flatMap(([run, of]) => (of.cell === cell && of.work !== null ? [run] : []));
  }

  /** The cell's earlier runs no longer belong to it. */
  forget(cell: NotebookCell): void {
    for (const [run, of] of this.#runs) if (of.cell === cell) this.#runs.delete(run);
    cell.work.value = null;
  }

  /** The runtime is gone. */
  clear(): void {
    for (const { cell } of this.#runs.values()) cell.work.value = null;
    this.#runs.clear();
  }

  #workOf(cell: NotebookCell): PendingWork | null {
    const all = [...this.#runs.values()].flatMap((of) =>
      of.cell === cell && of.work !== null ? [of.work] : [],
    );
    if (all.length === 0) return null;
    const sum = (count: (work: PendingWork) => number): number =>
      all.reduce((total, work) => total + count(work), 0);
    return { timers: sum(({ timers }) => timers), trainings: sum(({ trainings }) => trainings) };
  }
}
