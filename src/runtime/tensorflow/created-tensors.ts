import type * as tf from "@tensorflow/tfjs";
import { type Activity, currentActivity } from "../platform/activity.ts";

/** Captured before a cell can replace it. */
const Trace = globalThis.Error;

/** A tensor outside of every `tidy`. `trace` says what made it; null for one that was made during a training. */
export interface CreatedTensor {
  readonly tensor: tf.Tensor;
  readonly trace: Error | null;
}

/** More are not tracked: the first ones are enough to find the cause. */
const MAXIMUM_NOTED = 2000;

const created = new WeakMap<Activity, CreatedTensor[]>();

/** A tensor was made that only `dispose` will free. */
export function noteCreation(tensor: tf.Tensor): void {
  const activity = currentActivity();
  if (activity.run === null) return;
  const noted = created.get(activity) ?? [];
  if (noted.length >= MAXIMUM_NOTED) dropDisposed(noted);
  // A trace costs some microseconds, and a training makes and disposes of several tensors per step.
  if (noted.length < MAXIMUM_NOTED)
    noted.push({ tensor, trace: activity.trainings > 0 ? null : new Trace("made here") });
  created.set(activity, noted);
}

/** The tensors that the run has made and neither disposed of nor asked TensorFlow.js to keep. */
export function takeUndisposed(activity: Activity): readonly CreatedTensor[] {
  const noted = created.get(activity) ?? [];
  created.delete(activity);
  return noted.filter(({ tensor }) => !tensor.isDisposed && !tensor.kept);
}

function dropDisposed(noted: CreatedTensor[]): void {
  const left = noted.filter(({ tensor }) => !tensor.isDisposed);
  noted.splice(0, noted.length, ...left);
}
