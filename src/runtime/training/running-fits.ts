import type * as tf from "@tensorflow/tfjs";
import type { TrainingAction } from "../../protocol/command.ts";
import { type Activity, currentActivity, resume } from "../platform/activity.ts";
import { TrainingControl } from "./training-control.ts";

/** For each model that trains: the run that its `fit` belongs to. */
const activities = new WeakMap<tf.LayersModel, Activity>();
const controls = new Map<tf.LayersModel, TrainingControl>();

/** The run that started the model's running `fit`; that of the current code if none is running. */
export function activityOf(model: tf.LayersModel): Activity {
  return activities.get(model) ?? currentActivity();
}

/** Whether the reader asked the model's running `fit` to stop. */
export function isStopping(model: tf.LayersModel): boolean {
  return activities.get(model)?.stop.aborted ?? false;
}

/** What the reader can do with the model's running `fit`; undefined if none is running. */
export function controlOf(model: tf.LayersModel): TrainingControl | undefined {
  return controls.get(model);
}

/** Does what the reader asks to the training whose output has this key. It may have ended meanwhile. */
export function controlTraining(key: string, action: TrainingAction): void {
  for (const control of controls.values()) if (control.key === key) control.act(action);
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
  const control = new TrainingControl(model);
  const end = activity.begin({
    type: "training",
    cancel() {
      model.stopTraining = true;
      control.end();
    },
  });
  // A second `fit` of a model that already trains fails, and leaves the first one as it is.
  const isFirst = !activities.has(model);
  if (isFirst) {
    activities.set(model, activity);
    controls.set(model, control);
  }
  try {
    return await fit();
  } finally {
    if (isFirst) {
      activities.delete(model);
      controls.delete(model);
    }
    resume(activity);
    end();
  }
}
