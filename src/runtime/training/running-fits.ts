import type * as tf from "@tensorflow/tfjs";
import { type Activity, currentActivity, resume } from "../platform/activity.ts";

/** For each model that trains: the run that its `fit` belongs to. */
const activities = new WeakMap<tf.LayersModel, Activity>();

/** The run that started the model's running `fit`; that of the current code if none is running. */
export function activityOf(model: tf.LayersModel): Activity {
  return activities.get(model) ?? currentActivity();
}

/** Whether the reader asked the model's running `fit` to stop. */
export function isStopping(model: tf.LayersModel): boolean {
  return activities.get(model)?.stop.aborted ?? false;
}

/**
 * Makes a `fit` part of the run that calls it, which does not end before it, whether or not the cell awaits it.
 *
 * @throws {StopRequested} if the run was stopped: a loop over several trainings ends with the first that is stopped
 */
export async function asPartOfRun<Result>(
  model: tf.LayersModel,
  fit: () => Promise<Result>,
): Promise<Result> {
  const activity = currentActivity();
  const end = activity.begin({
    type: "training",
    cancel() {
      model.stopTraining = true;
    },
  });
  // A second `fit` of a model that already trains fails, and leaves the first one as it is.
  const isFirst = !activities.has(model);
  if (isFirst) activities.set(model, activity);
  try {
    return await fit();
  } finally {
    if (isFirst) activities.delete(model);
    resume(activity);
    end();
  }
}
