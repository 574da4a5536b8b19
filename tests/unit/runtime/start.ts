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
  // Of two workers that begin at once each compiles one, and finds the other's in the cache.
  const isFirst = Number(process.env["VITEST_POOL_ID"]) % 2 === 1;
  const binaries: Record<keyof KernelBinaries, string> = { simd: "", relaxed: "" };
  for (const variant of isFirst ? (["simd", "relaxed"] as const) : (["relaxed", "simd"] as const))
    binaries[variant] = Buffer.from(await compileKernels(variant)).toString("base64");
  return binaries;
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
