import * as tf from "@tensorflow/tfjs";
import type { Output } from "../../protocol/output.ts";
import { type Activity, currentActivity } from "../platform/activity.ts";
import { isInMainMemory } from "./main-memory.ts";
import { activityOf } from "./running-fits.ts";

type Report = (output: Output, activity: Activity) => void;

/** Training continues without an error, but every weight has become NaN: no later epoch can learn anything. */
const OF_TRAINING =
  "not a number to learn from: the model is spoilt. Check the inputs and labels for NaN (`x.isNaN().any()`) and divide pixels by 255, try a smaller learning rate, and build the model again.";
const OF_EVALUATION =
  "not a number: there is NaN in the inputs or labels (`x.isNaN().any()`), or in the weights of the model. If a training had a loss of NaN, build the model again.";

/** Marks a run whose loss is not a number as doubtful, and says so once. */
export class LostLosses {
  readonly #report: Report;

  constructor(report: Report) {
    this.#report = report;
  }

  /** A callback of every `fit`. */
  callback(): new () => tf.Callback {
    const note = (epoch: number, loss: unknown, activity: Activity): void =>
      this.#note(`epoch ${epoch}`, loss, OF_TRAINING, activity);
    return class extends tf.Callback {
      #epoch = 0;
      #loss: unknown;

      override async onEpochEnd(epoch: number, logs?: tf.Logs): Promise<void> {
        const loss: unknown = logs?.["loss"];
        this.#epoch = epoch + 1;
        this.#loss = loss instanceof tf.Tensor ? (await loss.data())[0] : loss;
      }

      // After all callbacks of the epoch, of which a later one prints its line.
      override async onEpochBegin(): Promise<void> {
        note(this.#epoch, this.#loss, activityOf(this.model));
      }

      override async onTrainEnd(): Promise<void> {
        note(this.#epoch, this.#loss, activityOf(this.model));
      }
    };
  }

  /** What `trainOnBatch` has returned: the loss, or the loss and the metrics. */
  noteBatch(result: unknown): void {
    const loss: unknown = Array.isArray(result) ? result[0] : result;
    if (typeof loss === "number") this.#note("the batch", loss, OF_TRAINING, currentActivity());
  }

  /** What an evaluation has returned. */
  noteEvaluation(result: unknown): void {
    const loss: unknown = Array.isArray(result) ? result[0] : result;
    if (!(loss instanceof tf.Tensor)) return;
    const activity = currentActivity();
    const note = (values: ArrayLike<unknown>): void =>
      this.#note("the evaluation", values[0], OF_EVALUATION, activity);
    if (isInMainMemory()) note(loss.dataSync());
    // Reading at once would wait for the GPU. A cell that disposes of it first has no use for it.
    else loss.data().then(note, () => undefined);
  }

  #note(of: string, loss: unknown, remedy: string, activity: Activity): void {
    if (typeof loss !== "number" || Number.isFinite(loss) || activity.isDoubtful) return;
    // What was stopped has no result.
    if (activity.stop.aborted) return;
    activity.doubt();
    this.#report({ type: "text", stream: "warn", text: `The loss of ${of} is ${loss}, ${remedy}` }, activity);
  }
}
