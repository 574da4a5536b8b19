import * as tf from "@tensorflow/tfjs";
import type { Engine } from "../kernels/engine.ts";
import { floatsAt } from "../kernels/memory.ts";
import { FLOAT_BYTES } from "../kernels/views.ts";
import { beginStep } from "../optimizers/optimizer-steps.ts";
import type { Architecture, MetricPlan } from "./architecture.ts";
import type { Arena } from "./arena.ts";
import { buildStages } from "./build-stages.ts";
import { batchBailoutReason, trainingBailoutReason } from "./check-batch.ts";
import { LOSSES, type Targets } from "./losses.ts";
import { METRICS } from "./metrics.ts";
import type { Stage } from "./stage.ts";

type StockMetric = Extract<MetricPlan, { readonly type: "stock" }>;

/** Small batches keep the arena small. The outputs for a sample do not depend on its batch. */
const PREDICTION_BATCH_SIZE = 32;

/** The forward pass, backward pass and update of one model. */
export class CompiledStep {
  readonly #engine: Engine;
  readonly #arena: Arena;
  readonly #architecture: Architecture;
  #stages: readonly Stage[] = [];
  #capacity = 0;

  constructor(engine: Engine, arena: Arena, architecture: Architecture) {
    this.#engine = engine;
    this.#arena = arena;
    this.#architecture = architecture;
  }

