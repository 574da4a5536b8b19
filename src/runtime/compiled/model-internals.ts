import * as tf from "@tensorflow/tfjs";

/** The tensors of a batch: inputs, targets, and sample weights where there are any. */
export type Batch = readonly (tf.Tensor | null)[];

/** Trains on a batch, or only evaluates it. Returns the loss and the metrics. */
export type StepFunction = (data: Batch) => tf.Scalar[];

/** The loss of each sample. */
export type LossFunction = (targets: tf.Tensor, outputs: tf.Tensor) => tf.Tensor;

export interface LazyIterator {
  next(): Promise<IteratorResult<unknown>>;
}

export interface IterableDataset {
  iterator(): Promise<LazyIterator>;
}

export type FitLoopArguments = [
  train: StepFunction,
  data: tf.Tensor[],
  labels: string[],
  batchSize: number | undefined,
  epochs: number | undefined,
  verbose: number | undefined,
  callbacks: unknown,
  test: StepFunction | null | undefined,
  testData: tf.Tensor[] | undefined,
  shuffle: unknown,
  metrics: unknown,
  initialEpoch: number | undefined,
  ...steps: unknown[],
];

/** Members of `tf.LayersModel` in TensorFlow.js 4.22 that its type declarations hide. */
export interface ModelInternals {
  /** The plain model that a Sequential trains; undefined for a plain model. */
  readonly model?: unknown;
  readonly isTraining: boolean;
  readonly loss: unknown;
  /** One for each output. */
  lossFunctions: LossFunction[];
  readonly metrics: unknown;
  readonly metricsTensors: readonly (readonly [
    metric: (targets: tf.Tensor, outputs: tf.Tensor) => tf.Tensor,
    output: number,
  ])[];
  readonly collectedTrainableWeights: readonly { read(): tf.Variable; readonly name: string }[];
  testFunction: StepFunction;
  makeTrainFunction(): StepFunction;
  /** Sets `testFunction`. */
  makeTestFunction(): void;
  fitLoop(...args: FitLoopArguments): Promise<tf.History>;
  testLoop(test: StepFunction, data: Batch, batchSize: number, verbose?: number, steps?: number): tf.Scalar[];
  predictLoop(
    data: tf.Tensor | readonly tf.Tensor[],
    batchSize?: number,
    verbose?: boolean,
  ): tf.Tensor | tf.Tensor[];
  evaluateDataset(
    dataset: IterableDataset | LazyIterator,
    ...more: unknown[]
  ): Promise<tf.Scalar | tf.Scalar[]>;
}

export function internalsOf(model: tf.LayersModel): ModelInternals {
  return model as unknown as ModelInternals;
}

/** The model that callbacks see: a Sequential trains the plain model inside it. */
export function trainedModel(model: tf.LayersModel): tf.LayersModel {
  const inner = internalsOf(model).model;
  return inner instanceof tf.LayersModel ? inner : model;
}
