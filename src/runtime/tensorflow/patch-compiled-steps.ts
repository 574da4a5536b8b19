import * as tf from "@tensorflow/tfjs";
import type { Refusal } from "../compiled/architecture.ts";
import { Arena } from "../compiled/arena.ts";
import { readModel } from "../compiled/read-model.ts";
import { CompiledStep } from "../compiled/step.ts";
import type { Engine } from "../kernels/engine.ts";

/** `fit({ compiled: false })` trains by TensorFlow.js's own step. */
declare module "@tensorflow/tfjs-layers" {
  interface ModelFitArgs {
    compiled?: boolean;
  }
}

/** Inputs, targets, and the samples' weights where there are some. */
type Batch = readonly (tf.Tensor | null)[];
/** Trains on a batch, or only computes loss and metrics. */
export type StepFunction = (data: Batch) => tf.Scalar[];

/** Of `LayersModel`, as its class has it though its types do not show it. */
interface ModelInternals {
  makeTrainFunction(): StepFunction;
  makeTestFunction(): void;
  testFunction: StepFunction;
  predictLoop(
    data: tf.Tensor | readonly tf.Tensor[],
    batchSize?: number,
    verbose?: boolean,
  ): tf.Tensor | tf.Tensor[];
  testLoop(test: StepFunction, data: Batch, batchSize: number, verbose?: number, steps?: number): tf.Scalar[];
}

/**
 * From now on, models that qualify train and are evaluated by a compiled step wherever the project's kernels run:
 * `fit`, `fitDataset`, `trainOnBatch`, `evaluate`, `predict`. Everything around the step stays TensorFlow.js's.
 */
export function installCompiledSteps(runningEngine: () => Engine | undefined): void {
  if (installed) return;
  installed = true;
  const prototype = tf.LayersModel.prototype as unknown as ModelInternals;
  const { makeTrainFunction, makeTestFunction, testLoop, predictLoop } = prototype;
  prototype.makeTrainFunction = function () {
    const stock = makeTrainFunction.call(this);
    const model = this as unknown as tf.LayersModel;
    const step = compile(model, runningEngine());
    const read = settingsOf(model);
    if (step === undefined) refusals.delete(model);
    else refusals.set(model, "why" in step ? step.why : null);
    if (!(step instanceof CompiledStep)) return stock;
    return (data) => {
      const refuse = (x: tf.Tensor, y: tf.Tensor) =>
        isAsRead(model, read) ? step.trainingRefusal(x, y) : "the model was compiled anew while it trained";
      const { results, why } = eitherWay(data, refuse, (x, y) => step.train(x, y), stock);
      refusals.set(model, why);
      return results;
    };
  };
  prototype.makeTestFunction = function () {
    makeTestFunction.call(this);
    const stock = this.testFunction;
    const step = compile(this as unknown as tf.LayersModel, runningEngine());
    if (!(step instanceof CompiledStep)) return;
    const refuse = (x: tf.Tensor, y: tf.Tensor) => step.refusal(x, y);
    this.testFunction = (data) => eitherWay(data, refuse, (x, y) => step.test(x, y), stock).results;
    testSteps.set(this.testFunction, step);
  };
  // The stock loop copies every batch, and frees none before the last.
  prototype.testLoop = function (test, data, batchSize, verbose, steps) {
    const step = testSteps.get(test);
    const [x, y] = data;
    const plain = data.length === 2 && steps == null && !(verbose !== undefined && verbose > 0);
    if (step !== undefined && plain && x != null && y != null && step.refusal(x, y) === null) {
      return step.testAll(x, y, batchSize);
    }
    return testLoop.call(this, test, data, batchSize, verbose, steps);
  };
  prototype.predictLoop = function (data, batchSize = 32, verbose = false) {
    const [x, ...others] = data instanceof tf.Tensor ? [data] : data;
    // Whoever asks for a gradient through the model needs its single operations.
    const step =
      verbose || tf.engine().isTapeOn()
        ? undefined
        : compile(this as unknown as tf.LayersModel, runningEngine());
    if (
      step instanceof CompiledStep &&
      x !== undefined &&
      others.length === 0 &&
      step.refusal(x, undefined) === null
    ) {
      return step.predictAll(x);
    }
    return predictLoop.call(this, data, batchSize, verbose);
  };
  installFitArgument();
}

