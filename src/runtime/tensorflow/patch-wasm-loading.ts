import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";

/** Not a real address: the loader asks for it, and gets the binary from memory. */
const ADDRESS = "lectern:tfjs-backend-wasm-simd.wasm";
const NewResponse = globalThis.Response;

/** TensorFlow.js gets the binary of its WASM backend from the page, since the runtime has no network. */
export function patchWasmLoading(wasm: ArrayBuffer): void {
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
  // The sandbox has no SharedArrayBuffer; looking for it would log a warning.
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
}
