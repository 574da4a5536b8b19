import { effect, untracked } from "@preact/signals";
import type { CellId } from "../../protocol/ids.ts";
import type { Training } from "../../protocol/output.ts";
import type { Notebook } from "../notebook/notebook.ts";
import type { RuntimeHost } from "../sandbox/host.ts";
import { type CellTexts, type Code, codeAt, textsOf } from "./code-behind.ts";

/** One press of Run on a cell that trains. */
export interface TrainingRun {
  readonly cell: CellId;
  /** When it began, in ms since 1970: unique among the runs of a cell. */
  readonly at: number;
  readonly code: Code;
}

/** A training of the current runtime, as it was last reported. */
export interface LiveTraining extends TrainingRun {
  /** Which training of the run it is, counted from 0. */
  readonly fit: number;
  readonly output: Training;
}

interface BegunRun extends TrainingRun {
  readonly keys: string[];
}

/** Finds its code, from the texts with which it began, only if it trains: that takes long in a large lesson. */
function beginRun(cell: CellId, texts: CellTexts): BegunRun {
  let code: Code | null = null;
  return {
    cell,
    at: Date.now(),
    get code() {
      code ??= codeAt(texts, cell);
      return code;
    },
    keys: [],
  };
}

/** The trainings of the running cell. A run does not end before its trainings. */
export class LiveTrainings {
  #run: BegunRun | null = null;
  readonly #trainings = new Map<string, LiveTraining>();
  readonly #listeners = new Set<(training: LiveTraining) => void>();

  constructor(notebook: Notebook, host: RuntimeHost) {
    effect(() => {
      const running = notebook.cells.value.find(({ state }) => state.value.type === "running");
      if (running?.id === this.#run?.cell) return;
      const begin = (id: CellId) =>
        beginRun(
          id,
          untracked(() => textsOf(notebook.cells.value)),
        );
      this.#run = running === undefined ? null : begin(running.id);
    });
    host.onEvent((event) => {
      if (event.type === "output" && event.output.type === "training") this.#receive(event.output);
    });
    host.onRuntimeEnd(() => this.#end());
  }

  /** The training with this key in the current runtime. */
  find(key: string): LiveTraining | undefined {
    return this.#trainings.get(key);
  }

  /** All of the cell's last run. */
  of(cell: CellId): readonly LiveTraining[] {
    return [...this.#trainings.values()].filter((training) => training.cell === cell);
  }

  /** Calls back with each report. */
  onReport(listener: (training: LiveTraining) => void): void {
    this.#listeners.add(listener);
  }

  /** The runtime is gone: its trainings have ended as they were last reported. */
  #end(): void {
    for (const training of this.#trainings.values()) {
      const { control, ...output } = training.output;
      for (const listener of this.#listeners) listener({ ...training, output });
    }
    this.#trainings.clear();
  }

  #receive(output: Training): void {
    const run = this.#run;
    if (run === null) return;
    if (!run.keys.includes(output.key)) this.#begin(run, output.key);
    const { cell, at, code } = run;
    const training = { cell, at, code, fit: run.keys.indexOf(output.key), output };
    this.#trainings.set(output.key, training);
    for (const listener of this.#listeners) listener(training);
  }

  #begin(run: { readonly cell: CellId; readonly at: number; readonly keys: string[] }, key: string): void {
    run.keys.push(key);
    for (const [other, { cell, at }] of this.#trainings)
      if (cell === run.cell && at !== run.at) this.#trainings.delete(other);
  }
}
