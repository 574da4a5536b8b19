import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { compileKernels } from "../../../src/build/bundling/compile-kernels.ts";
import type { BackendRequest } from "../../../src/protocol/backend.ts";
import { type StartedBackend, startBackend } from "../../../src/runtime/backends/start-backend.ts";
import type { KernelBinaries } from "../../../src/runtime/kernels/engine.ts";
import { installPatches, type PatchOptions } from "../../../src/runtime/tensorflow/install.ts";

const packageFile = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json");

let kernels: Promise<KernelBinaries> | undefined;

/** The project's kernels, compiled. */
export function kernelBinaries(): Promise<KernelBinaries> {
  kernels ??= compile();
  return kernels;
}

async function compile(): Promise<KernelBinaries> {
  // `tests/support/compiled-kernels.ts` has compiled them.
  const [simd, relaxed] = await Promise.all([compileKernels("simd"), compileKernels("relaxed")]);
  return { simd: toBase64(simd), relaxed: toBase64(relaxed) };
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

/** The WASM binary that the page would hand over. */
async function readWasm(): Promise<ArrayBuffer> {
  const file = await readFile(join(dirname(packageFile), "dist/tfjs-backend-wasm-simd.wasm"));
  return new Uint8Array(file).buffer;
}

/** Starts TensorFlow.js as the worker does; a backend that was started before only becomes the current one. */
export async function start(backend: BackendRequest): Promise<StartedBackend> {
  await installComputePatches();
  return startBackend(backend, await kernelBinaries());
}

/** The patches that speed up TensorFlow.js. `fit` validates and shows nothing, as without the others. */
export async function installComputePatches(): Promise<void> {
  installPatches(await patchOptions(), "compiled-steps");
}

type Listeners = Partial<Pick<PatchOptions, "report" | "expectBusy">>;

/** Those of the last file that has installed the patches, which are in TensorFlow.js for good. */
let listeners: Listeners = {};

/** All patches, after which every `fit` reports, can be stopped and is calibrated. */
export async function installFitPatches(own: Listeners = {}): Promise<void> {
  listeners = own;
  installPatches(await patchOptions());
}

async function patchOptions(): Promise<PatchOptions> {
  return {
    wasm: await readWasm(),
    report: (output, activity) => listeners.report?.(output, activity),
    expectBusy: (ms) => listeners.expectBusy?.(ms),
  };
}
