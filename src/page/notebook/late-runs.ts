import { batch } from "@preact/signals";
import type { CellError } from "../../protocol/event.ts";
import type { RunId } from "../../protocol/ids.ts";
import type { Output } from "../../protocol/output.ts";
import { doubtLate, failLate, isPending } from "./cell-state.ts";
import type { LateWork, NotebookCell } from "./notebook-cell.ts";
import { LateOutputs, type Later } from "./output-stream.ts";
import { RunsOfCells } from "./runs-of-cells.ts";

/** The runs of cells after their end: what their timers and trainings print, where these fail, and which of them go on. */
export class LateRuns {
  readonly #runs = new RunsOfCells();
  readonly #outputs: LateOutputs;
  readonly #stopRun: (run: RunId) => void;

  constructor(later: Later, stopRun: (run: RunId) => void) {
    this.#outputs = new LateOutputs(later);
    this.#stopRun = stopRun;
  }

  /** A cell's run begins; its checks are runs of their own. */
  add(run: RunId, cell: NotebookCell): void {
    this.#runs.add(run, cell);
  }

  cellOf(run: RunId): NotebookCell | undefined {
    return this.#runs.cellOf(run);
  }

  setWork(run: RunId, work: LateWork): void {
    this.#runs.setLateWork(run, work);
  }

  show(cell: NotebookCell, output: Output): void {
    this.#outputs.add(cell, output);
  }

  /** Something that the cell started has failed, unless the cell runs again: then it is of no interest. Returns whether it counts. */
  fail(cell: NotebookCell, error: CellError): boolean {
    if (isPending(cell.state.value)) return false;
    batch(() => {
      this.#outputs.show();
      cell.state.value = failLate(cell.state.value);
      const list = cell.outputs.value;
      cell.outputs.value = { ...list, error: list.error ?? { error, inCheck: false, late: true } };
    });
    return true;
  }

  /** A loss that the cell's training computes is not a number. Returns whether that is news. */
  doubt(cell: NotebookCell): boolean {
    const before = cell.state.value;
    if (isPending(before)) return false;
    batch(() => {
      this.#outputs.show();
      cell.state.value = doubtLate(before);
    });
    return cell.state.value !== before;
  }

  stop(cell: NotebookCell): void {
    for (const run of this.#runs.withLateWork(cell)) this.#stopRun(run);
  }

  /** The cell runs again: its earlier runs no longer belong to it. */
  beginAgain(cell: NotebookCell): void {
    this.#outputs.show();
    this.#runs.forget(cell);
  }

  /** The cell's outputs are cleared: nothing is added to them any more. */
  forget(cell: NotebookCell): void {
    this.stop(cell);
    this.#outputs.forget(cell);
    this.#runs.forget(cell);
  }

  /** The runtime is gone. */
  end(): void {
    this.#outputs.show();
    this.#runs.clear();
  }
}
