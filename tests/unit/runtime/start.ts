import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { BackendRequest } from "../../../src/protocol/boot.ts";
import { type StartedBackend, startBackend } from "../../../src/runtime/training/backends.ts";

const packageFile = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json");

/** Starts TensorFlow.js as the worker does, with the WASM binary that the page would hand over. */
export async function start(backend: BackendRequest): Promise<StartedBackend> {
  const file = await readFile(join(dirname(packageFile), "dist/tfjs-backend-wasm-simd.wasm"));
  return startBackend(backend, new Uint8Array(file).buffer);
}
