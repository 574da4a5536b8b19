import * as tf from "@tensorflow/tfjs";
import type { Engine } from "../kernels/engine.ts";
/** `fit({ compiled: false })` trains by TensorFlow.js's own step. */
declare module "@tensorflow/tfjs-layers" {
    interface ModelFitArgs {
        compiled?: boolean;
    }
}
/**
 * From now on, models that qualify train and are evaluated by a compiled step wherever the project's kernels run:
 * `fit`, `fitDataset`, `trainOnBatch`, `evaluate`. Everything around the step stays TensorFlow.js's.
 */
export declare function installCompiledSteps(runningEngine: () => Engine | undefined): void;
/** Why a model is trained by TensorFlow.js's own step; null for one that is compiled. It must be ready to train. */
export declare function whyNotCompiled(model: tf.LayersModel): string | null;
