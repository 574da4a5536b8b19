import type { BackendRequest } from "./backend.ts";

/** What the page sends to a new frame, together with the port. The frame passes it on to its worker. */
export interface Boot {
  /** The bundled runtime, a classic script. */
  readonly runtime: string;
  /** The TensorFlow.js WASM backend's binary (SIMD). */
  readonly wasm: ArrayBuffer;
  readonly backend: BackendRequest;
}
