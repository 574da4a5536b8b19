import { batch } from "@preact/signals";
import type { Output } from "../../protocol/output.ts";
import type { NotebookCell } from "./notebook-cell.ts";
import {
  addLateOutput,
  addOutput,
  type DataQuality,
  markOld,
  NO_OUTPUTS,
  type OutputList,
  type ShownError,
} from "./output-list.ts";

/** Calls back after `ms`; `setTimeout` in the page. */
export type Later = (callback: () => void, ms: number) => void;

/** The shortest time between two updates of the page, in ms. */
const INTERVAL = 40;

/** Shows what cells print after their runs have ended, at intervals. */
export class LateOutputs {
  readonly #later: Later;
  readonly #lists = new Map<NotebookCell, OutputList>();
  #isScheduled = false;

  constructor(later: Later) {
    this.#later = later;
  }

  add(cell: NotebookCell, output: Output): void {
    this.#lists.set(cell, addLateOutput(this.#lists.get(cell) ?? cell.outputs.value, output));
    if (this.#isScheduled) return;
    this.show();
    this.#isScheduled = true;
    this.#later(() => {
      this.#isScheduled = false;
      this.show();
    }, INTERVAL);
  }

  /** Shows what has come since the last update of the page. */
  show(): void {
    batch(() => {
      for (const [cell, list] of this.#lists) cell.outputs.value = list;
    });
    this.#lists.clear();
  }

  /** The cell runs again, or its outputs are cleared. */
  forget(cell: NotebookCell): void {
    this.#lists.delete(cell);
  }
}

/** Collects what the running cell shows, and updates the page at intervals. */
export class OutputStream {
  readonly #later: Later;
  #cell: NotebookCell | null = null;
  #list: OutputList = NO_OUTPUTS;
  #isShown = false;
  #isScheduled = false;

  constructor(later: Later) {
    this.#later = later;
  }

  /** A run begins. Its cell keeps the outputs of the last run, marked old, until there is a new one. */
  begin(cell: NotebookCell, data: DataQuality): void {
    this.#cell = cell;
    this.#list = { ...NO_OUTPUTS, ...data };
    this.#isShown = false;
    cell.outputs.value = markOld(cell.outputs.value);
  }

  /** Shows the first output at once, and later ones when the interval has passed. */
  add(output: Output): void {
    if (this.#cell === null) return;
    this.#list = addOutput(this.#list, output);
    if (this.#isScheduled) return;
    this.#show();
    this.#isScheduled = true;
    this.#later(() => {
      this.#isScheduled = false;
      if (this.#isShown) this.#show();
    }, INTERVAL);
  }

  /** From now on the outputs are made from this data. */
  markData(data: DataQuality): void {
    this.#list = { ...this.#list, ...data };
  }

  /** The run has ended: shows everything, with the error that ended it. */
  end(error: ShownError | null): void {
    if (error !== null) this.#list = { ...this.#list, error };
    this.#show();
    this.#cell = null;
    this.#isShown = false;
  }

  #show(): void {
    if (this.#cell === null) return;
    this.#isShown = true;
    this.#cell.outputs.value = this.#list;
  }
}
