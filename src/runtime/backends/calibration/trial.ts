import * as tf from "@tensorflow/tfjs";
import { internalsOf, type StepFunction } from "../../compiled/model-internals.ts";
import { now } from "../../platform/captured.ts";
import { onBackend } from "../current.ts";
import type { Sample, Values } from "./sample.ts";

/** Steps that were told to a backend, and the last one's loss: whoever has read that knows that they are done. */
export interface Burst {
  readonly steps: number;
  readonly loss: tf.Scalar;
}

/**
 * Trains a model on one backend without anybody seeing it: on copies of its weights and of a batch, by an optimizer
 * of its own. Where TensorFlow.js looks for the weights, the optimizer and chance, copies are put for the time of a
 * burst, in which nothing else can run, and the student's are put back before it ends.
 */
export class Trial {
  private readonly backend: string;
  private readonly model: tf.LayersModel;
  private readonly weights: tf.Variable[] = [];
  private readonly batch: (tf.Tensor | null)[] = [];
  private optimizer: tf.Optimizer | undefined;
  private readonly train: StepFunction;
  private loss: tf.Scalar | undefined;

  /** @throws Error when the backend cannot hold the copies */
  constructor(backend: string, model: tf.LayersModel, sample: Sample) {
    this.backend = backend;
    this.model = model;
    try {
      onBackend(backend, () => this.copy(sample));
      this.train = this.secluded(() => internalsOf(model).makeTrainFunction());
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  /** One after the other: of what fails halfway, the rest can be freed. */
  private copy(sample: Sample): void {
    trials += 1;
    sample.weights.forEach((values, index) => {
      const weight = this.model.weights[index];
      if (weight === undefined) throw new Error("the model has changed");
      const name = `trial-${trials}/${weight.name}`;
      this.weights.push(tf.tidy(() => tf.variable(toTensor(values), weight.trainable, name, values.dtype)));
    });
    for (const values of sample.batch) this.batch.push(values === null ? null : toTensor(values));
    this.optimizer = copyOptimizer(this.model.optimizer);
  }

  /**
   * Trains on the first samples of the batch, again and again for so many milliseconds, at least once.
   *
   * @throws Error when the backend lacks a kernel, or its GPU fails
   */
  burst(samples: number, milliseconds: number): Burst {
    return this.secluded(() => {
      const begun = now();
      let steps = 0;
      let loss: tf.Scalar;
      do {
        this.loss?.dispose();
        loss = this.step(samples);
        this.loss = loss;
        steps += 1;
      } while (now() - begun < milliseconds);
      return { steps, loss };
    });
  }

  /** As the loop of `fit` does it: gathers the batch, and trains on it. */
  private step(samples: number): tf.Scalar {
    const [loss, ...metrics] = freeingOnFailure(() =>
      tf.tidy(() => {
        const indices = tf.range(0, samples, 1, "int32");
        return this.train(this.batch.map((tensor) => (tensor === null ? null : tf.gather(tensor, indices))));
      }),
    );
    tf.dispose(metrics);
    if (loss === undefined) throw new Error("a step gave no loss");
    return loss;
  }

  dispose(): void {
    this.optimizer?.dispose();
    // Some optimizers forget a number of theirs.
    const forgotten = Object.values(this.optimizer ?? {}).filter((value) => value instanceof tf.Tensor);
    for (const tensor of [...forgotten, ...this.weights, ...this.batch, this.loss]) {
      if (tensor?.isDisposed === false) tensor.dispose();
    }
  }

  private secluded<Result>(action: () => Result): Result {
    const { model, weights, optimizer } = this;
    const own = model.weights.map((weight): unknown => Reflect.get(weight, "val"));
    const ownOptimizer = model.optimizer;
    const ownRandom = Math.random;
    const put = (variables: readonly unknown[], by: tf.Optimizer | undefined, random: () => number): void => {
      model.weights.forEach((weight, index) => void Reflect.set(weight, "val", variables[index]));
      Reflect.set(model, "optimizer_", by);
      Math.random = random;
    };
    try {
      return onBackend(this.backend, () => {
        put(weights, optimizer, random);
        return action();
      });
    } finally {
      put(own, ownOptimizer, ownRandom);
    }
  }
}

const { random } = Math;
let trials = 0;

function toTensor({ values, shape, dtype }: Values): tf.Tensor {
  return tf.tensor(values, shape, dtype);
}

/** One of the same kind and settings, at its first step. */
function copyOptimizer(optimizer: tf.Optimizer): tf.Optimizer {
  const cls = optimizer.constructor as tf.serialization.SerializableConstructor<tf.Optimizer>;
  return cls.fromConfig(cls, optimizer.getConfig());
}

/**
 * Frees what a step that fails halfway has kept for its backward pass and its metrics: TensorFlow.js frees that only
 * when a step ends well.
 */
function freeingOnFailure<Result>(step: () => Result): Result {
  const engine = tf.engine();
  const kept: tf.Tensor[] = [];
  const keep = engine.keep.bind(engine);
  engine.keep = (tensor) => {
    kept.push(tensor);
    return keep(tensor);
  };
  try {
    return step();
  } catch (error) {
    for (const tensor of kept) if (!tensor.isDisposed) tensor.dispose();
    throw error;
  } finally {
    Reflect.deleteProperty(engine, "keep");
  }
}
