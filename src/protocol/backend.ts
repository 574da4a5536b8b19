import * as v from "valibot";

/** The backends of TensorFlow.js that the runtime can start. */
export const BackendName = v.picklist(["webgpu", "webgl", "wasm", "cpu"]);
export type BackendName = v.InferOutput<typeof BackendName>;

/** What a reader can ask for with `?backend=`. */
export const BackendRequest = v.union([v.literal("auto"), BackendName]);
export type BackendRequest = v.InferOutput<typeof BackendRequest>;

/** Backend names as readers see them. */
export const BACKEND_LABELS: Readonly<Record<BackendName, string>> = {
  webgpu: "WebGPU",
  webgl: "WebGL",
  wasm: "WASM",
  cpu: "CPU",
};
