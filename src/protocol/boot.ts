import * as v from "valibot";
import { BackendName } from "./event.ts";

/** What a reader may ask for by `?backend=`. */
export const BackendRequest = v.union([v.literal("auto"), BackendName]);
export type BackendRequest = v.InferOutput<typeof BackendRequest>;

/** What the page hands to a new frame, with the port in the same message; the frame hands it on to its worker. */
export interface Boot {
  /** The text of the bundled runtime, a classic script. */
  readonly runtime: string;
  /** The TensorFlow.js WASM backend's binary (SIMD). */
  readonly wasm: ArrayBuffer;
  readonly backend: BackendRequest;
}
