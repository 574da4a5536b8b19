import * as tf from "@tensorflow/tfjs";
import { Calibration, type CalibrationOptions, type ComingFit } from "../backends/calibration/calibration.ts";
import { Stopped } from "../backends/calibration/wait.ts";
import {
  type FitLoopArguments,
  internalsOf,
  type ModelInternals,
  type StepFunction,
} from "../compiled/model-internals.ts";
import { activityOf } from "../training/running-fits.ts";

let calibration: Calibration | undefined;

/** From now on every `fit` runs on the backend that trains its model faster. Replaces an earlier calibration. */
export function startCalibration(options: CalibrationOptions): void {
  calibration = new Calibration(options);
}

/** From now on every `fit` stays on the current backend. */
export function stopCalibration(): void {
  calibration = undefined;
}

/**
 * Lets the calibration choose a backend between the preparation of `fit`'s arguments and its first batch. `fitDataset`
 * stays on the current backend: looking at its data would consume them.
 */
export function patchBackendChoice(): void {
  const prototype = internalsOf(tf.LayersModel.prototype);
  const { fitLoop } = prototype;
  prototype.fitLoop = async function (this: tf.LayersModel, ...args) {
    if (calibration === undefined) return fitLoop.apply(this, args);
    const isStopped = !(await chooseBackend(calibration, comingFit(this, args)));
    return fitLoop.apply(this, withNewFunctions(internalsOf(this), args, isStopped));
  };
}

function comingFit(model: tf.LayersModel, args: FitLoopArguments): ComingFit {
  const [, data, , batchSize, epochs] = args;
  return { model, data, batchSize: batchSize ?? 32, epochs: (epochs ?? 1) - firstEpochOf(args) };
}

function firstEpochOf([, , , , , , , , , , , initialEpoch]: FitLoopArguments): number {
  return initialEpoch ?? 0;
}

/** False if the reader asked to stop meanwhile. */
async function chooseBackend(by: Calibration, fit: ComingFit): Promise<boolean> {
  try {
    await by.chooseBackend(fit, activityOf(fit.model).stop);
    return true;
  } catch (error) {
    if (error instanceof Stopped) return false;
    throw error;
  }
}

/** The arguments with functions for the current backend: those passed in were made for the previous one. */
function withNewFunctions(
  model: ModelInternals,
  args: FitLoopArguments,
  isStopped: boolean,
): FitLoopArguments {
  const [, data, labels, batchSize, epochs, verbose, callbacks, test, ...more] = args;
  // A stop before the first batch: no epoch, and an empty history.
  const lastEpoch = isStopped ? firstEpochOf(args) : epochs;
  const newTest = remakeTestFunction(model, test);
  const train = model.makeTrainFunction();
  return [train, data, labels, batchSize, lastEpoch, verbose, callbacks, newTest, ...more];
}

/** Without validation `fit` passes null. */
function remakeTestFunction(
  model: ModelInternals,
  test: StepFunction | null | undefined,
): StepFunction | null | undefined {
  if (test == null) return test;
  model.makeTestFunction();
  return model.testFunction;
}
