import * as tf from "@tensorflow/tfjs";
import type { Batch, StepFunction } from "../compiled/model-internals.ts";
import { compiledTest } from "./compiled-steps.ts";
import { Yielder } from "./yielder.ts";

/** A validation that a `fit` asked for. */
interface ValidationRequest {
  readonly test: StepFunction;
  readonly data: Batch;
  readonly batchSize: number;
  /** How many values `test` returns. */
  readonly outputs: number;
}

interface Validation extends ValidationRequest {
  /** In the epoch's logs until there are results. */
  readonly placeholders: readonly tf.Scalar[];
}

const deferred = new WeakMap<tf.LayersModel, Validation>();
const cutShort = new WeakSet<tf.LayersModel>();

/** Leaves a validation to `RunningFit`. Returns the placeholders for its results. */
export function deferValidation(model: tf.LayersModel, request: ValidationRequest): tf.Scalar[] {
  const placeholders = Array.from({ length: request.outputs }, () => tf.scalar(Number.NaN));
  deferred.set(model, { ...request, placeholders });
  return [...placeholders];
}

/** Takes the validation that this model's `fit` is waiting for, if there is one. */
export function takeValidation(model: tf.LayersModel): Validation | undefined {
  const validation = deferred.get(model);
  deferred.delete(model);
  return validation;
}

/** Records that a stop request ended this model's validation from a dataset early. */
export function markCutShort(model: tf.LayersModel): void {
  cutShort.add(model);
}

/** Whether the model's last validation from a dataset was ended early. Clears the mark. */
export function takeCutShort(model: tf.LayersModel): boolean {
  return cutShort.delete(model);
}

/**
 * The means of loss and metrics over the validation's data, computed as in TensorFlow.js's own loop; null if it was
 * stopped.
 */
export async function validate(
  { test, data, batchSize }: Validation,
  stop: AbortSignal,
): Promise<tf.Scalar[] | null> {
  const samples = data[0]?.shape[0] ?? 0;
  const sums = compiledSums(test, data) ?? tensorSums(test, data);
  if (stop.aborted) return null;
  const yielder = new Yielder();
  for (let start = 0; start < samples; start += batchSize) {
    sums.add(start, Math.min(batchSize, samples - start));
    if (!yielder.isDue) continue;
    await sums.settle();
    await yielder.yield();
    if (stop.aborted) {
      tf.dispose(sums.means(samples));
      return null;
    }
  }
  return sums.means(samples);
}

/** Sums of loss and metrics, each batch weighted by its size. */
interface Sums {
  add(start: number, size: number): void;
  /** Waits for the GPU to finish what is queued. */
  settle(): Promise<void>;
  /** Call last: frees the sums. */
  means(samples: number): tf.Scalar[];
}

function compiledSums(test: StepFunction, data: Batch): Sums | undefined {
  const compiled = compiledTest(test, data);
  if (compiled === undefined) return undefined;
  const totals: number[] = [];
  return {
    add(start, size) {
      compiled.batch(start, size).forEach((value, index) => {
        totals[index] = (totals[index] ?? 0) + size * value;
      });
    },
    async settle() {},
    means: (samples) => totals.map((total) => tf.scalar(total / samples)),
  };
}

function tensorSums(test: StepFunction, data: Batch): Sums {
  let totals: tf.Tensor[] = [];
  const replace = (make: () => tf.Tensor[]): tf.Tensor[] => {
    const previous = totals;
    totals = tf.tidy(make);
    tf.dispose(previous);
    return totals;
  };
  return {
    add(start, size) {
      replace(() =>
        test(data.map((tensor) => tensor?.slice(start, size) ?? null)).map((value, index) =>
          tf.add(totals[index] ?? tf.scalar(0), tf.mul(size, value)),
        ),
      );
    },
    async settle() {
      await totals[0]?.data();
    },
    means: (samples) => replace(() => totals.map((total) => tf.div(total, samples))) as tf.Scalar[],
  };
}
