import * as tf from "@tensorflow/tfjs";
import type { Engine } from "./engine.ts";

/** Whether it is the plain choosing of entries along the first axis, by which `fit` makes its batches. */
export function coversGather(
  indices: tf.TensorInfo,
  axis: number,
  batchDims: number,
  x: tf.TensorInfo,
): boolean {
  return (
    axis === 0 && batchDims === 0 && indices.dtype === "int32" && x.dtype !== "string" && x.shape.length > 0
  );
}

/** Copies the chosen entries, whole rows at a time; null when an index is out of range. */
export function gather(engine: Engine, x: tf.TensorInfo, indices: tf.TensorInfo): tf.TensorInfo | null {
  const [length = 0, ...entry] = x.shape;
  const entryBytes = tf.util.sizeFromShape(entry) * tf.util.bytesPerElement(x.dtype);
  const output = engine.backend.makeOutput([...indices.shape, ...entry], x.dtype);
  const count = tf.util.sizeFromShape(indices.shape);
  const within = engine.kernels.gather(
    engine.address(x),
    engine.address(output),
    engine.address(indices),
    count,
    length,
    entryBytes,
  );
  if (within) return output;
  engine.backend.disposeData(output.dataId);
  return null;
}
