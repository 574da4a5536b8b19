import type * as tf from "@tensorflow/tfjs";
import type { Epoch, Output, Training } from "../../protocol/output.ts";
import { type Activity, resume } from "../platform/activity.ts";
import { now } from "../platform/captured.ts";
import { type Batches, BatchesCallback } from "./batches-callback.ts";
import { checkpointBytes, type HeldCheckpoint, takeCheckpoint } from "./checkpoint.ts";
import { holdCheckpoint } from "./checkpoints.ts";
import { whyLastNotCompiled } from "./compiled-steps.ts";
import { earlierProgress, fitOrdinal } from "./continuation.ts";
import { Curve } from "./curve.ts";
import { epochLine } from "./epoch-line.ts";
import { MetricAccumulator, type RawLogs, readLogs } from "./metric-accumulator.ts";
import { activityOf, controlOf, isStopping } from "./running-fits.ts";
import { learningRateOf } from "./training-control.ts";

/** At most ten reports per second. */
const REPORT_EVERY_MS = 100;
/** Every report carries all rows, so the interval grows by 100 ms per 25 epochs. */
const ROWS_PER_INTERVAL = 25;

/** Of the learning rate, in one training. */
const MAXIMUM_CHANGES = 200;

let fits = 0;

/** Shows the progress of every `fit` that does not have `verbose: 0`. */
export class TrainingProgress extends BatchesCallback {
  readonly #send: (output: Output, activity: Activity) => void;
  readonly #key = `training-${++fits}`;
  readonly #rows: Epoch[] = [];
  readonly #curves = new Map<string, Curve>();
  readonly #metrics = new MetricAccumulator();
  #epoch = new EpochProgress(0);
  #reportedAt = 0;
  #isStopped = false;
  #hasEnded = false;
  /** How many epochs an earlier run had trained, if this one continues it. */
  #continuedFrom: number | null = null;
  /** Of that run: how many epochs were over before its first row. */
  #shownEarlier: number | null = null;
  #checkpoint: HeldCheckpoint | null = null;
  readonly #learningRates: [epochs: number, rate: number][] = [];

  /** @param report shows an output of the run that the training belongs to. */
  constructor(report: (output: Output, activity: Activity) => void) {
    super();
    this.#send = report;
  }

  override async onTrainBegin(): Promise<void> {
    const earlier = earlierProgress(this.model);
    if (earlier !== undefined) this.#continue(earlier);
    controlOf(this.model)?.attach(this.#key, () => {
      this.#noteLearningRate();
      if (this.#rows.length > 0) this.#reportTraining();
    });
  }

  override async onEpochBegin(epoch: number): Promise<void> {
    this.#epoch = new EpochProgress(epoch);
    this.#rows.push(this.#row(false, {}));
    this.#noteLearningRate();
    if (this.#rows.length === 1 || this.#continuedFrom === epoch) this.#reportTraining();
  }

  override async onBatchEnd(batch: number, logs?: tf.Logs): Promise<void> {
    await this.#afterBatches(batch, logs);
  }

  override async onBatchesEnd({ last, logs }: Batches): Promise<void> {
    await this.#afterBatches(last, logs);
  }

  async #afterBatches(last: number, logs?: tf.Logs): Promise<void> {
    this.#epoch.step = last + 1;
    if (logs) this.#metrics.add(logs, this.#metricNames());
    const interval = REPORT_EVERY_MS * (1 + this.#rows.length / ROWS_PER_INTERVAL);
    const isPaused = controlOf(this.model)?.isPaused ?? false;
    if (!isPaused && now() - this.#reportedAt < interval) return;
    await this.#takeMetrics();
    this.#rows[this.#rows.length - 1] = this.#row(false, this.#epoch.means());
    this.#reportTraining();
    if (isPaused) await this.#waitWhilePaused();
  }

  async #waitWhilePaused(): Promise<void> {
    const pausedAt = now();
    await controlOf(this.model)?.nextBatch();
    this.#epoch.pausedMs += now() - pausedAt;
    resume(activityOf(this.model));
  }

  override async onEpochEnd(epoch: number, logs?: tf.Logs): Promise<void> {
    await this.#takeMetrics();
    const raw: RawLogs = logs ?? {};
    const metrics = await readLogs(raw);
    for (const [name, value] of Object.entries(metrics)) {
      if (name.startsWith("val_") || this.#steps() === null) this.#curve(name).add([epoch + 1, value]);
    }
    this.#rows[this.#rows.length - 1] = this.#row(true, metrics);
    this.#isStopped ||= isStopping(this.model);
    if (!this.#isStopped) await this.#takeCheckpoint(epoch + 1);
    this.#reportTraining();
    const text = epochLine(epoch + 1, this.#epochs(), this.#epoch.elapsedMs(), metrics);
    this.#report({ type: "text", stream: "log", text });
  }

  override async onTrainEnd(): Promise<void> {
    this.#isStopped ||= isStopping(this.model);
    this.#hasEnded = true;
    if (this.#rows.length > 0) this.#reportTraining();
  }

  /** Begins with what an earlier run has shown of its epochs. */
  #continue({ rows, curves, learningRates = [], earlierEpochs = 0 }: Training): void {
    this.#continuedFrom = earlierEpochs + rows.length;
    this.#shownEarlier = earlierEpochs;
    this.#rows.push(...rows);
    this.#learningRates.push(...learningRates);
    for (const { name, points } of curves)
      for (const [epochs, value] of points) this.#curve(name).add([epochs, value ?? Number.NaN]);
  }

  /** An epoch that was stopped is not saved: a training continues from whole ones. */
  async #takeCheckpoint(epochs: number): Promise<void> {
    try {
      this.#checkpoint = await takeCheckpoint(this.model, { epochs, fit: fitOrdinal(this.model) });
    } catch {
      // A cell's own layer or optimizer whose state cannot be read.
      this.#checkpoint = null;
    }
    holdCheckpoint(this.#key, this.#checkpoint);
  }

  #noteLearningRate(): void {
    const rate = learningRateOf(this.model.optimizer);
    if (rate === null || rate === this.#learningRates.at(-1)?.[1]) return;
    const at = this.#position() ?? this.#epoch.index;
    const last = this.#learningRates.at(-1);
    if (last?.[0] === at) last[1] = rate;
    else if (this.#learningRates.length < MAXIMUM_CHANGES) this.#learningRates.push([at, rate]);
  }

  /** Adds the batches since the last call to the epoch's means and to the curves. */
  async #takeMetrics(): Promise<void> {
    const { samples, sums } = await this.#metrics.take();
    if (samples === 0) return;
    this.#epoch.add(samples, sums);
    const position = this.#position();
    if (position === null) return;
    for (const [name, sum] of sums) this.#curve(name).add([position, sum / samples]);
  }

  #curve(name: string): Curve {
    const curve = this.#curves.get(name) ?? new Curve();
    this.#curves.set(name, curve);
    return curve;
  }

  #metricNames(): readonly string[] {
    const metrics = this.params["metrics"];
    return Array.isArray(metrics) ? metrics.map(String).filter((name) => !name.startsWith("val_")) : ["loss"];
  }

  #epochs(): number {
    return typeof this.params["epochs"] === "number" ? this.params["epochs"] : 1;
  }

  #earlierEpochs(): number {
    if (this.#shownEarlier !== null) return this.#shownEarlier;
    return typeof this.params["initialEpoch"] === "number" ? this.params["initialEpoch"] : 0;
  }

  /** Steps per epoch; null for a dataset of unknown length. */
  #steps(): number | null {
    const { steps, samples, batchSize } = this.params;
    if (typeof steps === "number") return steps;
    return typeof samples === "number" && typeof batchSize === "number"
      ? Math.ceil(samples / batchSize)
      : null;
  }

