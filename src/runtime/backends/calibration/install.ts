import * as tf from "@tensorflow/tfjs";
import { beforeFit } from "../../training/running-fits.ts";
import { Calibration, type CalibrationOptions, type ComingFit } from "./calibration.ts";
import { Stopped } from "./patience.ts";

type FitLoop = tf.LayersModel["fitLoop"];
type TrainFunction = Parameters<FitLoop>[0];
/** Of `LayersModel`, as its class has it though its types do not show it. */
interface ModelInternals {
  makeTrainFunction(): TrainFunction;
  makeTestFunction(): void;
  testFunction: TrainFunction;
}

/**
 * From now on every `fit` runs on the backend that trains its model quicker, of WASM and the GPU that runs now. It
 * comes between what `fit` does to its arguments and its first batch; `fitDataset`, whose data cannot be looked at
 * without taking them, stays where the last `fit` was. The last installed counts.
 */
export function installCalibration(options: CalibrationOptions): void {
  calibration = new Calibration(options);
  if (installed) return;
  installed = true;
  const { prototype } = tf.LayersModel;
  const { fitLoop } = prototype;
  prototype.fitLoop = async function (_train, data, labels, batchSize, epochs, verbose, callbacks, ...rest) {
    const [test, testData, shuffle, metrics, firstEpoch, ...steps] = rest;
    const first = firstEpoch ?? 0;
    const coming = { model: this, data, batchSize: batchSize ?? 32, epochs: (epochs ?? 1) - first };
    // A wish to stop before the first batch: no epoch, and an empty history.
    const last = (await settle(coming)) ? epochs : first;
    const run = remake(this, test);
    const more = [run.test, testData, shuffle, metrics, firstEpoch, ...steps] as const;
    return fitLoop.call(this, run.train, data, labels, batchSize, last, verbose, callbacks, ...more);
  };
}

let installed = false;
let calibration: Calibration | undefined;

/** False when the student wished to stop meanwhile. */
async function settle(fit: ComingFit): Promise<boolean> {
  try {
    await beforeFit(async (stop) => calibration?.settle(fit, stop));
    return true;
  } catch (error) {
    if (error instanceof Stopped) return false;
    throw error;
  }
}

/** Those that were handed in were made for the backend before. */
function remake(
  model: tf.LayersModel,
  test: TrainFunction | undefined,
): { readonly train: TrainFunction; readonly test: TrainFunction | undefined } {
  const internals = model as unknown as ModelInternals;
  // Without validation `fit` hands in null.
  if (test != null) internals.makeTestFunction();
  return { train: internals.makeTrainFunction(), test: test == null ? test : internals.testFunction };
}
