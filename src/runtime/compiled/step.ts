import * as tf from "@tensorflow/tfjs";
import { type Engine, FLOAT_BYTES } from "../kernels/engine.ts";
import { isHere } from "../kernels/writable.ts";
import { beginStep, hasStateOf } from "../optimizers/optimizer-steps.ts";
import type { Architecture, MetricPlan } from "./architecture.ts";
import type { Arena } from "./arena.ts";
import { LOSSES, type Targets } from "./losses.ts";
import { METRICS } from "./metrics.ts";
import type { Stage } from "./stage.ts";
import { buildStages } from "./stages.ts";

type Stock = Extract<MetricPlan, { readonly type: "stock" }>;

const PREDICTED_AT_ONCE = 32;

/** The forward pass, backward pass and update of one model, compiled. */
export class CompiledStep {
  private stages: Stage[] = [];
  private capacity = 0;
  private readonly engine: Engine;
  private readonly arena: Arena;
  private readonly architecture: Architecture;

  constructor(engine: Engine, arena: Arena, architecture: Architecture) {
    this.engine = engine;
    this.arena = arena;
    this.architecture = architecture;
  }

  /** Why these tensors are no batch that it can take, which then goes the ordinary way; null if they are. */
  refusal(x: tf.Tensor, y: tf.Tensor | undefined): string | null {
    const { inputShape, loss, outputs, variables } = this.architecture;
    const sparse = loss === "sparseCategoricalCrossentropy";
    const columns = sparse ? 1 : outputs;
    const samples = x.shape[0] ?? 0;
    const here = (tensor: tf.Tensor): boolean => isHere(this.engine, tensor);
    if (this.arena.isInUse) return "another compiled step is running";
    if (x.dtype !== "float32") return `the inputs are of type ${x.dtype}; x.toFloat() makes them float32`;
    if (samples === 0 || !tf.util.arraysEqual(x.shape.slice(1), [...inputShape]))
      return `the inputs are of shape [${x.shape}], not [samples, ${inputShape}]`;
    // Targets of another rank broadcast in some of TensorFlow.js's losses, and are refused by others.
    const row = y?.rank === 1 && sparse ? [samples] : [samples, columns];
    if (y !== undefined && (y.dtype === "complex64" || !tf.util.arraysEqual(y.shape, row)))
      return `the targets are of shape [${y.shape}], not [${samples}, ${columns}]`;
    if (y !== undefined && sparse && y.dtype !== "float32")
      return `the labels are of type ${y.dtype}; y.toFloat() makes them float32`;
    const data = y === undefined ? [x] : [x, y];
    if (![...data, ...variables].every(here))
      return "some of its tensors lie on another backend, or were disposed of";
    // The step leaves out what zeros multiply, and by NaN or infinity a zero is none.
    if (!data.every((tensor) => this.isFinite(tensor)))
      return "some of the inputs or targets are NaN or infinite";
    if (!variables.every((variable) => this.isFinite(variable)))
      return "some of the weights became NaN or infinite; a smaller learning rate may help";
    return null;
  }

  /** The same for a batch to train on: a layer may have been frozen since the step was compiled. */
  trainingRefusal(x: tf.Tensor, y: tf.Tensor): string | null {
    const { optimizer, variables } = this.architecture;
    const frozen = variables.find((variable) => !variable.trainable);
    if (frozen !== undefined) return `the weights "${frozen.name}" are not trained (trainable: false)`;
    if (!hasStateOf(optimizer, variables)) return "the optimizer's state is that of another model";
    return this.refusal(x, y);
  }

  /** One step of training. The loss and metrics of the batch before the update, as TensorFlow.js gives them. */
  train(x: tf.Tensor, y: tf.Tensor): tf.Scalar[] {
    const batch = x.shape[0] ?? 0;
    const results = this.arena.use(() => {
      this.forward(this.engine.address(x), batch, true);
      const found = this.evaluate(y, 0, batch, true);
      this.backward(this.engine.address(x), batch);
      this.update();
      return found;
    });
    return results.map((value) => tf.scalar(value));
  }

  /** Loss and metrics of a batch. */
  test(x: tf.Tensor, y: tf.Tensor): tf.Scalar[] {
    return this.testAll(x, y, x.shape[0] ?? 0);
  }

  /** The means of loss and metrics over all samples, computed batch by batch where they lie, without copying any. */
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

