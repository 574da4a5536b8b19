import type { Output } from "../../protocol/output.ts";
import type { NotebookCell } from "./notebook-cell.ts";
import { addOutput, markOld, NO_OUTPUTS, type OutputList, type ShownError } from "./output-list.ts";

/** Calls back after `ms`; `setTimeout` in the page. */
export type Later = (callback: () => void, ms: number) => void;

/** The shortest time between two updates of the page, in ms. */
const INTERVAL = 40;

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
  begin(cell: NotebookCell, synthetic: boolean): void {
    this.#cell = cell;
    this.#list = { ...NO_OUTPUTS, synthetic };
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

  /** From now on a synthetic dataset replaces a real one. */
  markSynthetic(): void {
    this.#list = { ...this.#list, synthetic: true };
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
