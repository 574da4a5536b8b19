import * as tf from "@tensorflow/tfjs";
import {
  type IterableDataset,
  internalsOf,
  type LazyIterator,
  type StepFunction,
} from "../compiled/model-internals.ts";
import { isStopping } from "../training/running-fits.ts";
import { deferValidation, markCutShort } from "../training/validation.ts";
import { Yielder } from "../training/yielder.ts";

/**
 * TensorFlow.js validates in one go, and no message gets through until it ends: a stop request would wait until the
 * page ends the runtime by force, and the training would be lost. With this patch `fit` gets placeholders at once, and
 * `RunningFit`, whose callback is next, validates between messages and fills in the results. None of the reader's code
 * runs in between. Validation on a dataset yields between batches, and ends at a stop request.
 *
 * `evaluate` is synchronous and cannot yield, neither a reader's nor that of `fitDataset`.
 *
 * @param expectBatches is called with the number of batches before such an evaluation
 */
export function patchValidation(expectBatches: (count: number) => void): void {
  const prototype = internalsOf(tf.LayersModel.prototype);
  const { fitLoop, testLoop } = prototype;
  // Each `fit` and each `evaluate` makes a test function of its own, so the function identifies the caller.
  const outputsOf = new WeakMap<StepFunction, number>();
  prototype.fitLoop = function (...args) {
    const [, , labels, , , , , test] = args;
    if (test != null) outputsOf.set(test, labels.length);
    return fitLoop.apply(this, args);
  };
  prototype.testLoop = function (this: tf.LayersModel, test, data, batchSize, ...more) {
    const outputs = outputsOf.get(test);
    if (outputs !== undefined) return deferValidation(this, { test, data, batchSize, outputs });
    expectBatches(Math.ceil((data[0]?.shape[0] ?? 0) / batchSize));
    return testLoop.call(this, test, data, batchSize, ...more);
  };
  patchDatasetEvaluation();
}

function patchDatasetEvaluation(): void {
  const prototype = internalsOf(tf.LayersModel.prototype);
  const { evaluateDataset } = prototype;
  prototype.evaluateDataset = function (this: tf.LayersModel, dataset, ...more) {
    const mayContinue = (): boolean => {
      if (isStopping(this)) markCutShort(this);
      return !isStopping(this);
    };
    return evaluateDataset.call(this, yielding(dataset, mayContinue), ...more);
  };
}

/** The same dataset, yielding between batches, that ends as soon as `mayContinue` is false. */
function yielding(dataset: IterableDataset | LazyIterator, mayContinue: () => boolean): IterableDataset {
  return {
    async iterator() {
      const data = "next" in dataset ? dataset : await dataset.iterator();
      const yielder = new Yielder();
      return {
        async next() {
          if (yielder.isDue) await yielder.yield();
          return mayContinue() ? data.next() : { done: true, value: null };
        },
      };
    },
  };
}
