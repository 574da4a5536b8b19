import * as tf from "@tensorflow/tfjs";
import type { Engine } from "../kernels/engine.ts";
import { type Allocator, floatsAt } from "../kernels/memory.ts";
import { FLOAT_BYTES } from "../kernels/views.ts";
import { beginStep } from "../optimizers/optimizer-steps.ts";
import type { Architecture, MetricPlan } from "./architecture.ts";
import type { Arena } from "./arena.ts";
import { buildGraph } from "./build-graph.ts";
import { batchBailoutReason, trainingBailoutReason, weightsBailoutReason } from "./check-batch.ts";
import type { BatchInput, Graph } from "./graph.ts";
import { LOSSES, type Targets } from "./losses.ts";
import { METRICS } from "./metrics.ts";

type StockMetric = Extract<MetricPlan, { readonly type: "stock" }>;

/** Small batches keep the arena small. The outputs for a sample do not depend on its batch. */
const PREDICTION_BATCH_SIZE = 32;

/** The forward pass, backward pass and update of one model. */
export class CompiledStep {
  readonly #engine: Engine;
  readonly #arena: Arena;
  readonly #architecture: Architecture;
  #graph: Graph | null = null;
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
  trainingBailoutReason(x: tf.Tensor, y: tf.Tensor, sampleWeights: tf.Tensor | undefined): string | null {
    return (
      trainingBailoutReason(this.#engine, this.#architecture, x, sampleWeights) ?? this.bailoutReason(x, y)
    );
  }

  /** Why TensorFlow.js must train on the next batch of these data itself, whose values were checked before, or null. */
  currentBailoutReason({ x, y, sampleWeights }: TrainingData): string | null {
    if (this.#arena.isInUse) return "another compiled step is running";
    return weightsBailoutReason(this.#engine, this.#architecture, [
      x,
      y,
      ...(sampleWeights ? [sampleWeights] : []),
    ]);
  }

  /**
   * One step of training. Returns the loss and metrics of the batch before the update, as TensorFlow.js does.
   *
   * @param sampleWeights [batch]: the weight of each sample in the loss
   */
  train(x: tf.Tensor, y: tf.Tensor, sampleWeights: tf.Tensor | undefined): tf.Scalar[] {
    const batch = x.shape[0] ?? 0;
    const results = this.#trainBatch({
      input: { address: this.#engine.address(x), order: null },
      batch,
      targets: () => this.#targetsOf(y, 0, batch),
      sampleWeights: () => this.#weightsOf(sampleWeights),
      targetTensor: () => y.clone(),
    });
    return results.map((value) => tf.scalar(value));
  }

  /**
   * One step of training on the samples with these indices, which are read where they are. Returns the numbers of `train`.
   */
  trainSamples({ x, y, sampleWeights }: TrainingData, indices: Int32Array): number[] {
    return this.#trainBatch({
      input: { address: this.#engine.address(x), order: indices },
      batch: indices.length,
      targets: () => gather(this.#targetsOf(y, 0, y.shape[0] ?? 0), indices, y.size / (y.shape[0] ?? 1)),
      sampleWeights: () => {
        const weights = this.#weightsOf(sampleWeights);
        return weights === null ? null : gather(weights, indices, 1);
      },
      targetTensor: () => tf.gather(y, tf.tensor1d(indices, "int32")),
    });
  }

