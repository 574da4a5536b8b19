import * as tf from "@tensorflow/tfjs";
import { type Activity, resume } from "../platform/activity.ts";
import { now } from "../platform/captured.ts";
import { type Batches, BatchesCallback } from "./batches-callback.ts";
import { activityOf } from "./running-fits.ts";
import { takeCutShort, takeValidation, validate } from "./validation.ts";
import { Yielder } from "./yielder.ts";

let stepMs = 0;

/** How long the last training step took, in ms, including the wait for the GPU; 0 before the first. */
export function lastStepMs(): number {
  return stepMs;
}

/** Attached to every `fit`: yields to stop requests and obeys them, measures the steps, and validates. */
export class RunningFit extends BatchesCallback {
  #batchBegan = 0;
  #yielder = new Yielder();
  /** What to put into the epoch's logs in place of the placeholders; null where the validation was stopped. */
  readonly #results = new Map<unknown, tf.Scalar | null>();

  override async onTrainBegin(): Promise<void> {
    this.#yielder = new Yielder();
  }

  override async onBatchBegin(): Promise<void> {
    this.#batchBegan = now();
  }

  override async onBatchEnd(_batch: number, logs?: tf.Logs): Promise<void> {
    if (this.#yielder.isDue) await waitForBackend(logs);
    stepMs = now() - this.#batchBegan;
    await this.#afterBatches();
  }

  override async onBatchesEnd({ ms, count }: Batches): Promise<void> {
    stepMs = ms / count;
    await this.#afterBatches();
  }

  /** The one place where a training lets messages through and obeys them. */
  async #afterBatches(): Promise<void> {
    if (this.#yielder.isDue) await this.#yielder.yield();
    await this.#validate();
    if (this.#activity().stop.aborted) this.model.stopTraining = true;
    // What follows in this task are the cell's own callbacks.
    resume(this.#activity());
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

  #activity(): Activity {
    return activityOf(this.model);
  }

  async #validate(): Promise<void> {
    const validation = takeValidation(this.model);
    if (validation === undefined) return;
    const results = await validate(validation, this.#activity().stop);
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
