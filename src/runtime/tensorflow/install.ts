import type { Output } from "../../protocol/output.ts";
import { registerTrainingKernels } from "../kernels/register.ts";
import type { Activity } from "../platform/activity.ts";
import { EpochWeights } from "../training/epoch-weights.ts";
import { LostLosses } from "../training/lost-loss.ts";
import { TrainingProgress } from "../training/progress.ts";
import { registerCallback } from "../training/registered-callbacks.ts";
import { lastStepMs, RunningFit } from "../training/running-fit.ts";
import { patchArguments } from "./patch-arguments.ts";
import { patchBackendChoice } from "./patch-backend-choice.ts";
import { patchCompiledSteps } from "./patch-compiled-steps.ts";
import { patchContinuation } from "./patch-continuation.ts";
import { patchDatasetReading } from "./patch-dataset-reading.ts";
import { patchDatasetShuffling } from "./patch-dataset-shuffling.ts";
import { patchFits } from "./patch-fits.ts";
import { patchLayerNames } from "./patch-layer-names.ts";
import { patchLosses } from "./patch-losses.ts";
import { patchLostLosses } from "./patch-lost-losses.ts";
import { patchMaskedGradients } from "./patch-masked-gradients.ts";
import { patchOptimizers } from "./patch-optimizers.ts";
import { patchPolling } from "./patch-polling.ts";
import { patchReading } from "./patch-reading.ts";
import { patchSavedTensors } from "./patch-saved-tensors.ts";
import { patchSetBackend } from "./patch-set-backend.ts";
import { patchTracking } from "./patch-tracking.ts";
import { patchValidation } from "./patch-validation.ts";
import { patchWasmLoading } from "./patch-wasm-loading.ts";

export interface PatchOptions {
  /** The SIMD build of the WASM backend, the file `tfjs-backend-wasm-simd.wasm`. */
  readonly wasm: ArrayBuffer;
  /**
   * Shows the progress of a `fit` of this run: at most about ten `Training` outputs per second, and a line of text per
   * epoch.
   */
  readonly report: (output: Output, activity: Activity) => void;
  /** Called before a long evaluation, which cannot be interrupted, with its expected duration in milliseconds. */
  readonly expectBusy: (ms: number) => void;
}

export type PatchName = (typeof PATCHES)[number]["name"];

interface Patch {
  readonly name: string;
  /** Patches that have to be applied before this one. */
  readonly after: readonly string[];
  readonly apply: (options: PatchOptions) => void;
}

/**
 * Everything that the runtime replaces in TensorFlow.js, in order. (Not here: `platform/next-frame.ts`, which has to
 * precede the loading of TensorFlow.js, and what `backends/calibration` replaces for the duration of a measurement.)
 */
export const PATCHES = [
  // `tf.env().platform.fetch`: the WASM binary comes from the page.
  { name: "wasm-loading", after: [], apply: ({ wasm }) => patchWasmLoading(wasm) },
  // `tf.env().platform.setTimeoutCustom`: waiting for a GPU uses none of the timers that belong to cells.
  { name: "polling", after: [], apply: patchPolling },
  // `Tensor.data`: what is computed from the values belongs to the run that reads them.
  { name: "reading", after: [], apply: patchReading },
  // Kernels of the WASM backend that training needs and TensorFlow.js lacks or gets wrong.
  { name: "kernels", after: [], apply: registerTrainingKernels },
  // `tf.engine().clone`: what an operation saves for its gradient shares the values of its inputs.
  { name: "saved-tensors", after: [], apply: patchSavedTensors },
  // The gradients of ReLU and clipping: one kernel each.
  { name: "masked-gradients", after: [], apply: patchMaskedGradients },
  // `LayersModel.compile`: the common losses are one operation each.
  { name: "losses", after: [], apply: patchLosses },
  // `applyGradients` of the optimizers: one kernel per variable.
  { name: "optimizers", after: [], apply: patchOptimizers },
  // `Layer.getClassName`: `resetState` can number the layers from 1 again.
  { name: "layer-names", after: [], apply: patchLayerNames },
  // `Dataset.shuffle`: seeded by `resetState`.
  { name: "dataset-shuffling", after: [], apply: patchDatasetShuffling },
  // The iterators of datasets: a loop over one pauses.
  { name: "dataset-reading", after: [], apply: () => void patchDatasetReading() },
  // `LayersModel`'s train and test functions, `fitLoop`, `testLoop`, `predictLoop`, and the arguments `compiled` of `fit`
  // and `stepsPerExecution` of `compile`.
  { name: "compiled-steps", after: [], apply: patchCompiledSteps },
  // `LayersModel`'s `fitLoop`, `testLoop` and `evaluateDataset`: validation yields, and can be stopped. It wraps the
  // compiled `testLoop`.
  {
    name: "validation",
    after: ["compiled-steps"],
    apply: ({ expectBusy }) => patchValidation(expectBatches(expectBusy)),
  },
  // Callbacks of every `fit`: saved weights, stopping and validation, progress.
  { name: "callbacks", after: ["validation"], apply: ({ report }) => addCallbacks(report) },
  // A callback of every `fit`, after that which shows the epoch, and `LayersModel`'s `evaluate`, `evaluateDataset` and
  // `trainOnBatch`: they say when a loss is not a number.
  {
    name: "lost-losses",
    after: ["callbacks"],
    apply: ({ report }) => patchLostLosses(new LostLosses(report)),
  },
  // `LayersModel`'s `fit` and `fitDataset`: they can continue what an earlier run of the cell had trained.
  {
    name: "continuation",
    after: ["compiled-steps"],
    apply: ({ report }) => patchContinuation(report),
  },
  // `LayersModel`'s `fit`, `fitDataset` and `trainOnBatch`: they belong to the run that calls them.
  { name: "fits", after: ["continuation"], apply: patchFits },
  // `tf.engine().track`: what a run leaves in memory is known, with the line that made it.
  { name: "tracking", after: [], apply: patchTracking },
  // `tf.engine().setBackend`: the page shows the backend that a cell chooses.
  { name: "set-backend", after: [], apply: patchSetBackend },
  // `LayersModel.fitLoop`: calibration before the first batch. Outermost of its patches, so that all else sees the chosen backend.
  { name: "backend-choice", after: ["validation"], apply: patchBackendChoice },
  // `fit`, `compile`, `evaluate`, `predict` and `save` of `LayersModel`, the making of tensors, and `Tensor`'s conversion
  // to a number: arguments are checked before anything else happens.
  { name: "arguments", after: ["compiled-steps"], apply: patchArguments },
] as const satisfies readonly Patch[];

const applied = new Set<PatchName>();

/** Applies the patches up to `last`, each once. */
export function installPatches(options: PatchOptions, last: PatchName = "arguments"): void {
  for (const { name, apply } of PATCHES) {
    if (!applied.has(name)) apply(options);
    applied.add(name);
    if (name === last) return;
  }
}

/** A shorter evaluation ends before the page considers the runtime unresponsive. */
const LONG_MS = 300;

function expectBatches(expectBusy: (ms: number) => void): (count: number) => void {
  return (count) => {
    const ms = count * lastStepMs();
    if (ms >= LONG_MS) expectBusy(ms);
  };
}

/** 0 is for every `fit`, 1 for all but those with `verbose: 0`. */
function addCallbacks(report: PatchOptions["report"]): void {
  registerCallback(0, EpochWeights);
  registerCallback(0, RunningFit);
  registerCallback(
    1,
    class extends TrainingProgress {
      constructor() {
        super(report);
      }
    },
  );
}
