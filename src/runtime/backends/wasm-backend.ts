import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import type { KernelBinaries } from "../kernels/engine.ts";
import { startKernels } from "../kernels/register.ts";

/** What the loader asks for; it is in no folder, but in the memory. */
const ADDRESS = "lectern:tfjs-backend-wasm-simd.wasm";
const NewResponse = globalThis.Response;

/** Hands over the binary that the page gave: from then on TensorFlow.js can start its WASM backend without a network. */
export function prepareWasm(wasm: ArrayBuffer): void {
  const { platform } = tf.env();
  const fetchOther = platform.fetch.bind(platform);
  platform.fetch = async (address, options) =>
    address === ADDRESS ? new NewResponse(wasm) : fetchOther(address, options);
  const addresses = {
    "tfjs-backend-wasm.wasm": ADDRESS,
    "tfjs-backend-wasm-simd.wasm": ADDRESS,
    "tfjs-backend-wasm-threaded-simd.wasm": ADDRESS,
  };
  setWasmPaths(addresses, true);
  // There is no SharedArrayBuffer behind the wall; asking for one would only warn.
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
}

/**
 * Starts WASM beside the backend that runs. `tf.setBackend` would start it too, but until it is ready every operation
 * of whatever else runs would throw.
 *
 * @throws Error when this browser cannot run it
 */
export async function startWasmBeside(kernels: KernelBinaries): Promise<void> {
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

/** Whether this browser has the 128-bit vectors that the binary uses. */
export function hasSimd(): boolean {
  return typeof WebAssembly !== "undefined" && WebAssembly.validate(SIMD_MODULE);
}
