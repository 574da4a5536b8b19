import type { BackendRequest } from "./backend.ts";

/** What the page sends to a new frame, together with the port. The frame passes it on to its worker. */
export interface Boot {
  /**
   * The bundled runtime, a classic script in UTF-8. Bytes, because they are transferred: a text of two million characters
   * would be copied on the page's thread, three times.
   */
  readonly runtime: ArrayBuffer;
  /** The TensorFlow.js WASM backend's binary (SIMD). */
  readonly wasm: ArrayBuffer;
  readonly backend: BackendRequest;
}
