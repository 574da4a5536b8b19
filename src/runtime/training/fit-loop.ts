import * as tf from "@tensorflow/tfjs";
import {
  type Batch,
  type FitLoopArguments,
  internalsOf,
  type StepFunction,
} from "../compiled/model-internals.ts";
import { runningEngine } from "../kernels/register.ts";
import { now } from "../platform/captured.ts";
import { type Batches, BatchesCallback } from "./batches-callback.ts";
import { compiledTraining, type TrainSamples } from "./compiled-steps.ts";
import { createRegisteredCallbacks } from "./registered-callbacks.ts";
import { controlOf } from "./running-fits.ts";
import { RunningMeans } from "./running-means.ts";
import { maximumBatchesAtOnce } from "./steps-per-execution.ts";

/** Trains for about this long between two looks at stop requests. */
const AT_ONCE_MS = 16;

/** As TensorFlow.js passes them to callbacks. */
type Params = Parameters<tf.CallbackList["setParams"]>[0];

/** A `fit` that can train on many batches in one go. */
interface Fit {
  readonly model: tf.LayersModel;
  readonly train: StepFunction;
  readonly trainSamples: TrainSamples;
  /** Inputs, targets and perhaps sample weights. */
  readonly data: Batch;
  readonly samples: number;
  readonly labels: readonly string[];
  readonly batchSize: number;
  readonly epochs: number;
  readonly initialEpoch: number;
  readonly callbacks: readonly tf.Callback[];
  /** Null without validation data. */
  readonly validate: (() => tf.Scalar[]) | null;
  readonly isShuffled: boolean;
  readonly params: Params;
}

/**
 * TensorFlow.js's `fitLoop` with the same order of samples, the same numbers, history and calls of callbacks, but without
 * its work per batch: it trains on as many batches as take about 16 ms, and adds up loss and metrics as numbers. A compiled
 * step reads the samples where they are. Undefined if a callback wants every batch, or on a backend without our kernels.
 */
export function fitManyBatches(
  model: tf.LayersModel,
  args: FitLoopArguments,
): Promise<tf.History> | undefined {
  if (maximumBatchesAtOnce(model) === 1) return undefined;
  const fit = readArguments(model, args);
  return fit === undefined ? undefined : run(fit);
}

function readArguments(model: tf.LayersModel, args: FitLoopArguments): Fit | undefined {
  const [train, data, labels, size, epochCount, level, own, test, testData, shuffle, metrics, first] = args;
  const [batchSize, epochs, verbose, initialEpoch] = [size ?? 32, epochCount ?? 1, level ?? 1, first ?? 0];
  const isShuffled = shuffle ?? true;
  const samples = data[0]?.shape[0] ?? 0;
  if (typeof isShuffled !== "boolean" || !Array.isArray(own) || samples === 0) return undefined;
  // On a GPU, reading the loss of every batch would wait for the batch.
  if (runningEngine() === undefined) return undefined;
  const callbacks = [...createRegisteredCallbacks(verbose), ...(own as tf.Callback[])];
  if (!callbacks.every(ignoresBatches)) return undefined;
  const validate =
    test == null || testData == null ? null : () => internalsOf(model).testLoop(test, testData, batchSize);
  const shared = { batchSize, epochs, initialEpoch, samples };
  const params = { ...shared, steps: null, verbose, doValidation: validate !== null, metrics };
  const trainSamples = compiledTraining(train, data) ?? (() => null);
  return {
    ...shared,
    ...{ model, train, trainSamples, data, labels, callbacks, validate, isShuffled },
    params: params as unknown as Params,
  };
}

/** Whether a callback does nothing at the beginning and end of a batch, or can be called after many. */
function ignoresBatches(callback: tf.Callback): boolean {
  if (callback instanceof BatchesCallback) return true;
  const isCustom = callback instanceof tf.CustomCallback;
  const { onBatchBegin, onBatchEnd } = isCustom ? tf.CustomCallback.prototype : tf.Callback.prototype;
  const isPlain = callback.onBatchBegin === onBatchBegin && callback.onBatchEnd === onBatchEnd;
  return isPlain && !(isCustom && listensToBatches(callback as unknown as CustomInternals));
}

/** The fields of the callback that `fit` makes of functions, which its types hide. */
interface CustomInternals {
  readonly batchBegin: unknown;
  readonly batchEnd: unknown;
  readonly yield: unknown;
  readonly yieldEvery: unknown;
}

