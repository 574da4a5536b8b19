import type { RunId } from "../../protocol/ids.ts";
import type { LateWork, NotebookCell } from "./notebook-cell.ts";

interface RunOfCell {
  readonly cell: NotebookCell;
  readonly work: LateWork | null;
}

/** To which cell a run belongs, and what late work it has left behind. Only the last run of a cell counts, with its checks. */
export class RunsOfCells {
  readonly #runs = new Map<RunId, RunOfCell>();

  add(run: RunId, cell: NotebookCell): void {
    this.#runs.set(run, { cell, work: null });
  }

  cellOf(run: RunId): NotebookCell | undefined {
    return this.#runs.get(run)?.cell;
  }

  setLateWork(run: RunId, work: LateWork): void {
    const found = this.#runs.get(run);
    if (found === undefined) return;
    this.#runs.set(run, { ...found, work: work.timers + work.trainings > 0 ? work : null });
    found.cell.lateWork.value = this.#lateWorkOf(found.cell);
  }

  /** The cell's runs that have late work. */
  withLateWork(cell: NotebookCell): readonly RunId[] {
    return [...this.#runs].flatMap(([run, of]) => (of.cell === cell && of.work !== null ? [run] : []));
  }

  /** The cell's earlier runs no longer belong to it. */
  forget(cell: NotebookCell): void {
    for (const [run, of] of this.#runs) if (of.cell === cell) this.#runs.delete(run);
    cell.lateWork.value = null;
  }

  /** The runtime is gone. */
  clear(): void {
    for (const { cell } of this.#runs.values()) cell.lateWork.value = null;
    this.#runs.clear();
  }

  #lateWorkOf(cell: NotebookCell): LateWork | null {
    const all = [...this.#runs.values()].flatMap((of) =>
      of.cell === cell && of.work !== null ? [of.work] : [],
    );
    if (all.length === 0) return null;
    const sum = (count: (work: LateWork) => number): number =>
      all.reduce((total, work) => total + count(work), 0);
    return { timers: sum(({ timers }) => timers), trainings: sum(({ trainings }) => trainings) };
  }
}
