import * as tf from "@tensorflow/tfjs";
import type { Continuation } from "../../protocol/command.ts";
import type { CellId } from "../../protocol/ids.ts";
import type { Training } from "../../protocol/output.ts";
import type { Activity } from "../platform/activity.ts";
import { restoreCheckpoint } from "./checkpoint.ts";

const offered = new Map<CellId, Continuation>();
const ofActivity = new WeakMap<Activity, Continuation>();
const fits = new WeakMap<Activity, number>();
/** For each model that trains: which `fit` of its run that is, and where it began. */
const ordinals = new WeakMap<tf.LayersModel, number>();
const begun = new WeakMap<tf.LayersModel, Training>();

/** The next run of the cell continues from there; with null, it begins as usual. */
export function offerContinuation(cell: CellId, continuation: Continuation | null): void {
  if (continuation === null) offered.delete(cell);
  else offered.set(cell, continuation);
}

/** A run of a cell begins. */
export function beginWithContinuation(activity: Activity): void {
  if (activity.cell === null) return;
  const continuation = offered.get(activity.cell);
  offered.delete(activity.cell);
  if (continuation !== undefined) ofActivity.set(activity, continuation);
}

/** Called at the beginning of each `fit`: from where it continues; undefined if it begins as usual. */
export function takeContinuation(activity: Activity, model: tf.LayersModel): Continuation | undefined {
  const ordinal = fits.get(activity) ?? 0;
  fits.set(activity, ordinal + 1);
  ordinals.set(model, ordinal);
  begun.delete(model);
  const continuation = ofActivity.get(activity);
  if (continuation?.checkpoint.fit !== ordinal) return undefined;
  ofActivity.delete(activity);
  return continuation;
}

/**
 * Gives the model and its optimizer the state of then.
 * @throws Error that says why the saved weights do not fit
 */
export async function restoreModel(
  model: tf.LayersModel,
  { checkpoint, progress }: Continuation,
): Promise<void> {
  await restoreCheckpoint(model, checkpoint);
  begun.set(model, progress);
}

/** Which `fit` of its run the model's running one is, counted from 0. */
export function fitOrdinal(model: tf.LayersModel): number {
  return ordinals.get(model) ?? 0;
}

/** What was shown of the epochs before the model's running `fit` continued; undefined if it began with the first. */
export function earlierProgress(model: tf.LayersModel): Training | undefined {
  return begun.get(model);
}

/** The history of the epochs before, as `fit` returns it. */
export function historyOf({ rows, earlierEpochs = 0 }: Training): tf.History {
  const history = new tf.History();
  history.epoch = rows.map((_, index) => earlierEpochs + index);
  history.history = {};
  for (const { metrics } of rows) {
    for (const [name, value] of Object.entries(metrics)) {
      const values = history.history[name] ?? [];
      history.history[name] = values;
      values.push(value ?? Number.NaN);
    }
  }
  return history;
}

/** The history of all epochs: those before, and those of the `fit` that continued. */
export function joinHistories(earlier: tf.History, later: tf.History): tf.History {
  later.epoch = [...earlier.epoch, ...later.epoch];
  for (const [name, values] of Object.entries(earlier.history)) {
    later.history[name] = [...values, ...(later.history[name] ?? [])] as number[];
  }
  return later;
}