function listensToBatches({ batchBegin, batchEnd, yield: onYield, yieldEvery }: CustomInternals): boolean {
  return [batchBegin, batchEnd, onYield].some((listener) => listener != null) || yieldEvery === "batch";
}

async function run(fit: Fit): Promise<tf.History> {
  const { model, callbacks, epochs, initialEpoch, isShuffled } = fit;
  const history = new tf.History();
  const all = new tf.CallbackList([...callbacks, history]);
  all.setParams(fit.params);
  all.setModel(model);
  model.history = history;
  await all.onTrainBegin();
  model.stopTraining = false;
  const order = Int32Array.from({ length: fit.samples }, (_, index) => index);
  for (let epoch = initialEpoch; epoch < epochs && !model.stopTraining; epoch++) {
    await all.onEpochBegin(epoch);
    if (isShuffled) tf.util.shuffle(order);
    const logs = await trainEpoch(fit, order);
    await all.onEpochEnd(epoch, logs);
  }
  await all.onTrainEnd();
  await history.syncData();
  return history;
}

/** Trains on all samples in this order, and returns the epoch's logs as TensorFlow.js does: scalars, of validation first. */
async function trainEpoch(fit: Fit, order: Int32Array): Promise<tf.Logs> {
  const { model, labels, batchSize } = fit;
  const batches = Math.ceil(order.length / batchSize);
  const means = new RunningMeans(labels.length);
  const logs: Record<string, tf.Scalar> = {};
  let next = 0;
  do {
    const trained = trainManyBatches(fit, order, next, means);
    next += trained.count;
    if (next === batches) Object.assign(logs, validationLogs(fit));
    await afterBatches(fit, { ...trained, last: next - 1 });
  } while (next < batches && !model.stopTraining);
  labels.forEach((label, index) => {
    logs[label] = tf.keep(tf.scalar(means.at(index)));
  });
  return logs as unknown as tf.Logs;
}

/** Trains on at least one batch. Stop requests and progress reports wait until this returns. */
function trainManyBatches(fit: Fit, order: Int32Array, first: number, means: RunningMeans): Trained {
  const { model, labels, batchSize } = fit;
  const begunAt = now();
  const here = new RunningMeans(labels.length);
  // A callback that stops the training before a batch stops it after that batch, as in TensorFlow.js.
  // A reader who has paused it continues batch by batch.
  const isSingle = model.stopTraining || controlOf(model)?.isPaused === true;
  const maximum = isSingle ? 1 : maximumBatchesAtOnce(model);
  let [count, start] = [0, first * batchSize];
  do {
    const indices = order.subarray(start, start + batchSize);
    const values = fit.trainSamples(indices) ?? trainBatch(fit, indices);
    means.add(values, indices.length);
    here.add(values, indices.length);
    start += indices.length;
    count += 1;
  } while (start < order.length && count < maximum && now() - begunAt < AT_ONCE_MS);
  const logs = Object.fromEntries(labels.map((label, index) => [label, here.at(index)]));
  return { count, ms: now() - begunAt, logs: { ...logs, size: here.samples } };
}

type Trained = Omit<Batches, "last">;

/** TensorFlow.js's own step, for a batch that no compiled step supports. */
function trainBatch({ train, data }: Fit, indices: Int32Array): number[] {
  const results = tf.tidy(() => {
    const ids = tf.tensor1d(indices, "int32");
    return train(data.map((tensor) => (tensor === null ? null : tf.gather(tensor, ids))));
  });
  const values = results.map((result) => result.dataSync()[0] ?? Number.NaN);
  tf.dispose(results);
  return values;
}

function validationLogs({ labels, validate }: Fit): Record<string, tf.Scalar> {
  const results = validate === null ? [] : tf.tidy(() => validate().map((result) => tf.keep(result)));
  return Object.fromEntries(results.map((result, index) => [`val_${labels[index]}`, result]));
}

/** Here the training yields, and stop requests reach it. */
async function afterBatches({ callbacks }: Fit, batches: Batches): Promise<void> {
  for (const callback of callbacks) {
    if (callback instanceof BatchesCallback) await callback.onBatchesEnd(batches);
    else await callback.onBatchEnd(batches.last, batches.logs);
  }
}