  /** Why TensorFlow.js must compute this batch itself, or null. Without targets: why it must predict itself. */
  bailoutReason(x: tf.Tensor, y: tf.Tensor | undefined): string | null {
    if (this.#arena.isInUse) return "another compiled step is running";
    return batchBailoutReason(this.#engine, this.#architecture, x, y);
  }

  /** Why TensorFlow.js must train on this batch itself, or null. */
  trainingBailoutReason(x: tf.Tensor, y: tf.Tensor): string | null {
    return trainingBailoutReason(this.#architecture) ?? this.bailoutReason(x, y);
  }

  /** One step of training. Returns the loss and metrics of the batch before the update, as TensorFlow.js does. */
  train(x: tf.Tensor, y: tf.Tensor): tf.Scalar[] {
    const batch = x.shape[0] ?? 0;
    const results = this.#arena.use(() => {
      const input = this.#engine.address(x);
      const lastStage = this.#forward(input, batch, true);
      const values = this.#evaluate(lastStage, y, 0, batch, true);
      this.#backward(input, batch);
      this.#update();
      return values;
    });
    return results.map((value) => tf.scalar(value));
  }

  /** The loss and metrics of a batch. */
  test(x: tf.Tensor, y: tf.Tensor): tf.Scalar[] {
    return this.testAll(x, y, x.shape[0] ?? 0);
  }

  /** The means of loss and metrics over all samples, computed batch by batch in place. */
  testAll(x: tf.Tensor, y: tf.Tensor, batchSize: number): tf.Scalar[] {
    const samples = x.shape[0] ?? 0;
    const totals: number[] = [];
    for (let start = 0; start < samples; start += batchSize) {
      const batch = Math.min(batchSize, samples - start);
      this.testBatch(x, y, start, batch).forEach((value, index) => {
        totals[index] = (totals[index] ?? 0) + batch * value;
      });
    }
    return totals.map((total) => tf.scalar(total / samples));
  }

  /** The loss and metrics of `batch` samples from index `start`, computed in place. */
  testBatch(x: tf.Tensor, y: tf.Tensor, start: number, batch: number): number[] {
    return this.#arena.use(() => {
      const lastStage = this.#forward(this.#addressOf(x, start), batch, false);
      return this.#evaluate(lastStage, y, start, batch, false);
    });
  }

  /** The outputs for all samples. */
  predictAll(x: tf.Tensor): tf.Tensor2D {
    const samples = x.shape[0] ?? 0;
    const { outputs: columns } = this.#architecture;
    const values = new Float32Array(samples * columns);
    for (let start = 0; start < samples; start += PREDICTION_BATCH_SIZE) {
      const batch = Math.min(PREDICTION_BATCH_SIZE, samples - start);
      const { output } = this.#forward(this.#addressOf(x, start), batch, false);
      values.set(floatsAt(this.#engine, output, batch * columns), start * columns);
    }
    return tf.tensor2d(values, [samples, columns]);
  }

  /** The address of the sample with this index. */
  #addressOf(x: tf.Tensor, sample: number): number {
    const sampleSize = x.size / (x.shape[0] ?? 1);
    return this.#engine.address(x) + sample * sampleSize * FLOAT_BYTES;
  }

  /** Returns the last stage, which has the model's outputs. */
  #forward(input: number, batch: number, training: boolean): Stage {
    this.#reserve(batch);
    let from = input;
    for (const stage of this.#stages) {
      stage.forward(from, batch, training);
      from = stage.output;
    }
    const last = this.#stages.at(-1);
    if (last === undefined) throw new Error("A compiled model has at least one layer.");
    return last;
  }

  /** Builds the stages again if the batch is larger, or if another model has used the arena since. */
  #reserve(batch: number): void {
    if (this.#arena.isOwnedBy(this) && batch <= this.#capacity) return;
    this.#capacity = Math.max(batch, this.#capacity);
    this.#stages = this.#arena.build(this, (memory) =>
      buildStages({ engine: this.#engine, memory, capacity: this.#capacity }, this.#architecture.layers),
    );
  }

  /**
   * The loss and metrics of a batch after the forward pass; its targets begin at index `start` of y. When training, also
   * writes the gradient of the loss.
   */
  #evaluate(lastStage: Stage, y: tf.Tensor, start: number, batch: number, training: boolean): number[] {
    const { loss, outputs: columns, metrics } = this.#architecture;
    const outputs = floatsAt(this.#engine, lastStage.output, batch * columns);
    const targets = this.#targetsOf(y, start, batch);
    const gradient = training ? floatsAt(this.#engine, lastStage.gradient, batch * columns) : null;
    const lossValue = LOSSES[loss](outputs, targets, batch, columns, gradient);
    const values = metrics.map((metric) =>
      metric.type === "stock" ? metric : METRICS[metric.type](outputs, targets, batch, columns),
    );
    // Last, because stock metrics allocate tensors: the memory may grow, which detaches the views above.
    return [
      lossValue,
      ...values.map((value) =>
        typeof value === "number" ? value : this.#stockMetric(value, lastStage, y, start, batch),
      ),
    ];
  }

  #stockMetric(
    { metric }: StockMetric,
    { output }: Stage,
    y: tf.Tensor,
    start: number,
    batch: number,
  ): number {
    const { outputs: columns } = this.#architecture;
    const values = tf.tidy(() => {
      const outputs = floatsAt(this.#engine, output, batch * columns).slice();
      return tf.mean(metric(y.slice(start, batch), tf.tensor2d(outputs, [batch, columns]))).dataSync();
    });
    return values[0] ?? Number.NaN;
  }

  #targetsOf(y: tf.Tensor, start: number, batch: number): Targets {
    const perSample = y.size / (y.shape[0] ?? 1);
    const all = this.#engine.backend.typedArrayFromHeap(y) as Targets;
    return all.subarray(start * perSample, (start + batch) * perSample);
  }

  #backward(input: number, batch: number): void {
    for (let index = this.#stages.length - 1; index >= 0; index--) {
      const previous = this.#stages[index - 1];
      this.#stages[index]?.backward(previous?.output ?? input, previous?.gradient ?? 0, batch);
    }
  }

  #update(): void {
    const { optimizer, variables } = this.#architecture;
    const step = beginStep(this.#engine, optimizer);
    if (step === undefined) throw new Error(`The optimizer ${optimizer.getClassName()} has no kernel.`);
    for (const { variable, gradient } of this.#stages.flatMap(({ parameters }) => parameters)) {
      step.update(variable, variables.indexOf(variable), gradient);
    }
    step.end();
  }
}
