import type * as tf from "@tensorflow/tfjs";
import { assertNever } from "../../protocol/assert-never.ts";
import type { TrainingAction } from "../../protocol/command.ts";
import { type Deferred, deferred } from "../platform/promises.ts";

/** What the reader does with a running `fit`: pauses it, trains batch by batch, changes the learning rate. */
export class TrainingControl {
  readonly #model: tf.LayersModel;
  #key: string | null = null;
  #isPaused = false;
  /** Batches to train on while it is paused. */
  #steps = 0;
  #isEnding = false;
  #wake: Deferred<void> | null = null;
  #onChange: () => void = () => undefined;

  constructor(model: tf.LayersModel) {
    this.#model = model;
  }

  /** The key of the output that shows the training; null without one. */
  get key(): string | null {
    return this.#key;
  }

  /** While it is, each batch is followed by `nextBatch`: a loop that trains on several at once trains on one. */
  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** In the unit of the optimizer; null if it has none. */
  get learningRate(): number | null {
    return learningRateOf(this.#model.optimizer);
  }

  /** @param onChange is called after each action of the reader */
  attach(key: string, onChange: () => void): void {
    this.#key = key;
    this.#onChange = onChange;
  }

  act(action: TrainingAction): void {
    switch (action.type) {
      case "pause":
        this.#isPaused = true;
        break;
      case "step":
        this.#isPaused = true;
        this.#steps += 1;
        break;
      case "resume":
        this.#isPaused = false;
        this.#steps = 0;
        break;
      case "learning-rate":
        setLearningRate(this.#model.optimizer, action.value);
        break;
      default:
        assertNever(action);
    }
    this.#wake?.resolve();
    this.#onChange();
  }

  /** To be awaited after each batch: resolves when the next one may begin. */
  async nextBatch(): Promise<void> {
    while (this.#isPaused && !this.#isEnding) {
      if (this.#steps > 0) {
        this.#steps -= 1;
        return;
      }
      this.#wake = deferred();
      await this.#wake.promise;
    }
    this.#wake = null;
  }

  /** The training is to end, also while it is paused. */
  end(): void {
    this.#isEnding = true;
    this.#wake?.resolve();
  }
}

/** The learning rate of an optimizer; null if it has none, such as one that a cell defines. */
export function learningRateOf(optimizer: tf.Optimizer): number | null {
  const rate: unknown = Reflect.get(optimizer, "learningRate");
  return typeof rate === "number" && Number.isFinite(rate) ? rate : null;
}

/** Changes the learning rate of the next step. An optimizer without one stays as it is. */
export function setLearningRate(optimizer: tf.Optimizer, rate: number): void {
  if (learningRateOf(optimizer) === null || !Number.isFinite(rate) || rate < 0) return;
  // SGD and momentum keep it in a tensor, too.
  const set: unknown = Reflect.get(optimizer, "setLearningRate");
  if (typeof set === "function") Reflect.apply(set, optimizer, [rate]);
  else Reflect.set(optimizer, "learningRate", rate);
}
