import { BACKEND_LABELS, type BackendName } from "../../../protocol/backend.ts";

/** What was found out about a backend by letting it train. */
export type Finding =
  /** Milliseconds a step. */
  | { readonly type: "measured"; readonly ms: number }
  /** It had not ended its first step after so many milliseconds. */
  | { readonly type: "unfinished"; readonly afterMs: number }
  | { readonly type: "failed"; readonly why: string };

export interface Findings {
  readonly wasm: Finding;
  readonly gpu: Finding;
}

/** Where a model is trained, and the sentence that tells a reader why. */
export interface Verdict {
  readonly backend: BackendName;
  readonly reason: string;
  /** Whether it holds for every later `fit` of this model and batch size, or for this one alone. */
  readonly lasting: boolean;
}

/** The other backend has to be that much quicker: the data would have to move there, and a measurement is no oath. */
const WORTH_MOVING = 1.1;

/** The quicker of WASM and the GPU's backend, of which `current` is the one that holds the data. */
export function decide({ wasm, gpu }: Findings, gpuName: BackendName, current: BackendName): Verdict {
  const name = BACKEND_LABELS[gpuName];
  if (wasm.type === "measured" && gpu.type === "measured") {
    const quicker = quickerOf(wasm.ms, gpu.ms, current === "wasm") ? "wasm" : gpuName;
    const [here, there] = quicker === "wasm" ? [wasm.ms, gpu.ms] : [gpu.ms, wasm.ms];
    const other = quicker === "wasm" ? `the GPU (${name})` : "WASM";
    const reason = `Measured at the first fit of this model: ${stepWords(here)} a step here, ${stepWords(there)} on ${other}.`;
    return { backend: quicker, reason, lasting: true };
  }
  if (wasm.type === "measured") {
    const reason = `Measured at the first fit of this model: ${stepWords(wasm.ms)} a step here; ${trouble(gpu, `the GPU (${name})`)}.`;
    return { backend: "wasm", reason, lasting: true };
  }
  if (gpu.type === "measured") {
    const reason = `Measured at the first fit of this model: ${stepWords(gpu.ms)} a step here; ${trouble(wasm, "WASM")}.`;
    return { backend: gpuName, reason, lasting: true };
  }
  const reason = `No step of this model could be measured: ${trouble(gpu, `the GPU (${name})`)}; ${trouble(wasm, "WASM")}.`;
  return { backend: current, reason, lasting: false };
}

/** A training that WASM ends sooner than the GPU could be measured. */
export function tooShort(wasmMs: number, steps: number): Verdict {
  const reason = `Quicker than measuring the GPU: ${stepWords(wasmMs)} a step here, and ${steps} ${steps === 1 ? "step" : "steps"} in all.`;
  return { backend: "wasm", reason, lasting: false };
}

/** A model for which no processor is quick enough, so that even one step of it would be long. */
export function tooLarge(gpuName: BackendName): Verdict {
  return {
    backend: gpuName,
    reason: "This machine has a GPU, and this model is too large for the processor.",
    lasting: true,
  };
}

/** All stays where it is. */
export function unmeasured(current: BackendName, why: string): Verdict {
  return { backend: current, reason: `Not measured for this model: ${briefly(why)}.`, lasting: false };
}

function quickerOf(wasmMs: number, gpuMs: number, wasmHasData: boolean): boolean {
  return wasmHasData ? wasmMs <= gpuMs * WORTH_MOVING : wasmMs * WORTH_MOVING < gpuMs;
}

function trouble(finding: Finding, subject: string): string {
  switch (finding.type) {
    case "measured":
      return `${subject} takes ${stepWords(finding.ms)}`;
    case "unfinished":
      return `${subject} had not ended its first after ${(finding.afterMs / 1000).toFixed(1)} s`;
    case "failed":
      return `${subject} cannot train it (${briefly(finding.why)})`;
  }
}

/** Two digits that say something. */
function stepWords(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
}

/** A fault of a GPU's compiler can be pages long. */
function briefly(why: string): string {
  const [line = ""] = why.split("\n");
  return line.length > 200 ? `${line.slice(0, 200)}…` : line.replace(/\.$/, "");
}
