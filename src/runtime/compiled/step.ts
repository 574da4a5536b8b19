import * as tf from "@tensorflow/tfjs";
import type { Engine } from "../kernels/engine.ts";
import { beginStep } from "../kernels/optimizer-steps.ts";
import { isHere } from "../kernels/writable.ts";
import type { Architecture, MetricPlan } from "./architecture.ts";
import type { Arena } from "./arena.ts";
import { LOSSES, type Targets } from "./losses.ts";
import { METRICS } from "./metrics.ts";
import type { Stage } from "./stage.ts";
import { buildStages } from "./stages.ts";

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

  /** Whether these tensors are a batch that it can take; what it cannot goes the ordinary way. */
  accepts(x: tf.Tensor, y: tf.Tensor | undefined): boolean {
    const { inputShape, loss, outputs, variables } = this.architecture;
    const columns = loss === "sparseCategoricalCrossentropy" ? 1 : outputs;
    const here = (tensor: tf.Tensor): boolean => isHere(this.engine, tensor);
    return (
      x.dtype === "float32" &&
      here(x) &&
      tf.util.arraysEqual(x.shape.slice(1), [...inputShape]) &&
      (x.shape[0] ?? 0) > 0 &&
      (y === undefined || (here(y) && y.dtype !== "complex64" && y.size === (x.shape[0] ?? 0) * columns)) &&
      variables.every((variable) => !variable.isDisposed && here(variable))
    );
  }

  /** One step of training. The loss and metrics of the batch before the update, as TensorFlow.js gives them. */
  train(x: tf.Tensor, y: tf.Tensor): tf.Scalar[] {
    const batch = this.forward(x, true);
    const results = this.evaluate(y, batch, true);
    this.backward(this.engine.address(x), batch);
    this.update();
    return results;
  }

  /** Loss and metrics of a batch. */
  test(x: tf.Tensor, y: tf.Tensor): tf.Scalar[] {
    return this.evaluate(y, this.forward(x, false), false);
  }

  /** The outputs for a batch. */
  predict(x: tf.Tensor): tf.Tensor2D {
    const batch = this.forward(x, false);
    return this.outputs(batch);
  }

  private forward(x: tf.Tensor, training: boolean): number {
    const batch = x.shape[0] ?? 0;
    this.prepare(batch);
    let input = this.engine.address(x);
    for (const stage of this.stages) {
      stage.forward(input, batch, training);
      input = stage.output;
    }
    return batch;
  }

  /** Another model may have used the arena since. */
  private prepare(batch: number): void {
    if (this.arena.isOwnedBy(this) && batch <= this.capacity) return;
    this.capacity = Math.max(batch, this.capacity);
    this.stages = this.arena.build(this, this.capacity, (site) =>
      buildStages(site, this.architecture.layers),
    );
  }

  private evaluate(y: tf.Tensor, batch: number, training: boolean): tf.Scalar[] {
    const { loss, outputs: columns, metrics } = this.architecture;
    const last = this.stages.at(-1);
    if (last === undefined) throw new Error("A compiled model has at least one layer.");
    const outputs = this.floats(last.output, batch * columns);
    const targets = this.engine.backend.typedArrayFromHeap(y) as Targets;
    const gradient = training ? this.floats(last.gradient, batch * columns) : null;
    const value = LOSSES[loss](outputs, targets, batch, columns, gradient);
    const own = metrics.map((metric) =>
      metric.type === "stock" ? null : METRICS[metric.type](outputs, targets, batch, columns),
    );
    // Only now, since a new tensor may move the memory away under the views.
    return [
      tf.scalar(value),
      ...metrics.map((metric, index) => this.metric(metric, own[index] ?? null, y, batch)),
    ];
  }

  private metric(metric: MetricPlan, value: number | null, y: tf.Tensor, batch: number): tf.Scalar {
    if (metric.type !== "stock") return tf.scalar(value ?? Number.NaN);
    return tf.tidy(() => tf.mean(metric.metric(y, this.outputs(batch))).asScalar());
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

  private floats(address: number, count: number): Float32Array {
    return new Float32Array(this.engine.bytes(), address, count);
  }
}