/** What `model.compile` sets; a callback may do so, or set another optimizer. */
function settingsOf(model: tf.LayersModel): readonly unknown[] {
  const { loss, metricsTensors } = model as unknown as { loss: unknown; metricsTensors: unknown };
  return [model.optimizer, loss, metricsTensors];
}

function isAsRead(model: tf.LayersModel, read: readonly unknown[]): boolean {
  return settingsOf(model).every((setting, index) => setting === read[index]);
}

let installed = false;
const arenas = new WeakMap<Engine, Arena>();
const testSteps = new WeakMap<StepFunction, CompiledStep>();
const uncompiled = new WeakSet<tf.LayersModel>();
/** Of each model that trained where a step could be compiled: why it was not, or null if it was. */
const refusals = new WeakMap<tf.LayersModel, string | null>();

/** Why a model is trained by TensorFlow.js's own step; null for one that is compiled. It must be ready to train. */
export function whyNotCompiled(model: tf.LayersModel): string | null {
  const inner: unknown = Reflect.get(model, "model");
  const described = readModel(inner instanceof tf.LayersModel ? inner : model);
  return "why" in described ? described.why : null;
}

/**
 * Why the batch that this model trained on last went through TensorFlow.js's own step, the model, the arguments or
 * the batch itself being what does not qualify. Null if the step was compiled, or cannot be on the backend that runs.
 */
export function whyLastNotCompiled(model: tf.LayersModel): string | null {
  return refusals.get(model) ?? null;
}

/**
 * If this is a compiled model's test function, and the step takes the data: what gives loss and metrics of `size`
 * samples from `start`, where they lie.
 */
export function compiledTest(
  test: StepFunction,
  data: Batch,
): ((start: number, size: number) => number[]) | undefined {
  const step = testSteps.get(test);
  const [x, y] = data;
  if (step === undefined || data.length !== 2 || x == null || y == null || step.refusal(x, y) !== null)
    return undefined;
  return (start, size) => step.testBatch(x, y, start, size);
}

/** The step of this model, or why it has none; undefined where no model has one. */
function compile(model: tf.LayersModel, engine: Engine | undefined): CompiledStep | Refusal | undefined {
  if (engine === undefined) return undefined;
  if (isCompiledUnwanted(model)) return { why: "fit was given compiled: false" };
  const architecture = readModel(model);
  if ("why" in architecture) return architecture;
  const arena = arenas.get(engine) ?? new Arena(engine);
  arenas.set(engine, arena);
  return new CompiledStep(engine, arena, architecture);
}

/** Runs a batch by the compiled step where it takes it, else by the stock function; says why it does not. */
function eitherWay(
  data: Batch,
  refuse: (x: tf.Tensor, y: tf.Tensor) => string | null,
  run: (x: tf.Tensor, y: tf.Tensor) => tf.Scalar[],
  stock: StepFunction,
): { readonly results: tf.Scalar[]; readonly why: string | null } {
  const [x, y, weights] = data;
  if (x == null || y == null) return { results: stock(data), why: "a batch has no inputs or no targets" };
  const why = weights == null ? refuse(x, y) : "the samples are weighted";
  return { results: why === null ? run(x, y) : stock(data), why };
}

function installFitArgument(): void {
  const { prototype } = tf.LayersModel;
  const { fit } = prototype;
  prototype.fit = async function (x, y, args) {
    if (args?.compiled !== false) return fit.call(this, x, y, args);
    uncompiled.add(this);
    try {
      return await fit.call(this, x, y, args);
    } finally {
      uncompiled.delete(this);
    }
  };
}

/** Whether the running `fit` of this model was told `compiled: false`. */
export function isCompiledUnwanted(model: tf.LayersModel): boolean {
  return uncompiled.has(model);
}
