import * as tf from "@tensorflow/tfjs";
import * as v from "valibot";
import { BackendName } from "../../../protocol/backend.ts";
import { errorMessage } from "../../../protocol/error-message.ts";
import { runningEngine } from "../../kernels/register.ts";
import { isCompilingDisabled } from "../../training/compiled-steps.ts";
import { onBackend, onBackendChosen, useBackend } from "../current.ts";
import { Benchmark } from "./benchmark.ts";
import { type Decision, decide, type Measurement, tooLarge, tooShort, unmeasured } from "./decision.ts";
import { KnownCode } from "./known-code.ts";
import { LiveData } from "./live-data.ts";
import { measureGpu, measureProcessor } from "./measure.ts";
import { modelKey, multiplications } from "./model-key.ts";
import { type Sample, takeSample } from "./sample.ts";
import { Stopped, waitFor } from "./wait.ts";

export interface CalibrationOptions {
  /** The current backend, which `auto` chose: one that computes on the GPU. */
  readonly gpu: BackendName;
  /** Starts WASM as a second backend. */
  readonly startWasm: () => Promise<void>;
  /** Called when the backend changes, or the reason for it. */
  readonly report: (backend: BackendName, reason: string) => void;
}

/** A `fit` that is about to begin. */
export interface ComingFit {
  readonly model: tf.LayersModel;
  /** Inputs, targets and sample weights; all samples. */
  readonly data: readonly (tf.Tensor | null)[];
  readonly batchSize: number;
  readonly epochs: number;
}

/** Trainings of a model on WASM so far, none long enough to make measuring the GPU worthwhile. */
interface ShortTrainings {
  readonly stepMs: number;
  readonly totalMs: number;
}

/** WASM finishes a shorter training before the GPU could be measured. */
const SHORT_TRAINING_MS = 1000;
/** Measuring the GPU may take this fraction of the whole training on WASM. */
const FRACTION_FOR_MEASURING = 0.25;
/** A GPU that does not return a few values within this time is considered lost. */
const TIMEOUT_MS = 10_000;
/** A model with more multiplications per sample takes seconds per step on any processor. */
const MAXIMUM_MULTIPLICATIONS = 1e8;

/**
 * Measures at the first `fit` of a model whether WASM or the GPU trains it faster, and makes that backend the current
 * one. A step on a GPU takes dozens of kernel launches, which for a small model take longer than the arithmetic.
 */
export class Calibration {
  readonly #options: CalibrationOptions;
  readonly #knownCode = new KnownCode();
  readonly #gpuData = new LiveData(tf.backend());
  readonly #decisions = new Map<string, Decision>();
  readonly #shortTrainings = new Map<string, ShortTrainings>();
  #wasmStarted: Promise<void> | undefined;
  #chosenByCell = false;
  #reported = "";

  /** Create it after the GPU's backend has started, and before anything computes on it. */
  constructor(options: CalibrationOptions) {
    this.#options = options;
    onBackendChosen((name) => {
      this.#chosenByCell = true;
      if (v.is(BackendName, name)) options.report(name, "A cell asked for it by tf.setBackend.");
    });
  }