  /** Loss and metrics of `batch` samples from the `start`-th, computed where they lie. */
  testBatch(x: tf.Tensor, y: tf.Tensor, start: number, batch: number): number[] {
    const sampleBytes = (x.size / (x.shape[0] ?? 1)) * FLOAT_BYTES;
    return this.arena.use(() => {
      this.forward(this.engine.address(x) + start * sampleBytes, batch, false);
      return this.evaluate(y, start, batch, false);
    });
  }

  /** The outputs for all samples. None depends on its batch, so the batches may be as small as memory likes them. */
  predictAll(x: tf.Tensor): tf.Tensor2D {
    const samples = x.shape[0] ?? 0;
    const { outputs: columns } = this.architecture;
    const sampleBytes = (x.size / samples) * FLOAT_BYTES;
    const values = new Float32Array(samples * columns);
    for (let start = 0; start < samples; start += PREDICTED_AT_ONCE) {
      const batch = Math.min(PREDICTED_AT_ONCE, samples - start);
      this.forward(this.engine.address(x) + start * sampleBytes, batch, false);
      values.set(this.floats(this.stages.at(-1)?.output ?? 0, batch * columns), start * columns);
    }
    return tf.tensor2d(values, [samples, columns]);
  }

  private forward(input: number, batch: number, training: boolean): void {
    this.prepare(batch);
    let from = input;
    for (const stage of this.stages) {
      stage.forward(from, batch, training);
      from = stage.output;
    }
  }

  /** Another model may have used the arena since. */
  private prepare(batch: number): void {
    if (this.arena.isOwnedBy(this) && batch <= this.capacity) return;
    this.capacity = Math.max(batch, this.capacity);
    this.stages = this.arena.build(this, this.capacity, (site) =>
      buildStages(site, this.architecture.layers),
    );
  }

  /** Loss and metrics of the batch whose outputs were computed; its targets begin with the `start`-th sample. */
  private evaluate(y: tf.Tensor, start: number, batch: number, training: boolean): number[] {
    const { loss, outputs: columns, metrics } = this.architecture;
    const last = this.stages.at(-1);
    if (last === undefined) throw new Error("A compiled model has at least one layer.");
    const outputs = this.floats(last.output, batch * columns);
    const perSample = y.size / (y.shape[0] ?? 1);
    const all = this.engine.backend.typedArrayFromHeap(y) as Targets;
    const targets = all.subarray(start * perSample, (start + batch) * perSample);
    const gradient = training ? this.floats(last.gradient, batch * columns) : null;
    const value = LOSSES[loss](outputs, targets, batch, columns, gradient);
    const found = metrics.map((metric) =>
      metric.type === "stock" ? metric : METRICS[metric.type](outputs, targets, batch, columns),
    );
    // Only now, since a new tensor may move the memory away under the views.
    return [
      value,
      ...found.map((metric) =>
        typeof metric === "number" ? metric : this.stockMetric(metric, y, start, batch),
      ),
    ];
  }

  private stockMetric(metric: Stock, y: tf.Tensor, start: number, batch: number): number {
    const values = tf.tidy(() => {
      const targets = y.slice(start, batch);
      return tf.mean(metric.metric(targets, this.outputs(batch))).dataSync();
    });
    return values[0] ?? Number.NaN;
  }

  private outputs(batch: number): tf.Tensor2D {
    const { outputs: columns } = this.architecture;
    const address = this.stages.at(-1)?.output ?? 0;
    return tf.tensor2d(this.floats(address, batch * columns).slice(), [batch, columns]);
  }

  private backward(input: number, batch: number): void {
    for (let index = this.stages.length - 1; index >= 0; index--) {
      const before = this.stages[index - 1];
      this.stages[index]?.backward(before?.output ?? input, before?.gradient ?? 0, batch);
    }
  }

  private update(): void {
    const { optimizer, variables } = this.architecture;
    const step = beginStep(this.engine, optimizer);
    if (step === undefined) throw new Error(`The optimizer ${optimizer.getClassName()} has no kernel.`);
    for (const { variable, gradient } of this.stages.flatMap(({ parameters }) => parameters)) {
      step.update(variable, variables.indexOf(variable), gradient);
    }
    step.end();
  }

  private isFinite(tensor: tf.Tensor): boolean {
    if (tensor.dtype !== "float32") return true;
    return this.engine.kernels.areFinite(this.engine.address(tensor), tensor.size) !== 0;
  }

  private floats(address: number, count: number): Float32Array {
    return new Float32Array(this.engine.bytes(), address, count);
  }
}
