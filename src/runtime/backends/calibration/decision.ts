import { assertNever } from "../../../protocol/assert-never.ts";
import { BACKEND_LABELS, type BackendName } from "../../../protocol/backend.ts";

/** How a backend did when it trained the model. */
export type Measurement =
  /** Milliseconds per step. */
  | { readonly type: "measured"; readonly ms: number }
  /** Its first step had not finished after this time. */
  | { readonly type: "timed-out"; readonly afterMs: number }
  | { readonly type: "failed"; readonly why: string };

export interface Measurements {
  readonly wasm: Measurement;
  readonly gpu: Measurement;
}

/** Where a model is trained, and the reason as a sentence for the reader. */
export interface Decision {
  readonly backend: BackendName;
  readonly reason: string;
  /** Whether it holds for every later `fit` of this model and batch size, or only for this one. */
  readonly lasting: boolean;
}

/** Switch only for a clear win: moving the data costs time, and timings are noisy. */
const WORTH_MOVING = 1.1;

/** The faster of WASM and the GPU's backend. `current` is the one that holds the data. */
export function decide({ wasm, gpu }: Measurements, gpuName: BackendName, current: BackendName): Decision {
  const gpuLabel = `the GPU (${BACKEND_LABELS[gpuName]})`;
  if (wasm.type !== "measured" && gpu.type !== "measured") {
    const reason = `No step of this model could be measured: ${problem(gpu, gpuLabel)}; ${problem(wasm, "WASM")}.`;
    return { backend: current, reason, lasting: false };
  }
  return isWasmFaster(wasm, gpu, current === "wasm")
    ? { backend: "wasm", reason: comparison(wasm, gpu, gpuLabel), lasting: true }
    : { backend: gpuName, reason: comparison(gpu, wasm, "WASM"), lasting: true };
}

function isWasmFaster(wasm: Measurement, gpu: Measurement, wasmHasData: boolean): boolean {
  if (wasm.type !== "measured" || gpu.type !== "measured") return wasm.type === "measured";
  return wasmHasData ? wasm.ms <= gpu.ms * WORTH_MOVING : wasm.ms * WORTH_MOVING < gpu.ms;
}

function comparison(chosen: Measurement, other: Measurement, otherLabel: string): string {
  const here = chosen.type === "measured" ? formatMs(chosen.ms) : "";
  const rest =
    other.type === "measured"
      ? `, ${formatMs(other.ms)} on ${otherLabel}`
      : `; ${problem(other, otherLabel)}`;
  return `Measured at the first fit of this model: ${here} per step here${rest}.`;
}

function problem(measurement: Measurement, subject: string): string {
  switch (measurement.type) {
    case "measured":
      return `${subject} takes ${formatMs(measurement.ms)}`;
    case "timed-out":
      return `${subject} did not finish its first step within ${(measurement.afterMs / 1000).toFixed(1)} s`;
    case "failed":
      return `${subject} cannot train it (${firstLine(measurement.why)})`;
    default:
      return assertNever(measurement);
  }
}

/** For a training that WASM finishes before the GPU could be measured. */
export function tooShort(wasmMs: number, steps: number): Decision {
  const reason = `Training takes about ${formatMs(wasmMs * steps)} here, less than measuring the GPU would.`;
  return { backend: "wasm", reason, lasting: false };
}

/** For a model whose single step would already take long on any processor. */
export function tooLarge(gpuName: BackendName): Decision {
  const reason = "This machine has a GPU, and this model is too large for the processor.";
  return { backend: gpuName, reason, lasting: true };
}

/** Keeps the current backend. */
export function unmeasured(current: BackendName, why: string): Decision {
  return { backend: current, reason: `Not measured for this model: ${firstLine(why)}.`, lasting: false };
}

/** Two significant digits at most. */
function formatMs(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
}

/** Error messages of a GPU's shader compiler can be pages long. */
function firstLine(why: string): string {
  const [line = ""] = why.split("\n");
  return line.length > 200 ? `${line.slice(0, 200)}…` : line.replace(/\.$/, "");
}
