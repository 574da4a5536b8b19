import * as tf from "@tensorflow/tfjs";
import { currentActivity, resume } from "../platform/activity.ts";
import { asPartOfRun } from "../training/running-fits.ts";
import { Yielder } from "../training/yielder.ts";

/**
 * A training belongs to the run of the cell that started it, which does not end before it, and can be stopped. A loop
 * over `trainOnBatch` yields, and ends at a stop request: it would let no message through on WASM.
 */
export function patchFits(): void {
  const { prototype } = tf.LayersModel;
  const { fit, fitDataset, trainOnBatch } = prototype;
  prototype.fit = function (...args) {
    return asPartOfRun(this, () => fit.apply(this, args));
  };
  prototype.fitDataset = function (...args) {
    return asPartOfRun(this, () => fitDataset.apply(this, args));
  };
  const yielder = new Yielder();
  prototype.trainOnBatch = async function (...args) {
    const activity = currentActivity();
    activity.assertNotStopped();
    const results = await trainOnBatch.apply(this, args);
    if (yielder.isDue) await yielder.yield();
    resume(activity);
    return results;
  };
}
