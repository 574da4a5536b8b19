import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { type Engine, FLOAT_BYTES } from "./engine.ts";

/** Whether a tensor's values lie in the memory of the WASM backend. */
export function isHere(engine: Engine, tensor: tf.Tensor): boolean {
  return engine.backend.dataIdMap.has(tensor.dataId);
}

/**
 * Where a variable's values may be overwritten. TensorFlow.js itself never overwrites any, and counts on it twice:
 *
 * - a clone shares the values: where there is one, the variable first gets a copy of its own, so that whoever kept
 *   the old values keeps them;
 * - the backend keeps weights that it has packed for its multiplications by their number: the variable gets a new
 *   one, so that they are packed anew.
 */
export function writable(engine: Engine, variable: tf.Variable): number {
  if (engine.backend.refCount(variable.dataId) > 1) giveOwnValues(engine, variable);
  else renumber(engine.backend, variable);
  return engine.address(variable);
}

function giveOwnValues(engine: Engine, variable: tf.Variable): void {
  tf.tidy(() => {
    const copy = tf
      .engine()
      .makeTensorFromTensorInfo(engine.backend.makeOutput(variable.shape, variable.dtype));
    const [to, from] = [engine.address(copy), engine.address(variable)];
    new Uint8Array(engine.bytes()).copyWithin(to, from, from + variable.size * FLOAT_BYTES);
    variable.assign(copy);
  });
}

/** The numbering of the backend, as its own types should show it. */
interface Numbering {
  dataIdNextNumber: number;
  readonly wasm: {
    readonly tfjs: {
      registerTensor(id: number, size: number, address: number): void;
      disposeData(id: number): void;
    };
  };
}

function renumber(backend: BackendWasm, variable: tf.Variable): void {
  const numbering = backend as unknown as Numbering;
  const data = backend.dataIdMap.get(variable.dataId);
  // Forgets what was packed; the memory itself is freed elsewhere.
  numbering.wasm.tfjs.disposeData(data.id);
  data.id = numbering.dataIdNextNumber++;
  numbering.wasm.tfjs.registerTensor(data.id, variable.size, data.memoryOffset);
}
