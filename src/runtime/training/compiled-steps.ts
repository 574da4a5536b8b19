import type * as tf from "@tensorflow/tfjs";
import type { Bailout } from "../compiled/architecture.ts";
import { Arena } from "../compiled/arena.ts";
import { type Batch, internalsOf, type StepFunction, trainedModel } from "../compiled/model-internals.ts";
import { readModel } from "../compiled/read/read-model.ts";
import { CompiledStep } from "../compiled/step.ts";
import type { Engine } from "../kernels/engine.ts";
import { runningEngine } from "../kernels/register.ts";

/** `fit({ compiled: false })` trains with TensorFlow.js's own step. */
declare module "@tensorflow/tfjs-layers" {
  interface ModelFitArgs {
    compiled?: boolean;
  }
}

/** One arena per WASM backend, shared by all models. */
const arenas = new WeakMap<Engine, Arena>();
const trainSteps = new WeakMap<StepFunction, TrainStep>();
const testSteps = new WeakMap<StepFunction, CompiledStep>();
const optedOut = new WeakSet<tf.LayersModel>();
/** For each model that trained where steps can be compiled: why its last batch was not, or null if it was. */
const bailouts = new WeakMap<tf.LayersModel, string | null>();

/** Why this model cannot be compiled; null if it can. It must have been compiled for training (`model.compile`). */
export function whyNotCompiled(model: tf.LayersModel): string | null {
  const described = readModel(trainedModel(model));
  return "reason" in described ? described.reason : null;
}

/**
 * Why the batch that this model trained on last used TensorFlow.js's own step: the model, the arguments or the batch
 * do not qualify. Null if the step was compiled, or if the current backend has no compiled steps.
 */
export function whyLastNotCompiled(model: tf.LayersModel): string | null {
  return bailouts.get(model) ?? null;
}

/** Runs `fit` with TensorFlow.js's own steps for this model. */
export async function withoutCompiling<Result>(
  model: tf.LayersModel,
  fit: () => Promise<Result>,
): Promise<Result> {
  optedOut.add(model);
  try {
    return await fit();
  } finally {
    optedOut.delete(model);
  }
}

/** Whether the running `fit` of this model was given `compiled: false`. */
export function isCompilingDisabled(model: tf.LayersModel): boolean {
  return optedOut.has(model);
}

/** `stock`, with a compiled step for the batches that one supports. */
export function compiledTrainFunction(model: tf.LayersModel, stock: StepFunction): StepFunction {
  const step = compile(model);
  const settings = settingsOf(model);
  if (step === undefined) bailouts.delete(model);
  else bailouts.set(model, "reason" in step ? step.reason : null);
  if (!(step instanceof CompiledStep)) return stock;
  const bailoutReason: BailoutReason = (x, y, sampleWeights) =>
    hasSettings(model, settings)
      ? step.trainingBailoutReason(x, y, sampleWeights)
      : "the model was compiled again during training";
  const train: StepFunction = (data) => {
    const { results, why } = runEither(data, bailoutReason, (...batch) => step.train(...batch), stock);
    bailouts.set(model, why);
    return results;
  };
  trainSteps.set(train, { model, step, isCurrent: () => hasSettings(model, settings) });
  return train;
}

/** What a compiled train function was made from. */
interface TrainStep {
  readonly model: tf.LayersModel;
  readonly step: CompiledStep;
  /** Whether the model is still compiled with the settings that the step was made for. */
  isCurrent(): boolean;
}

/** Trains on the samples with these indices. Returns loss and metrics; null if TensorFlow.js must do it itself. */
export type TrainSamples = (indices: Int32Array) => readonly number[] | null;

