import type * as tf from "@tensorflow/tfjs";

/**
 * As in Keras: at most this many batches between two looks at the clock and at stop requests. `"auto"`, the default, is as
 * many as take about 16 ms; 1 trains as TensorFlow.js does, batch by batch.
 */
export type StepsPerExecution = number | "auto";

declare module "@tensorflow/tfjs-layers" {
  interface ModelCompileArgs {
    stepsPerExecution?: StepsPerExecution;
  }
}

const settings = new WeakMap<tf.LayersModel, StepsPerExecution>();

/** Records what `model.compile` was given. */
export function setStepsPerExecution(model: tf.LayersModel, steps: StepsPerExecution | undefined): void {
  settings.set(model, steps ?? "auto");
}

/** The largest number of batches that the model may train on in one go. */
export function maximumBatchesAtOnce(model: tf.LayersModel): number {
  const steps = settings.get(model) ?? "auto";
  return steps === "auto" ? Number.POSITIVE_INFINITY : steps;
}
