import * as tf from "@tensorflow/tfjs";
import { internalsOf } from "../compiled/model-internals.ts";
import type { LostLosses } from "../training/lost-loss.ts";
import { registerCallback } from "../training/registered-callbacks.ts";

/** TensorFlow.js says nothing of a loss that is not a number. */
export function patchLostLosses(losses: LostLosses): void {
  registerCallback(0, losses.callback());
  const { prototype } = tf.LayersModel;
  const { evaluate, trainOnBatch } = prototype;
  prototype.evaluate = function (...args) {
    const result = evaluate.apply(this, args);
    losses.noteEvaluation(result);
    return result;
  };
  prototype.trainOnBatch = async function (...args) {
    const result = await trainOnBatch.apply(this, args);
    losses.noteBatch(result);
    return result;
  };
  const internals = internalsOf(prototype);
  const { evaluateDataset } = internals;
  internals.evaluateDataset = async function (this: tf.LayersModel, ...args) {
    const result = await evaluateDataset.apply(this, args);
    losses.noteEvaluation(result);
    return result;
  };
}