/** Trains on samples of the data, read where they are, by the compiled step of this function; undefined if it cannot. */
export function compiledTraining(train: StepFunction, data: Batch): TrainSamples | undefined {
  const found = trainSteps.get(train);
  const [x, y, weights, ...more] = data;
  if (found === undefined || x == null || y == null || more.length > 0) return undefined;
  const { model, step, isCurrent } = found;
  const samples = { x, y, sampleWeights: weights ?? undefined };
  if (step.trainingBailoutReason(x, y, samples.sampleWeights) !== null) return undefined;
  return (indices) => {
    if (!isCurrent() || step.currentBailoutReason(samples) !== null) return null;
    bailouts.set(model, null);
    return step.trainSamples(samples, indices);
  };
}

/** `stock`, with a compiled step for the batches that one supports. */
export function compiledTestFunction(model: tf.LayersModel, stock: StepFunction): StepFunction {
  const step = compile(model);
  if (!(step instanceof CompiledStep)) return stock;
  const bailoutReason: BailoutReason = (x, y) => step.bailoutReason(x, y);
  const test: StepFunction = (data) =>
    runEither(data, bailoutReason, (x, y) => step.test(x, y), stock).results;
  testSteps.set(test, step);
  return test;
}

/** Loss and metrics of `size` samples from `start`, computed in place. */
export type TestBatch = (start: number, size: number) => number[];

/** Evaluates the data with the compiled step of this test function; undefined if it has none that supports them. */
export function compiledTest(
  test: StepFunction,
  data: Batch,
): { readonly batch: TestBatch; readonly all: (batchSize: number) => tf.Scalar[] } | undefined {
  const step = testSteps.get(test);
  const [x, y] = data;
  if (step === undefined || data.length !== 2 || x == null || y == null || step.bailoutReason(x, y) !== null)
    return undefined;
  return {
    batch: (start, size) => step.testBatch(x, y, start, size),
    all: (batchSize) => step.testAll(x, y, batchSize),
  };
}

/** The model's outputs for `x`, by the compiled step; undefined if it has none that supports them. */
export function compiledPrediction(model: tf.LayersModel, x: tf.Tensor): tf.Tensor2D | undefined {
  const step = compile(model);
  return step instanceof CompiledStep && step.bailoutReason(x, undefined) === null
    ? step.predictAll(x)
    : undefined;
}

/** The model's compiled step, or why it has none; undefined on a backend without compiled steps. */
function compile(model: tf.LayersModel): CompiledStep | Bailout | undefined {
  const engine = runningEngine();
  if (engine === undefined) return undefined;
  if (isCompilingDisabled(model)) return { reason: "fit was given compiled: false" };
  const architecture = readModel(model);
  if ("reason" in architecture) return architecture;
  const arena = arenas.get(engine) ?? new Arena(engine);
  arenas.set(engine, arena);
  return new CompiledStep(engine, arena, architecture);
}

/** What `model.compile` sets. A callback can call it again, or set another optimizer. */
function settingsOf(model: tf.LayersModel): readonly unknown[] {
  const { loss, metricsTensors } = internalsOf(model);
  return [model.optimizer, loss, metricsTensors];
}

function hasSettings(model: tf.LayersModel, settings: readonly unknown[]): boolean {
  return settingsOf(model).every((setting, index) => setting === settings[index]);
}

/** Why TensorFlow.js must compute a batch itself, or null. */
type BailoutReason = (x: tf.Tensor, y: tf.Tensor, sampleWeights: tf.Tensor | undefined) => string | null;

/** Runs a batch by the compiled step if it supports the batch, else by the stock function, and reports why. */
function runEither(
  data: Batch,
  bailoutReason: BailoutReason,
  run: (x: tf.Tensor, y: tf.Tensor, sampleWeights: tf.Tensor | undefined) => tf.Scalar[],
  stock: StepFunction,
): { readonly results: tf.Scalar[]; readonly why: string | null } {
  const [x, y, weights] = data;
  if (x == null || y == null) return { results: stock(data), why: "a batch has no inputs or no targets" };
  const why = bailoutReason(x, y, weights ?? undefined);
  return { results: why === null ? run(x, y, weights ?? undefined) : stock(data), why };
}
