import * as tf from "@tensorflow/tfjs";
import { now } from "../platform/captured.ts";
import { compiledTest, type StepFunction } from "../tensorflow/patch-compiled-steps.ts";

/** Between the batches of a validation a waiting message is let through this often, so that a wish to stop is heard. */
const YIELD_EVERY_MS = 40;

/** Of `LayersModel`, as its class has it though its types do not show it. */
interface ModelInternals {
  fitLoop(...args: FitLoopArguments): Promise<tf.History>;
  testLoop(test: StepFunction, data: tf.Tensor[], batchSize: number, ...more: number[]): tf.Scalar[];
  evaluateDataset(dataset: Dataset | LazyIterator, ...more: unknown[]): Promise<tf.Scalar | tf.Scalar[]>;
}
interface Dataset {
  iterator(): Promise<LazyIterator>;
}
interface LazyIterator {
  next(): Promise<IteratorResult<unknown>>;
}
type FitLoopArguments = [
  train: unknown,
  data: unknown,
  labels: readonly string[],
  batchSize: unknown,
  epochs: unknown,
  verbose: unknown,
  callbacks: unknown,
  test: StepFunction | null,
  ...more: unknown[],
];

/** A validation that a `fit` asked for. */
interface Validation {
  readonly test: StepFunction;
  readonly data: tf.Tensor[];
  readonly batchSize: number;
  /** What stands in the epoch's logs until there are results. */
  readonly placeholders: readonly tf.Scalar[];
}

/**
 * TensorFlow.js's `fit` validates in one go, during which nothing is heard: a wish to stop would wait until the page
 * loses patience, ends the runtime, and with it what was learnt. From now on `fit` gets placeholders at once, and
 * `RunningFit`, which is called next, does the validation between messages and puts the results in their place.
 * Nobody else is called in between. From a dataset, the data come between messages, and no more once `fit` is to stop.
 *
 * An `evaluate` cannot wait, whether of the student's own or of `fitDataset`; `expectBatches` is told how many batches
 * it is about to test.
 */
export function installValidation(
  isStopping: (model: tf.LayersModel) => boolean,
  expectBatches: (count: number) => void,
): void {
  if (installed) return;
  installed = true;
  const prototype = tf.LayersModel.prototype as unknown as ModelInternals;
  const { fitLoop, testLoop, evaluateDataset } = prototype;
  // A test function is made for each `fit` and each `evaluate`, and so tells which of them calls.
  const resultsOf = new WeakMap<StepFunction, number>();
  prototype.fitLoop = function (...args) {
    const [, , labels, , , , , test] = args;
    if (test !== null) resultsOf.set(test, labels.length);
    return fitLoop.apply(this, args);
  };
  prototype.testLoop = function (test, data, batchSize, ...more) {
    const results = resultsOf.get(test);
    if (results === undefined) {
      expectBatches(Math.ceil((data[0]?.shape[0] ?? 0) / batchSize));
      return testLoop.call(this, test, data, batchSize, ...more);
    }
    const placeholders = Array.from({ length: results }, () => tf.scalar(Number.NaN));
    waiting.set(this, { test, data, batchSize, placeholders });
    return [...placeholders];
  };
  prototype.evaluateDataset = function (dataset, ...more) {
    const model = this as unknown as tf.LayersModel;
    const mayGoOn = (): boolean => {
      if (isStopping(model)) cutShort.add(model);
      return !isStopping(model);
    };
    return evaluateDataset.call(this, betweenMessages(dataset, mayGoOn), ...more);
  };
}

let installed = false;
const waiting = new WeakMap<object, Validation>();
const cutShort = new WeakSet<object>();

/** Whether this model's last validation from a dataset was stopped on the way; told once. */
export function wasCutShort(model: tf.LayersModel): boolean {
  return cutShort.delete(model);
}

/** The same data, with waiting messages let through between them, until they may not go on. */
function betweenMessages(dataset: Dataset | LazyIterator, mayGoOn: () => boolean): Dataset {
  return {
    async iterator() {
      const data = "next" in dataset ? dataset : await dataset.iterator();
      let yielded = now();
      return {
        async next() {
          if (now() - yielded >= YIELD_EVERY_MS) {
            await tf.nextFrame();
            yielded = now();
          }
          return mayGoOn() ? data.next() : { done: true, value: null };
        },
      };
    },
  };
}

/** The validation that this model's `fit` waits for, if it does; handed out once. */
export function takeValidation(model: tf.LayersModel): Validation | undefined {
  const validation = waiting.get(model);
  waiting.delete(model);
  return validation;
}

/**
 * The means of loss and metrics over the validation's data, as TensorFlow.js's own loop computes them; null if it was
 * stopped on the way.
 */
export async function validate(
  { test, data, batchSize }: Validation,
  isStopped: () => boolean,
): Promise<tf.Scalar[] | null> {
  const samples = data[0]?.shape[0] ?? 0;
  const sums = compiledSums(test, data) ?? tensorSums(test, data);
  if (isStopped()) return null;
  let yielded = now();
  for (let start = 0; start < samples; start += batchSize) {
    sums.add(start, Math.min(batchSize, samples - start));
    if (now() - yielded < YIELD_EVERY_MS) continue;
    await sums.settle();
    await tf.nextFrame();
    yielded = now();
    if (isStopped()) {
      tf.dispose(sums.means(samples));
      return null;
    }
  }
  return sums.means(samples);
}

/** Loss and metrics, each batch's weighted by its size. */
interface Sums {
  add(start: number, size: number): void;
  /** Waits for a GPU, which only queues what it is told. */
  settle(): Promise<void>;
  /** The last call. */
  means(samples: number): tf.Scalar[];
}

function compiledSums(test: StepFunction, data: readonly tf.Tensor[]): Sums | undefined {
  const testBatch = compiledTest(test, data);
  if (testBatch === undefined) return undefined;
  const totals: number[] = [];
  return {
    add(start, size) {
      testBatch(start, size).forEach((value, index) => {
        totals[index] = (totals[index] ?? 0) + size * value;
      });
    },
    async settle() {},
    means: (samples) => totals.map((total) => tf.scalar(total / samples)),
  };
}

function tensorSums(test: StepFunction, data: readonly tf.Tensor[]): Sums {
  let totals: tf.Tensor[] = [];
  const replace = (make: () => tf.Tensor[]): tf.Tensor[] => {
    const old = totals;
    totals = tf.tidy(make);
    tf.dispose(old);
    return totals;
  };
  return {
    add(start, size) {
      replace(() =>
        test(data.map((tensor) => tensor.slice(start, size))).map((value, index) =>
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
