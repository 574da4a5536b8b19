import type * as tf from "@tensorflow/tfjs";
import type { Engine } from "./engine.ts";

/** Whether values can go by two names: those that lie in the backend's memory, as text and complex numbers do not. */
export function coversShare(engine: Engine, { dataId, dtype }: tf.TensorInfo): boolean {
  return dtype !== "string" && dtype !== "complex64" && engine.backend.dataIdMap.has(dataId);
}

/**
 * The same values under a name of their own, as after a cast to the type that they have. The backend's own cast copies
 * them, feature maps of a whole batch among them, several times in each backward pass.
 */
export function share(engine: Engine, { dataId, shape, dtype }: tf.TensorInfo): tf.TensorInfo {
  engine.backend.incRef(dataId);
  return { dataId, shape, dtype };
}
