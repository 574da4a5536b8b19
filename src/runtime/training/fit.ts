import * as tf from "@tensorflow/tfjs";
import type { Output } from "../../protocol/output.ts";
import { TrainingProgress } from "./progress.ts";
import { isStopping, lastStepMs, RunningFit } from "./running-fits.ts";
import { installValidation } from "./validation.ts";

export { lastStepMs, requestStop } from "./running-fits.ts";

/** What is shorter is over before the page's patience is. */
const LONG_MS = 300;

/**
 * From now on every `fit` and `fitDataset` of every model can be stopped, and shows its progress by `report`, unless
 * it is told `verbose: 0`. By TensorFlow.js's own registry of callbacks: the student's callbacks, the history and
 * the returned value stay as they are.
 *
 * @param report is given `Training` outputs, at most about ten a second, and a line of text after each epoch
 * @param expectMs is told, before something long that nothing can interrupt, what it may take by the last training step
 */
export function installFit(
  report: (output: Output) => void,
  expectMs: (ms: number) => void = () => {},
): void {
  installValidation(isStopping, (batches) => {
    const ms = batches * lastStepMs();
    if (ms >= LONG_MS) expectMs(ms);
  });
  tf.registerCallbackConstructor(0, RunningFit);
  tf.registerCallbackConstructor(
    1,
    class extends TrainingProgress {
      protected override report(output: Output): void {
        report(output);
      }
    },
  );
}
