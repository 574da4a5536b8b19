import * as tf from "@tensorflow/tfjs";
import type { Continuation } from "../../protocol/command.ts";
import type { Output, Training } from "../../protocol/output.ts";
import { type Activity, currentActivity, resume } from "../platform/activity.ts";
import { historyOf, joinHistories, restoreModel, takeContinuation } from "../training/continuation.ts";

/**
 * A `fit` can continue what an earlier run of its cell had trained: it begins with the weights and the optimizer's state
 * of then, trains the epochs that are missing, and returns the history of all.
 */
export function patchContinuation(report: Report): void {
  const { prototype } = tf.LayersModel;
  const { fit, fitDataset } = prototype;
  prototype.fit = function (x, y, args) {
    return trainRest(this, args?.epochs ?? 1, report, (rest) => fit.call(this, x, y, { ...args, ...rest }));
  };
  prototype.fitDataset = function (dataset, args) {
    return trainRest(this, args.epochs, report, (rest) =>
      fitDataset.call(this, dataset, { ...args, ...rest }),
    );
  };
}

type Report = (output: Output, activity: Activity) => void;
type Train = (rest: { readonly initialEpoch?: number }) => Promise<tf.History>;

/** Synchronous for a `fit` that begins as usual: the trace of its errors has to contain the cell. */
function trainRest(model: tf.LayersModel, epochs: number, report: Report, train: Train): Promise<tf.History> {
  const continuation = takeContinuation(currentActivity(), model);
  return continuation === undefined ? train({}) : continueFit(model, epochs, continuation, report, train);
}

async function continueFit(
  model: tf.LayersModel,
  epochs: number,
  continuation: Continuation,
  report: Report,
  train: Train,
): Promise<tf.History> {
  const activity = currentActivity();
  await restoreModel(model, continuation);
  resume(activity);
  const { checkpoint, progress } = continuation;
  const earlier = historyOf(progress);
  if (checkpoint.epochs < epochs)
    return joinHistories(earlier, await train({ initialEpoch: checkpoint.epochs }));
  report(restored(progress, epochs, checkpoint.epochs), activity);
  model.history = earlier;
  return earlier;
}

/** All epochs had been trained: only the weights are restored. */
function restored({ control, saved, ...earlier }: Training, epochs: number, over: number): Training {
  return {
    ...earlier,
    key: `${earlier.key}-restored`.slice(-100),
    epochs,
    continuedFrom: over,
    stopped: false,
  };
}