  #trainBatch(data: BatchData): number[] {
    return this.#arena.use(() => {
      const graph = this.#forward(data.input, data.batch, true);
      const [loss = Number.NaN, ...metrics] = this.#evaluate(graph, data, true);
      graph.backward(data.batch);
      const penalties = this.#penalize(graph);
      this.#update(graph);
      return [loss + penalties, ...metrics];
    });
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
      const input = this.#inputFrom(x, start);
      const graph = this.#forward(input, batch, false);
      const data: BatchData = {
        input,
        batch,
        targets: () => this.#targetsOf(y, start, batch),
        sampleWeights: () => null,
        targetTensor: () => y.slice(start, batch),
      };
      return this.#evaluate(graph, data, false);
    });
  }

  /** The outputs for all samples. */
  predictAll(x: tf.Tensor): tf.Tensor2D {
    const samples = x.shape[0] ?? 0;
    const { outputs: columns } = this.#architecture;
    const values = new Float32Array(samples * columns);
    for (let start = 0; start < samples; start += PREDICTION_BATCH_SIZE) {
      const batch = Math.min(PREDICTION_BATCH_SIZE, samples - start);
      const { output } = this.#forward(this.#inputFrom(x, start), batch, false);
      values.set(floatsAt(this.#engine, output.address, batch * columns), start * columns);
    }
    return tf.tensor2d(values, [samples, columns]);
  }

  /** The samples from this index on. */
  #inputFrom(x: tf.Tensor, sample: number): BatchInput {
    const sampleSize = x.size / (x.shape[0] ?? 1);
    return { address: this.#engine.address(x) + sample * sampleSize * FLOAT_BYTES, order: null };
  }

  #forward(input: BatchInput, batch: number, training: boolean): Graph {
    const graph = this.#reserve(batch);
    graph.forward(input, batch, training);
    return graph;
  }

  /** Builds the graph again if the batch is larger, or if another model has used the arena since. */
  #reserve(batch: number): Graph {
    if (this.#graph !== null && this.#arena.isOwnedBy(this) && batch <= this.#capacity) return this.#graph;
    this.#capacity = Math.max(batch, this.#capacity);
    this.#graph = this.#arena.build(this, (memory) => this.#build(memory));
    return this.#graph;
  }

  #build(memory: Allocator): Graph {
    const { operations, inputShape } = this.#architecture;
    const size = tf.util.sizeFromShape([...inputShape]);
    return buildGraph({ engine: this.#engine, memory, capacity: this.#capacity }, operations, size);
  }

  /** The loss and metrics of a batch after the forward pass. When training, also writes the gradient of the loss. */
  #evaluate(graph: Graph, data: BatchData, isTraining: boolean): number[] {
    const { loss, outputs: columns, metrics } = this.#architecture;
    const { batch } = data;
    const outputs = floatsAt(this.#engine, graph.output.address, batch * columns);
    const targets = data.targets();
    const gradient = isTraining ? floatsAt(this.#engine, graph.output.gradient, batch * columns) : null;
    const sampleWeights = data.sampleWeights();
    const lossValue = LOSSES[loss]({ outputs, targets, batch, columns, gradient, sampleWeights });
    const values = metrics.map((metric) =>
      metric.type === "stock" ? metric : METRICS[metric.type](outputs, targets, batch, columns),
    );
    // Last, because stock metrics allocate tensors: the memory may grow, which detaches the views above.
    return [
      lossValue,
      ...values.map((value) => (typeof value === "number" ? value : this.#stockMetric(value, graph, data))),
    ];
  }

  #stockMetric({ metric }: StockMetric, { output }: Graph, { batch, targetTensor }: BatchData): number {
    const { outputs: columns } = this.#architecture;
    const values = tf.tidy(() => {
      const outputs = floatsAt(this.#engine, output.address, batch * columns).slice();
      return tf.mean(metric(targetTensor(), tf.tensor2d(outputs, [batch, columns]))).dataSync();
    });
    return values[0] ?? Number.NaN;
  }

  #targetsOf(y: tf.Tensor, start: number, batch: number): Targets {
    const perSample = y.size / (y.shape[0] ?? 1);
    const all = this.#engine.backend.typedArrayFromHeap(y) as Targets;
    return all.subarray(start * perSample, (start + batch) * perSample);
  }

  #weightsOf(sampleWeights: tf.Tensor | undefined): Float32Array | null {
    if (sampleWeights === undefined) return null;
    return floatsAt(this.#engine, this.#engine.address(sampleWeights), sampleWeights.size);
  }

  /** Adds the gradients of the regularizers' penalties, and returns the sum of the penalties. */
  #penalize({ parameters }: Graph): number {
    let total = 0;
    for (const { variable, l1, l2 } of this.#architecture.penalties) {
      const gradient = parameters.find((parameter) => parameter.variable === variable)?.gradient ?? 0;
      total += this.#engine.kernels.addPenalty(
        this.#engine.address(variable),
        gradient,
        variable.size,
        l1,
        l2,
      );
    }
    return total;
  }

  #update({ parameters }: Graph): void {
    const { optimizer, variables } = this.#architecture;
    const step = beginStep(this.#engine, optimizer);
    if (step === undefined) throw new Error(`The optimizer ${optimizer.getClassName()} has no kernel.`);
    for (const { variable, gradient } of parameters)
      step.update(variable, variables.indexOf(variable), gradient);
    step.end();
  }
}

/** What a `fit` trains on. */
export interface TrainingData {
  readonly x: tf.Tensor;
  readonly y: tf.Tensor;
  /** [samples]: the weight of each in the loss */
  readonly sampleWeights: tf.Tensor | undefined;
}

/** A batch. Its functions give views of the memory, which are detached when it grows. */
interface BatchData {
  readonly input: BatchInput;
  /** The number of samples. */
  readonly batch: number;
  targets(): Targets;
  sampleWeights(): Float32Array | null;
  /** The targets for a metric of TensorFlow.js. */
  targetTensor(): tf.Tensor;
}

/** The rows of `size` values with these indices. */
function gather<Values extends Targets>(values: Values, indices: Int32Array, size: number): Values {
  const gathered = values.slice(0, indices.length * size) as Values;
  indices.forEach((sample, row) => {
    for (let i = 0; i < size; i++) gathered[row * size + i] = values[sample * size + i] ?? 0;
  });
  return gathered;
}