  /** The position on the curves' axis, in epochs; null within an epoch of unknown length. */
  #position(): number | null {
    const steps = this.#steps();
    return steps === null ? null : this.#epoch.index + Math.min(1, this.#epoch.step / steps);
  }

  #row(done: boolean, metrics: Readonly<Record<string, number>>): Epoch {
    return {
      steps: this.#steps(),
      step: this.#epoch.step,
      ms: this.#epoch.elapsedMs(),
      done,
      metrics: Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, finite(value)])),
    };
  }

  #report(output: Output): void {
    this.#send(output, activityOf(this.model));
  }

  #controlState(): Pick<Training, "control" | "saved"> {
    const control = this.#hasEnded ? undefined : controlOf(this.model);
    const checkpoint = this.#checkpoint;
    return {
      ...(control === undefined
        ? {}
        : { control: { paused: control.isPaused, learningRate: control.learningRate } }),
      ...(checkpoint === null
        ? {}
        : { saved: { epochs: checkpoint.epochs, bytes: checkpointBytes(checkpoint) } }),
    };
  }

  #reportTraining(): void {
    this.#reportedAt = now();
    const curves = [...this.#curves].map(([name, curve]) => ({
      name,
      points: curve.toPoints().map(([epochs, value]): [number, number | null] => [epochs, finite(value)]),
    }));
    const notCompiled = whyLastNotCompiled(this.model);
    this.#report({
      type: "training",
      key: this.#key,
      epochs: this.#epochs(),
      ...(this.#earlierEpochs() === 0 ? {} : { earlierEpochs: this.#earlierEpochs() }),
      rows: [...this.#rows],
      curves,
      stopped: this.#isStopped,
      ...this.#controlState(),
      ...(this.#learningRates.length === 0 ? {} : { learningRates: [...this.#learningRates] }),
      ...(this.#continuedFrom === null ? {} : { continuedFrom: this.#continuedFrom }),
      ...(notCompiled === null ? {} : { notCompiled }),
    });
  }
}

/** The current epoch: its steps so far, and its means over all samples so far. */
class EpochProgress {
  readonly index: number;
  step = 0;
  /** How long the reader has paused it. */
  pausedMs = 0;
  readonly #begunAt = now();
  readonly #sums = new Map<string, number>();
  #samples = 0;

  constructor(index: number) {
    this.index = index;
  }

  /** In ms, without pauses. */
  elapsedMs(): number {
    return now() - this.#begunAt - this.pausedMs;
  }

  add(samples: number, sums: ReadonlyMap<string, number>): void {
    this.#samples += samples;
    for (const [name, sum] of sums) this.#sums.set(name, (this.#sums.get(name) ?? 0) + sum);
  }

  means(): Record<string, number> {
    return Object.fromEntries([...this.#sums].map(([name, sum]) => [name, sum / this.#samples]));
  }
}

/** JSON has no NaN and no infinity. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
