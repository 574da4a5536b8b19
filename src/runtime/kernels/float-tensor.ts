import * as tf from "@tensorflow/tfjs";
import { runningEngine } from "./register.ts";

/**
 * A float32 tensor of these bytes' values. On the WASM backend they are written straight to where the tensor lies:
 * a Float32Array on the way would be four times the bytes, and garbage at once.
 */
export function floatTensor(bytes: Uint8Array, shape: readonly number[]): tf.Tensor {
  const engine = runningEngine();
  if (engine === undefined) return tf.tensor(new Float32Array(bytes), [...shape]);
  const info = engine.backend.makeOutput([...shape], "float32");
  new Float32Array(engine.bytes(), engine.address(info), bytes.length).set(bytes);
  return tf.engine().makeTensorFromTensorInfo(info);
}
