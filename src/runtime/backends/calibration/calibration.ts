import * as tf from "@tensorflow/tfjs";
import * as v from "valibot";
import { BackendName } from "../../../protocol/backend.ts";
import { errorMessage } from "../../../protocol/error-message.ts";
import { runningEngine } from "../../kernels/register.ts";
import { isCompilingDisabled } from "../../training/compiled-steps.ts";
import { onBackend, onBackendChosen, useBackend } from "../current.ts";
import { KnownCode } from "./known-code.ts";
import { LiveData } from "./live-data.ts";
import { measureGpu, measureProcessor } from "./measure.ts";
import { modelKey, multiplications } from "./model-key.ts";
import { type Sample, takeSample } from "./sample.ts";
import { Trial } from "./trial.ts";
import { decide, type Finding, tooLarge, tooShort, unmeasured, type Verdict } from "./verdict.ts";
import { Stopped, waitFor } from "./wait.ts";

/** What a calibration needs to know of the runtime. */
export interface CalibrationOptions {
  /** The GPU's backend, which `auto` has chosen and which runs. */
  readonly gpu: BackendName;
  /** Starts WASM beside it. */
  readonly startWasm: () => Promise<void>;
  /** Is told of every change of the backend, or of why it is this one. */
  readonly report: (backend: BackendName, reason: string) => void;
}

/** A `fit` that is about to begin. */
export interface ComingFit {
  readonly model: tf.LayersModel;
  /** Inputs, targets and their weights; all samples. */
  readonly data: readonly (tf.Tensor | null)[];
  readonly batchSize: number;
  readonly epochs: number;
}

/** What WASM has trained of a model for which the GPU was not worth measuring yet. */
interface ShortTrainings {
  readonly stepMs: number;
  readonly inAllMs: number;
}

/** A training that WASM ends within this time is over before a GPU could be measured. */
const SHORT_TRAINING_MS = 1000;
/** Of a longer one, measuring the GPU may cost this part before its first step is given up. */
const PART_FOR_MEASURING = 0.25;
/** A GPU that hands out a few values no sooner is taken for lost. */
const PATIENCE_MS = 10_000;
/** Beyond so many multiplications a sample, one step of a batch takes seconds on any processor. */
const MAXIMUM_MULTIPLICATIONS = 1e8;

/**
 * Finds out at the first `fit` of a model whether WASM or the GPU trains it quicker, and sees to it that it is trained
 * there. A GPU needs tens of launches for a step, which for a small model take longer than the arithmetic.
 */
export class Calibration {
  private readonly options: CalibrationOptions;
  private readonly knownCode = new KnownCode();
  private readonly gpuData = new LiveData(tf.backend());
  private readonly verdicts = new Map<string, Verdict>();
  private readonly shortTrainings = new Map<string, ShortTrainings>();
  private wasmStarted: Promise<void> | undefined;
  private chosenByCell = false;
  private told = "";

  /** To be made when the GPU's backend has been started, before anything computes on it. */
  constructor(options: CalibrationOptions) {
    this.options = options;
    onBackendChosen((name) => {
      this.chosenByCell = true;
      if (v.is(BackendName, name)) options.report(name, "A cell asked for it by tf.setBackend.");
    });
  }

  /**
   * Makes the quicker backend the current one, with all data on it. Whatever goes wrong here is told as the reason,
   * and leaves the backend as it is.
   *
   * @throws Stopped when the student wishes to stop
   */
  async settle(fit: ComingFit, stop: AbortSignal): Promise<void> {
    try {
      if (this.chosenByCell) return;
      const verdict = await this.verdictFor(fit, stop);
      await this.carryOut(verdict, stop);
      if (!this.chosenByCell) this.tell(verdict);
    } catch (error) {
      if (error instanceof Stopped) throw error;
      if (!this.chosenByCell) this.tell(unmeasured(this.currentBackend(), errorMessage(error)));
    }
  }

  private async verdictFor(fit: ComingFit, stop: AbortSignal): Promise<Verdict> {
    const { model, batchSize } = fit;
    if (!this.knownCode.isAllOf(model)) return unmeasured(this.currentBackend(), "it runs code of its own");
    const key = modelKey(model, batchSize, !isCompilingDisabled(model));
    const verdict = this.known(key, fit) ?? (await this.find(key, fit, stop));
    if (verdict.lasting) this.verdicts.set(key, verdict);
    return verdict;
  }

