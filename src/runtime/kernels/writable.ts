import * as tf from "@tensorflow/tfjs";
import type { Engine } from "./engine.ts";
import { copyBytes } from "./memory.ts";
import { renumber } from "./renumber.ts";
import { FLOAT_BYTES } from "./views.ts";

/** Whether the values of a tensor are in the memory of the WASM backend. */
export function isOnBackend(engine: Engine, tensor: tf.Tensor): boolean {
  return engine.backend.dataIdMap.has(tensor.dataId);
}

/**
 * The address of a variable whose values may be overwritten. TensorFlow.js never overwrites values, and relies on that
 * in two ways:
 *
 * - Clones share values. If there is one, the variable gets a copy of the values first, and the clone keeps the old ones.
 * - The backend caches the packed form of weights by the id of their data. The variable gets a new id, so that the
 *   weights are packed again.
 */
export function writable(engine: Engine, variable: tf.Variable): number {
  if (engine.backend.refCount(variable.dataId) > 1) unshare(engine, variable);
  else renumber(engine.backend, variable.dataId, variable.size);
  return engine.address(variable);
}

function unshare(engine: Engine, variable: tf.Variable): void {
  tf.tidy(() => {
    const copy = tf
      .engine()
      .makeTensorFromTensorInfo(engine.backend.makeOutput(variable.shape, variable.dtype));
    copyBytes(engine, engine.address(variable), engine.address(copy), variable.size * FLOAT_BYTES);
    variable.assign(copy);
  });
}
