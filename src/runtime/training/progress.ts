import * as tf from "@tensorflow/tfjs";
import type { Epoch, Output } from "../../protocol/output.ts";
import { now } from "../platform/captured.ts";
import { whyLastNotCompiled } from "./compiled-steps.ts";
import { Curve, type Point } from "./curve.ts";
import { epochLine } from "./epoch-line.ts";
import { type MetricSums, MetricWindow, type RawLogs, readLogs } from "./metric-accumulator.ts";
import { isStopping } from "./running-fit.ts";

/** A reader sees no more than ten changes a second. */
const REPORT_EVERY_MS = 100;
/** With so many rows each further as many make reports rarer, since each report carries all of them. */
const ROWS_PER_INTERVAL = 25;

let fits = 0;

/** Shows a `fit` as it goes; attached to each one that is not `verbose: 0`. */
export abstract class TrainingProgress extends tf.Callback {
  protected abstract report(output: Output): void;

  private readonly key = `training-${++fits}`;
  private readonly rows: Epoch[] = [];
  private readonly curves = new Map<string, Curve>();
  private readonly window = new MetricWindow();
  private epoch = 0;
  private step = 0;
  private samples = 0;
  private sums = new Map<string, number>();
  private epochBegun = 0;
  private reported = 0;
  private stopped = false;

  override async onEpochBegin(epoch: number): Promise<void> {
    this.epoch = epoch;
    this.step = 0;
    this.samples = 0;
    this.sums = new Map();
    this.epochBegun = now();
    this.rows.push(this.row(false, {}));
    if (this.rows.length === 1) this.send();
  }

  override async onBatchEnd(batch: number, logs?: tf.Logs): Promise<void> {
    this.step = batch + 1;
    if (logs) this.window.add(logs, this.names());
    const interval = REPORT_EVERY_MS * (1 + this.rows.length / ROWS_PER_INTERVAL);
    if (now() - this.reported < interval) return;
    await this.takeWindow();
    this.rows[this.rows.length - 1] = this.row(false, this.means());
    this.send();
  }

  override async onEpochEnd(epoch: number, logs?: tf.Logs): Promise<void> {
    await this.takeWindow();
    const raw: RawLogs = logs ?? {};
    const metrics = await readLogs(raw);
    for (const [name, value] of Object.entries(metrics)) {
      if (name.startsWith("val_") || this.steps() === null) this.curve(name).add([epoch + 1, value]);
    }
    this.rows[this.rows.length - 1] = this.row(true, metrics);
    this.stopped ||= isStopping(this.model);
    this.send();
    const text = epochLine(epoch + 1, this.epochs(), now() - this.epochBegun, metrics);
    this.report({ type: "text", stream: "log", text });
  }

  override async onTrainEnd(): Promise<void> {
    this.stopped ||= isStopping(this.model);
    if (this.rows.length > 0) this.send();
  }

  /** Adds what the last batches gave to the epoch's means and to the curves. */
  private async takeWindow(): Promise<void> {
    const window = await this.window.take();
    if (window.samples === 0) return;
    this.samples += window.samples;
    const place = this.epochsPassed();
    for (const [name, sum] of window.sums) {
      this.sums.set(name, (this.sums.get(name) ?? 0) + sum);
      if (place !== null) this.curve(name).add(pointOf(place, sum, window));
    }
  }

  private curve(name: string): Curve {
    const curve = this.curves.get(name) ?? new Curve();
    this.curves.set(name, curve);
    return curve;
  }

  private means(): Record<string, number> {
    return Object.fromEntries([...this.sums].map(([name, sum]) => [name, sum / this.samples]));
  }

  private names(): readonly string[] {
    const metrics = this.params["metrics"];
    return Array.isArray(metrics) ? metrics.map(String).filter((name) => !name.startsWith("val_")) : ["loss"];
  }

  private epochs(): number {
    return typeof this.params["epochs"] === "number" ? this.params["epochs"] : 1;
  }

  /** Batches in an epoch; null for a dataset of unknown length. */
  private steps(): number | null {
    const { steps, samples, batchSize } = this.params;
    if (typeof steps === "number") return steps;
    return typeof samples === "number" && typeof batchSize === "number"
      ? Math.ceil(samples / batchSize)
      : null;
  }

  /** Null within an epoch of unknown length. */
  private epochsPassed(): number | null {
    const steps = this.steps();
    return steps === null ? null : this.epoch + Math.min(1, this.step / steps);
  }

  private row(done: boolean, metrics: Readonly<Record<string, number>>): Epoch {
    return {
      steps: this.steps(),
      step: this.step,
      ms: now() - this.epochBegun,
      done,
      metrics: Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, measured(value)])),
    };
  }

  private send(): void {
    this.reported = now();
    const curves = [...this.curves].map(([name, curve]) => ({
      name,
      points: curve.toPoints().map(([place, value]): [number, number | null] => [place, measured(value)]),
    }));
    const { key, rows, stopped } = this;
    const why = whyLastNotCompiled(this.model);
    this.report({
      type: "training",
      key,
      epochs: this.epochs(),
      rows: [...rows],
      curves,
      stopped,
      ...(why === null ? {} : { notCompiled: why }),
    });
  }
}

function pointOf(place: number, sum: number, window: MetricSums): Point {
  return [place, sum / window.samples];
}

/** JSON has no NaN and no infinity. */
function measured(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