  private known(key: string, fit: ComingFit): Verdict | undefined {
    const before = this.shortTrainings.get(key);
    return this.verdicts.get(key) ?? (before && this.verdictIfShort(key, before.stepMs, fit));
  }

  /** Many short trainings of a model make a long one. */
  private verdictIfShort(key: string, stepMs: number, fit: ComingFit): Verdict | undefined {
    const steps = stepsOf(fit);
    const inAllMs = (this.shortTrainings.get(key)?.inAllMs ?? 0) + steps * stepMs;
    if (inAllMs >= SHORT_TRAINING_MS) return undefined;
    this.shortTrainings.set(key, { stepMs, inAllMs });
    return tooShort(stepMs, steps);
  }

  private async find(key: string, fit: ComingFit, stop: AbortSignal): Promise<Verdict> {
    const { model, data, batchSize } = fit;
    const { gpu } = this.options;
    if (multiplications(model) > MAXIMUM_MULTIPLICATIONS) return tooLarge(gpu);
    await this.startWasm();
    // Where there is no room for all that would have to move, there is nothing to measure.
    assertRoomOnWasm(tf.memory().numBytes);
    const sample = await waitFor(takeSample(model, data, batchSize), PATIENCE_MS, stop);
    const wasm = await this.attempt("wasm", model, sample, (trial) =>
      measureProcessor(trial, sample.size, multiplications(model), stop),
    );
    const processorMs = wasm.type === "measured" ? wasm.ms : Number.POSITIVE_INFINITY;
    const short = this.verdictIfShort(key, processorMs, fit);
    if (short !== undefined) return short;
    const patience = Math.min(PATIENCE_MS, processorMs * stepsOf(fit) * PART_FOR_MEASURING);
    const found = await this.attempt(gpu, model, sample, (trial) =>
      measureGpu(trial, sample.size, processorMs, patience, stop),
    );
    return decide({ wasm, gpu: found }, gpu, this.currentBackend());
  }

  private async attempt(
    backend: BackendName,
    model: tf.LayersModel,
    sample: Sample,
    measure: (trial: Trial) => Promise<Finding>,
  ): Promise<Finding> {
    let trial: Trial;
    try {
      trial = new Trial(backend, model, sample);
    } catch (error) {
      return { type: "failed", why: errorMessage(error) };
    }
    try {
      return await measure(trial);
    } finally {
      trial.dispose();
    }
  }

  private async carryOut({ backend }: Verdict, stop: AbortSignal): Promise<void> {
    if (this.chosenByCell || backend === this.currentBackend()) return;
    if (backend === "wasm") await this.moveToWasm(stop);
    else useBackend(backend);
  }

  /** What a cell made on the GPU it may use at any time, so all of it moves. From WASM, TensorFlow.js moves what it meets. */
  private async moveToWasm(stop: AbortSignal): Promise<void> {
    await this.startWasm();
    const wasm = tf.findBackend("wasm");
    assertRoomOnWasm(tf.memory().numBytes);
    const read = (values: Promise<unknown>): Promise<unknown> => waitFor(values, PATIENCE_MS, stop);
    await this.gpuData.moveTo(wasm, read);
    // What else ran meanwhile may have made more, or taken some back.
    await this.gpuData.moveTo(wasm, read);
    if (!this.chosenByCell) useBackend("wasm");
  }

  private startWasm(): Promise<void> {
    this.wasmStarted ??= this.options.startWasm();
    return this.wasmStarted;
  }

  /** While no cell has chosen, it is one of the two. */
  private currentBackend(): BackendName {
    return tf.getBackend() === "wasm" ? "wasm" : this.options.gpu;
  }

  private tell({ backend, reason }: Verdict): void {
    const words = `${backend} ${reason}`;
    if (words === this.told) return;
    this.told = words;
    this.options.report(backend, reason);
  }
}

function stepsOf({ data, batchSize, epochs }: ComingFit): number {
  return epochs * Math.ceil((data[0]?.shape[0] ?? 0) / batchSize);
}

/** TensorFlow.js does not ask whether there is room, and would write over what lies elsewhere. */
function assertRoomOnWasm(bytes: number): void {
  const engine = onBackend("wasm", runningEngine);
  if (engine !== undefined) engine.free(engine.allocate(bytes));
}
