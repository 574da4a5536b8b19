import * as tf from "@tensorflow/tfjs";
import { internalsOf, type StepFunction } from "../../compiled/model-internals.ts";
import { now } from "../../platform/captured.ts";
import { onBackend } from "../current.ts";
import type { Sample, Values } from "./sample.ts";

const { random } = Math;
let benchmarks = 0;

/** Steps queued on a backend, and the loss of the last one: reading it waits for all of them. */
export interface Burst {
  readonly steps: number;
  readonly loss: tf.Scalar;
}

/**
 * Trains a model on one backend without side effects: on copies of its weights and of a batch, with an optimizer of
 * its own. For the duration of a burst, in which no other code runs, the copies replace the reader's weights,
 * optimizer and `Math.random`.
 */
export class Benchmark {
  readonly #backend: string;
  readonly #model: tf.LayersModel;
  readonly #weights: tf.Variable[] = [];
  readonly #batch: (tf.Tensor | null)[] = [];
  readonly #train: StepFunction;
  #optimizer: tf.Optimizer | undefined;
  #loss: tf.Scalar | undefined;

  /** @throws {Error} if the backend cannot hold the copies */
  constructor(backend: string, model: tf.LayersModel, sample: Sample) {
    this.#backend = backend;
    this.#model = model;
    try {
      onBackend(backend, () => this.#copy(sample));
      this.#train = this.#isolated(() => internalsOf(model).makeTrainFunction());
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  /** Copies one by one, so that `dispose` can free the first ones if a later one fails. */
  #copy(sample: Sample): void {
    benchmarks += 1;
    sample.weights.forEach((values, index) => {
      const weight = this.#model.weights[index];
      if (weight === undefined) throw new Error("the model has changed");
      const name = `benchmark-${benchmarks}/${weight.name}`;
      this.#weights.push(tf.tidy(() => tf.variable(toTensor(values), weight.trainable, name, values.dtype)));
    });
    for (const values of sample.batch) this.#batch.push(values === null ? null : toTensor(values));
    this.#optimizer = copyOptimizer(this.#model.optimizer);
  }

  /**
   * Trains on the first samples of the batch repeatedly for the given time, at least once.
   *
   * @throws {Error} if the backend lacks a kernel, or its GPU fails
   */
  burst(samples: number, milliseconds: number): Burst {
    return this.#isolated(() => {
      const begun = now();
      let steps = 0;
      let loss: tf.Scalar;
      do {
        this.#loss?.dispose();
        loss = this.#step(samples);
        this.#loss = loss;
        steps += 1;
      } while (now() - begun < milliseconds);
      return { steps, loss };
    });
  }

  /** Gathers the batch and trains on it, as the loop of `fit` does. */
  #step(samples: number): tf.Scalar {
    const [loss, ...metrics] = freeingOnFailure(() =>
      tf.tidy(() => {
        const indices = tf.range(0, samples, 1, "int32");
        return this.#train(
          this.#batch.map((tensor) => (tensor === null ? null : tf.gather(tensor, indices))),
        );
      }),
    );
    tf.dispose(metrics);
    if (loss === undefined) throw new Error("a step gave no loss");
    return loss;
  }

  dispose(): void {
    this.#optimizer?.dispose();
    // Some optimizers of TensorFlow.js leave a scalar of theirs undisposed.
    const leaked = Object.values(this.#optimizer ?? {}).filter((value) => value instanceof tf.Tensor);
    for (const tensor of [...leaked, ...this.#weights, ...this.#batch, this.#loss]) {
      if (tensor?.isDisposed === false) tensor.dispose();
    }
  }

  /** Runs the action with the copies in place, and puts the reader's values back. */
  #isolated<Result>(action: () => Result): Result {
    const model = this.#model;
    const replace = (
      variables: readonly unknown[],
      optimizer: tf.Optimizer | undefined,
      generator: () => number,
    ): void => {
      model.weights.forEach((weight, index) => void Reflect.set(weight, "val", variables[index]));
      Reflect.set(model, "optimizer_", optimizer);
      Math.random = generator;
    };
    const variables = model.weights.map((weight): unknown => Reflect.get(weight, "val"));
    const [optimizer, generator] = [model.optimizer, Math.random];
    try {
      return onBackend(this.#backend, () => {
        replace(this.#weights, this.#optimizer, random);
        return action();
      });
    } finally {
      replace(variables, optimizer, generator);
    }
  }
}

function toTensor({ values, shape, dtype }: Values): tf.Tensor {
  return tf.tensor(values, shape, dtype);
}

/** An optimizer of the same class and settings, at its first step. */
function copyOptimizer(optimizer: tf.Optimizer): tf.Optimizer {
  const cls = optimizer.constructor as tf.serialization.SerializableConstructor<tf.Optimizer>;
  return cls.fromConfig(cls, optimizer.getConfig());
}

/**
 * Frees the tensors that a failing step has saved for its backward pass and its metrics: TensorFlow.js frees them only
 * when a step succeeds.
 */
function freeingOnFailure<Result>(step: () => Result): Result {
  const engine = tf.engine();
  const saved: tf.Tensor[] = [];
  const keep = engine.keep.bind(engine);
  engine.keep = (tensor) => {
    saved.push(tensor);
    return keep(tensor);
  };
  try {
    return step();
  } catch (error) {
    for (const tensor of saved) if (!tensor.isDisposed) tensor.dispose();
    throw error;
  } finally {
    Reflect.deleteProperty(engine, "keep");
  }
}
