import type * as tf from "@tensorflow/tfjs";
import type { Engine } from "../engine.ts";
import { attributesOf, inputOf, type Kernel } from "../kernel.ts";

export const identity: Kernel = (engine, call) => {
  const x = inputOf(call, "x");
  return supportsSharing(engine, x) ? share(engine, x) : undefined;
};

/** A cast to the same type. The stock kernel copies the values, several times in each backward pass. */
export const cast: Kernel = (engine, call) => {
  const x = inputOf(call, "x");
  const { dtype } = attributesOf<tf.CastAttrs>(call);
  return x.dtype === dtype && supportsSharing(engine, x) ? share(engine, x) : undefined;
};

/** Whether two tensors can share the values: strings and complex numbers are not in the backend's memory. */
export function supportsSharing(engine: Engine, { dataId, dtype }: tf.TensorInfo): boolean {
  return dtype !== "string" && dtype !== "complex64" && engine.backend.dataIdMap.has(dataId);
}

/** Another tensor with the same values, without a copy. */
export function share(engine: Engine, { dataId, shape, dtype }: tf.TensorInfo): tf.TensorInfo {
  engine.backend.incRef(dataId);
  return { dataId, shape, dtype };
}
