import type * as tf from "@tensorflow/tfjs";
import type { Engine } from "./engine.ts";

/** Whether `b` is one row that is added to each row of `a`: a bias. */
export function coversAddRow(a: tf.TensorInfo, b: tf.TensorInfo): boolean {
  const columns = a.shape.at(-1) ?? 0;
  const isRow =
    b.shape.length > 0 && b.shape.at(-1) === columns && b.shape.slice(0, -1).every((size) => size === 1);
  const floats = a.dtype === "float32" && b.dtype === "float32";
  return floats && isRow && columns > 0 && a.shape.length >= b.shape.length;
}

export function addRow(engine: Engine, a: tf.TensorInfo, b: tf.TensorInfo): tf.TensorInfo {
  const output = engine.backend.makeOutput([...a.shape], "float32");
  const columns = a.shape.at(-1) ?? 1;
  const rows = a.shape.slice(0, -1).reduce((product, size) => product * size, 1);
  engine.kernels.addRow(engine.address(a), engine.address(b), engine.address(output), rows, columns);
  return output;
}
