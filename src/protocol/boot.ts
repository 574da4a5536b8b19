import type { BackendRequest } from "./backend.ts";

/** What the page hands to a new frame, with the port in the same message; the frame hands it on to its worker. */
export interface Boot {
  /** The text of the bundled runtime, a classic script. */
  readonly runtime: string;
  /** The TensorFlow.js WASM backend's binary (SIMD). */
  readonly wasm: ArrayBuffer;
  readonly backend: BackendRequest;
}
