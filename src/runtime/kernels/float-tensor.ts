import * as tf from "@tensorflow/tfjs";
import { floatsAt } from "./memory.ts";
import { runningEngine } from "./register.ts";

/**
 * A float32 tensor of the given shape from bytes, 0 to 255. On the WASM backend they are written straight into the
 * memory of the tensor, without an intermediate Float32Array of four times their size.
 */
export function floatTensor(bytes: Uint8Array, shape: readonly number[]): tf.Tensor {
  const engine = runningEngine();
  if (engine === undefined) return tf.tensor(new Float32Array(bytes), [...shape]);
  const info = engine.backend.makeOutput([...shape], "float32");
  floatsAt(engine, engine.address(info), bytes.length).set(bytes);
  return tf.engine().makeTensorFromTensorInfo(info);
}
