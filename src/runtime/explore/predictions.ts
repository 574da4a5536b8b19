import * as tf from "@tensorflow/tfjs";
import type { LabelledImages } from "../datasets/labelled-images.ts";

const BATCH = 250;

/** Turns pictures [n, height, width] with values from 0 to 255 into what the network takes. */
export type Prepare = (pictures: tf.Tensor3D) => tf.Tensor;

/** Probabilities of every class for each picture, picture by picture, filled in as they are computed. */
export interface Predictions {
  readonly probabilities: Float32Array;
  readonly classes: number;
  done: number;
}

/**
 * Runs the network over all pictures, a batch at a time, and yields after each so that a run that is under way goes on
 * and `isWanted` can end it.
 */
export async function predictAll(
  model: tf.LayersModel,
  images: LabelledImages,
  prepare: Prepare,
  predictions: Predictions,
  isWanted: () => boolean,
): Promise<boolean> {
  for (let start = predictions.done; start < images.length; start += BATCH) {
    const batch = images.slice(start, start + BATCH);
    const output = predictBatch(model, batch, prepare);
    const values = await output.data();
    output.dispose();
    if (!isWanted()) return false;
    predictions.probabilities.set(values, start * predictions.classes);
    predictions.done = start + batch.length;
    await tf.nextFrame();
    if (!isWanted()) return false;
  }
  return true;
}

function predictBatch(model: tf.LayersModel, batch: LabelledImages, prepare: Prepare): tf.Tensor {
  return tf.tidy(() => {
    const output = model.predict(prepare(batch.toTensors().x));
    if (Array.isArray(output))
      throw new Error("explore: the network has several outputs; it can look into one only.");
    return output;
  });
}

/** The class with the largest of the values from `offset` on. */
export function largestClass({ probabilities, classes }: Predictions, picture: number): number {
  let largest = 0;
  for (let index = 1; index < classes; index += 1) {
    const value = probabilities[picture * classes + index] ?? 0;
    if (value > (probabilities[picture * classes + largest] ?? 0)) largest = index;
  }
  return largest;
}
