import * as tf from "@tensorflow/tfjs";
import { internalsOf } from "../compiled/model-internals.ts";
import {
  compiledPrediction,
  compiledTest,
  compiledTestFunction,
  compiledTrainFunction,
  withoutCompiling,
} from "../training/compiled-steps.ts";
import { fitManyBatches } from "../training/fit-loop.ts";
import { setStepsPerExecution } from "../training/steps-per-execution.ts";

/** `fit`, `fitDataset`, `trainOnBatch`, `evaluate` and `predict` use a compiled step where the model has one. */
export function patchCompiledSteps(): void {
  patchTraining();
  patchFitLoop();
  patchCompile();
  patchEvaluation();
  patchPrediction();
  patchFitArgument();
}

function patchTraining(): void {
  const prototype = internalsOf(tf.LayersModel.prototype);
  const { makeTrainFunction } = prototype;
  prototype.makeTrainFunction = function (this: tf.LayersModel) {
    return compiledTrainFunction(this, makeTrainFunction.call(this));
  };
}

function patchFitLoop(): void {
  const prototype = internalsOf(tf.LayersModel.prototype);
  const { fitLoop } = prototype;
  prototype.fitLoop = function (this: tf.LayersModel, ...args) {
    return fitManyBatches(this, args) ?? fitLoop.apply(this, args);
  };
}

function patchCompile(): void {
  const { prototype } = tf.LayersModel;
  const { compile } = prototype;
  prototype.compile = function (args) {
    compile.call(this, args);
    setStepsPerExecution(this, args.stepsPerExecution);
  };
}

function patchEvaluation(): void {
  const prototype = internalsOf(tf.LayersModel.prototype);
  const { makeTestFunction, testLoop } = prototype;
  prototype.makeTestFunction = function (this: tf.LayersModel) {
    makeTestFunction.call(this);
    const internals = internalsOf(this);
    internals.testFunction = compiledTestFunction(this, internals.testFunction);
  };
  // The stock loop copies every batch, and frees none before the last.
  prototype.testLoop = function (test, data, batchSize, verbose, steps) {
    const plain = steps == null && !(verbose !== undefined && verbose > 0);
    const compiled = plain ? compiledTest(test, data) : undefined;
    return compiled?.all(batchSize) ?? testLoop.call(this, test, data, batchSize, verbose, steps);
  };
}

function patchPrediction(): void {
  const prototype = internalsOf(tf.LayersModel.prototype);
  const { predictLoop } = prototype;
  prototype.predictLoop = function (this: tf.LayersModel, data, batchSize = 32, verbose = false) {
    const [x, ...others] = data instanceof tf.Tensor ? [data] : data;
    // A gradient through the model needs its single operations on the tape.
    const plain = !verbose && !tf.engine().isTapeOn() && others.length === 0;
    const compiled = plain && x !== undefined ? compiledPrediction(this, x) : undefined;
    return compiled ?? predictLoop.call(this, data, batchSize, verbose);
  };
}

function patchFitArgument(): void {
  const { prototype } = tf.LayersModel;
  const { fit } = prototype;
  prototype.fit = function (x, y, args) {
    const run = (): Promise<tf.History> => fit.call(this, x, y, args);
    return args?.compiled === false ? withoutCompiling(this, run) : run();
  };
}
