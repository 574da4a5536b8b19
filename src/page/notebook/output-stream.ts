import type { Output } from "../../protocol/output.ts";
import type { Slot } from "./cell-model.ts";
import { addOutput, NO_OUTPUTS, type OutputList, type ShownError } from "./output-list.ts";

/** Calls back after `ms`; `setTimeout` in the page. */
export type Later = (callback: () => void, ms: number) => void;

/** Outputs that stream in are shown at most this often, in ms: each showing costs the page a drawing. */
const INTERVAL = 40;

/** Collects what the running cell shows, and puts it before the student now and then. */
export class OutputStream {
  private readonly later: Later;
  private slot: Slot | null = null;
  private list: OutputList = NO_OUTPUTS;
  private isShown = false;
  private waits = false;

  constructor(later: Later) {
    this.later = later;
  }

  /** A run begins: its cell keeps the last run's outputs, marked old, until there is something new. */
  begin(slot: Slot, standIn: boolean): void {
    this.slot = slot;
    this.list = { ...NO_OUTPUTS, standIn };
    this.isShown = false;
    slot.outputs.value = { ...slot.outputs.value, old: true };
  }

  /** The first output is shown at once, what follows with the next beat. */
  add(output: Output): void {
    if (this.slot === null) return;
    this.list = addOutput(this.list, output);
    if (this.waits) return;
    this.show();
    this.waits = true;
    this.later(() => {
      this.waits = false;
      if (this.isShown) this.show();
    }, INTERVAL);
  }

  /** From here on a stand-in serves in place of a dataset. */
  markStandIn(): void {
    this.list = { ...this.list, standIn: true };
  }

  /** The run has ended: all of it is shown, with the error that ended it. */
  end(error: ShownError | null): void {
    if (error !== null) this.list = { ...this.list, error };
    this.show();
    this.slot = null;
    this.isShown = false;
  }

  private show(): void {
    if (this.slot === null) return;
    this.isShown = true;
    this.slot.outputs.value = this.list;
  }
}
