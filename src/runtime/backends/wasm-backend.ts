import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import type { KernelBinaries } from "../kernels/engine.ts";
import { startKernels } from "../kernels/register.ts";

/**
 * Starts WASM as a second backend. With `tf.setBackend` every operation of other code would throw until it is ready.
 *
 * @throws {Error} if this browser cannot run it
 */
export async function startSecondWasm(kernels: KernelBinaries): Promise<void> {
  if (!hasSimd()) throw new Error("this browser lacks WebAssembly with SIMD");
  const { registry } = tf.engine();
  const backend = registry["wasm"] ?? (await tf.findBackendFactory("wasm")());
  await startKernels(kernels, backend);
  registry["wasm"] = backend;
}

/** The smallest module that uses a 128-bit vector: (func (result v128) i32.const 0 i8x16.splat i8x16.popcnt). */
const SIMD_MODULE = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123],
  ...[3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
);

/** Whether this browser supports the 128-bit vectors of the WASM backend. */
export function hasSimd(): boolean {
  return typeof WebAssembly !== "undefined" && WebAssembly.validate(SIMD_MODULE);
}
