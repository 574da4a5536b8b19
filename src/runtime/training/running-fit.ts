import * as tf from "@tensorflow/tfjs";
import { internalsOf } from "../compiled/model-internals.ts";
import { now } from "../platform/captured.ts";
import { stopSignal } from "./stop.ts";
import { takeCutShort, takeValidation, validate } from "./validation.ts";
import { Yielder } from "./yielder.ts";

/** For each model with a running `fit`: the signal that asks it to stop. */
const signals = new WeakMap<tf.LayersModel, AbortSignal>();
let stepMs = 0;

/** How long the last training step took, in ms, including the wait for the GPU; 0 before the first. */
export function lastStepMs(): number {
  return stepMs;
}

/** Whether the reader asked this model's running `fit` to stop. A `fit` that threw has left its signal, but does not run. */
export function isStopping(model: tf.LayersModel): boolean {
  return internalsOf(model).isTraining && (signals.get(model)?.aborted ?? false);
}

/** Attached to every `fit`: yields to stop requests and obeys them, measures the steps, and validates. */
export class RunningFit extends tf.Callback {
  #stop = stopSignal();
  #batchBegan = 0;
  #yielder = new Yielder();
  /** What to put into the epoch's logs in place of the placeholders; null where the validation was stopped. */
  readonly #results = new Map<unknown, tf.Scalar | null>();

  override async onTrainBegin(): Promise<void> {
    this.#stop = stopSignal();
    this.#stop.addEventListener("abort", this.#stopTraining);
    signals.set(this.model, this.#stop);
    this.#yielder = new Yielder();
  }

  override async onBatchBegin(): Promise<void> {
    this.#batchBegan = now();
  }

  override async onBatchEnd(_batch: number, logs?: tf.Logs): Promise<void> {
    const yields = this.#yielder.isDue;
    if (yields) await waitForBackend(logs);
    stepMs = now() - this.#batchBegan;
    if (yields) await this.#yielder.yield();
    await this.#validate();
    // `fit` clears `stopTraining` when it starts, so a request from before the first batch has to be repeated.
    if (this.#stop.aborted) this.#stopTraining();
  }

  override async onEpochEnd(_epoch: number, logs?: tf.Logs): Promise<void> {
    const raw: Record<string, unknown> = logs ?? {};
    if (takeCutShort(this.model)) dropValidation(raw);
    for (const [name, placeholder] of Object.entries(raw)) {
      const result = this.#results.get(placeholder);
      if (result === undefined) continue;
      if (result === null) delete raw[name];
      else raw[name] = result;
      tf.dispose(placeholder as tf.Scalar);
    }
    this.#results.clear();
  }

  override async onTrainEnd(): Promise<void> {
    this.#stop.removeEventListener("abort", this.#stopTraining);
    signals.delete(this.model);
  }

  readonly #stopTraining = (): void => {
    this.model.stopTraining = true;
  };

  async #validate(): Promise<void> {
    const validation = takeValidation(this.model);
    if (validation === undefined) return;
    const results = await validate(validation, this.#stop);
    validation.placeholders.forEach((placeholder, index) => {
      this.#results.set(placeholder, results?.[index] ?? null);
    });
    this.#yielder = new Yielder();
  }
}

/** A validation that was stopped has no results, as in an epoch that was stopped before its last batch. */
function dropValidation(logs: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(logs)) {
    if (!name.startsWith("val_")) continue;
    if (value instanceof tf.Tensor) value.dispose();
    delete logs[name];
  }
}

/** A GPU only queues operations; without waiting now and then, its queue would grow without limit. */
async function waitForBackend(logs: Readonly<Record<string, unknown>> | undefined): Promise<void> {
  const loss = logs?.["loss"];
  if (loss instanceof tf.Tensor) await loss.data();
}
