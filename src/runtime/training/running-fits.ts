import * as tf from "@tensorflow/tfjs";
import { now } from "../platform/captured.ts";
import { takeCutShort, takeValidation, validate, YIELD_EVERY_MS } from "./validation.ts";

const running = new Set<RunningFit>();
let stepMs = 0;

/** How long the last training step took, in ms, with waiting for the GPU; 0 before the first. */
export function lastStepMs(): number {
  return stepMs;
}

const preparing = new Set<AbortController>();

/** Does what comes before the first batch of a `fit`; a wish to stop meanwhile is told by the signal. */
export async function beforeFit<Result>(prepare: (stop: AbortSignal) => Promise<Result>): Promise<Result> {
  const stop = new AbortController();
  preparing.add(stop);
  try {
    return await prepare(stop.signal);
  } finally {
    preparing.delete(stop);
  }
}

/** Asks every running `fit` to end after the running batch; false when none runs. */
export function requestStop(): boolean {
  for (const stop of preparing) stop.abort();
  for (const fit of running) {
    // A fit that ended by an error never told.
    if (isTraining(fit.model)) fit.stop();
    else running.delete(fit);
  }
  return running.size + preparing.size > 0;
}

function isTraining(model: tf.LayersModel): boolean {
  return Reflect.get(model, "isTraining") === true;
}

/** Whether this model's running `fit` was asked to stop. */
export function isStopping(model: tf.LayersModel): boolean {
  for (const fit of running) if (fit.model === model) return fit.stopWanted;
  return false;
}

/** Attached to every `fit`: hears a wish to stop, measures the steps, and validates. */
export class RunningFit extends tf.Callback {
  stopWanted = false;
  private begun = 0;
  private yielded = 0;
  /** What to put into the epoch's logs: the results of the validation, or null where it was stopped. */
  private readonly results = new Map<unknown, tf.Scalar | null>();

  stop(): void {
    this.stopWanted = true;
    this.model.stopTraining = true;
  }

  override async onTrainBegin(): Promise<void> {
    for (const fit of running) if (fit.model === this.model) running.delete(fit);
    running.add(this);
    this.yielded = now();
  }

  override async onBatchBegin(): Promise<void> {
    this.begun = now();
  }

  override async onBatchEnd(_batch: number, logs?: tf.Logs): Promise<void> {
    if (now() - this.yielded >= YIELD_EVERY_MS) {
      await waitForBackend(logs);
      stepMs = now() - this.begun;
      await tf.nextFrame();
      this.yielded = now();
    } else {
      stepMs = now() - this.begun;
    }
    await this.validate();
    // `fit` itself forgets a wish that came before its first batch.
    if (this.stopWanted) this.model.stopTraining = true;
  }

  /** A stopped validation says nothing, as that of an epoch which was stopped before its last batch. */
  override async onEpochEnd(_epoch: number, logs?: tf.Logs): Promise<void> {
    const raw: Record<string, unknown> = logs ?? {};
    if (takeCutShort(this.model)) dropValidation(raw);
    for (const [name, placeholder] of Object.entries(raw)) {
      const result = this.results.get(placeholder);
      if (result === undefined) continue;
      if (result === null) delete raw[name];
      else raw[name] = result;
      tf.dispose(placeholder as tf.Scalar);
    }
    this.results.clear();
  }

  override async onTrainEnd(): Promise<void> {
    running.delete(this);
  }

  private async validate(): Promise<void> {
    const validation = takeValidation(this.model);
    if (validation === undefined) return;
    const results = await validate(validation, () => this.stopWanted);
    validation.placeholders.forEach((placeholder, index) => {
      this.results.set(placeholder, results?.[index] ?? null);
    });
    this.yielded = now();
  }
}

function dropValidation(logs: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(logs)) {
    if (!name.startsWith("val_")) continue;
    if (value instanceof tf.Tensor) value.dispose();
    delete logs[name];
  }
}

/** A GPU only queues what it is told: without waiting now and then, it falls ever further behind. */
async function waitForBackend(logs: Readonly<Record<string, unknown>> | undefined): Promise<void> {
  const loss = logs?.["loss"];
  if (loss instanceof tf.Tensor) await loss.data();
}