  /**
   * Makes the faster backend the current one and moves all data there. If anything fails, the backend stays as it is
   * and the error is reported as the reason.
   *
   * @throws {Stopped} when the reader asks to stop
   */
  async chooseBackend(fit: ComingFit, stop: AbortSignal): Promise<void> {
    try {
      if (this.#chosenByCell) return;
      const decision = await this.#decide(fit, stop);
      await this.#switchTo(decision.backend, stop);
      if (!this.#chosenByCell) this.#report(decision);
    } catch (error) {
      if (error instanceof Stopped) throw error;
      if (!this.#chosenByCell) this.#report(unmeasured(this.#currentBackend(), errorMessage(error)));
    }
  }

  async #decide(fit: ComingFit, stop: AbortSignal): Promise<Decision> {
    const { model, batchSize } = fit;
    if (!this.#knownCode.isAllOf(model)) return unmeasured(this.#currentBackend(), "it runs code of its own");
    const key = modelKey(model, batchSize, !isCompilingDisabled(model));
    const decision = this.#earlierDecision(key, fit) ?? (await this.#measure(key, fit, stop));
    if (decision.lasting) this.#decisions.set(key, decision);
    return decision;
  }

  #earlierDecision(key: string, fit: ComingFit): Decision | undefined {
    const before = this.#shortTrainings.get(key);
    return this.#decisions.get(key) ?? (before && this.#decisionIfShort(key, before.stepMs, fit));
  }

  /** The short trainings of a model add up: many make a long one. */
  #decisionIfShort(key: string, stepMs: number, fit: ComingFit): Decision | undefined {
    const steps = stepsOf(fit);
    const totalMs = (this.#shortTrainings.get(key)?.totalMs ?? 0) + steps * stepMs;
    if (totalMs >= SHORT_TRAINING_MS) return undefined;
    this.#shortTrainings.set(key, { stepMs, totalMs });
    return tooShort(stepMs, steps);
  }

  async #measure(key: string, fit: ComingFit, stop: AbortSignal): Promise<Decision> {
    const { model, data, batchSize } = fit;
    const { gpu } = this.#options;
    if (multiplications(model) > MAXIMUM_MULTIPLICATIONS) return tooLarge(gpu);
    await this.#startWasm();
    // If WASM has no room for all that would have to move, there is nothing to measure.
    assertRoomOnWasm(tf.memory().numBytes);
    const sample = await waitFor(takeSample(model, data, batchSize), TIMEOUT_MS, stop);
    const onWasm = await withBenchmark("wasm", model, sample, (benchmark) =>
      measureProcessor(benchmark, sample.size, multiplications(model), stop),
    );
    const processorMs = onWasm.type === "measured" ? onWasm.ms : Number.POSITIVE_INFINITY;
    const short = this.#decisionIfShort(key, processorMs, fit);
    if (short !== undefined) return short;
    const timeout = Math.min(TIMEOUT_MS, processorMs * stepsOf(fit) * FRACTION_FOR_MEASURING);
    const onGpu = await withBenchmark(gpu, model, sample, (benchmark) =>
      measureGpu(benchmark, sample.size, processorMs, timeout, stop),
    );
    return decide({ wasm: onWasm, gpu: onGpu }, gpu, this.#currentBackend());
  }

  async #switchTo(backend: BackendName, stop: AbortSignal): Promise<void> {
    if (this.#chosenByCell || backend === this.#currentBackend()) return;
    if (backend === "wasm") await this.#moveToWasm(stop);
    else useBackend(backend);
  }

  /** Moves all data, since a cell may use any of it later. In the other direction TensorFlow.js moves data on use. */
  async #moveToWasm(stop: AbortSignal): Promise<void> {
    await this.#startWasm();
    const wasm = tf.findBackend("wasm");
    assertRoomOnWasm(tf.memory().numBytes);
    const read = (values: Promise<unknown>): Promise<unknown> => waitFor(values, TIMEOUT_MS, stop);
    await this.#gpuData.moveTo(wasm, read);
    // Other code may have created data during the first pass.
    await this.#gpuData.moveTo(wasm, read);
    if (!this.#chosenByCell) useBackend("wasm");
  }

  #startWasm(): Promise<void> {
    this.#wasmStarted ??= this.#options.startWasm();
    return this.#wasmStarted;
  }

  /** One of the two, as long as no cell has chosen another. */
  #currentBackend(): BackendName {
    return tf.getBackend() === "wasm" ? "wasm" : this.#options.gpu;
  }

  #report({ backend, reason }: Decision): void {
    const report = `${backend} ${reason}`;
    if (report === this.#reported) return;
    this.#reported = report;
    this.#options.report(backend, reason);
  }
}

/** Measures with a benchmark that is disposed afterwards. A backend that cannot hold it has failed. */
async function withBenchmark(
  backend: BackendName,
  model: tf.LayersModel,
  sample: Sample,
  measure: (benchmark: Benchmark) => Promise<Measurement>,
): Promise<Measurement> {
  let benchmark: Benchmark;
  try {
    benchmark = new Benchmark(backend, model, sample);
  } catch (error) {
    return { type: "failed", why: errorMessage(error) };
  }
  try {
    return await measure(benchmark);
  } finally {
    benchmark.dispose();
  }
}

function stepsOf({ data, batchSize, epochs }: ComingFit): number {
  return epochs * Math.ceil((data[0]?.shape[0] ?? 0) / batchSize);
}

/** TensorFlow.js does not check whether an allocation failed, and would overwrite other data. */
function assertRoomOnWasm(bytes: number): void {
  const engine = onBackend("wasm", runningEngine);
  if (engine !== undefined) engine.free(engine.allocate(bytes));
}
