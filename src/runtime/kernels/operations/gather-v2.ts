import * as tf from "@tensorflow/tfjs";
import { attributesOf, inputOf, type Kernel } from "../kernel.ts";

/** Copies whole entries along the first axis, as `fit` does for its batches. */
export const gatherV2: Kernel = (engine, call) => {
  const [x, indices] = [inputOf(call, "x"), inputOf(call, "indices")];
  if (!supportsGather(x, indices, attributesOf<tf.GatherV2Attrs>(call))) return undefined;
  const [length = 0, ...entry] = x.shape;
  const output = engine.backend.makeOutput([...indices.shape, ...entry], x.dtype);
  const isInRange = engine.kernels.gather(
    engine.address(x),
    engine.address(output),
    engine.address(indices),
    tf.util.sizeFromShape(indices.shape),
    length,
    tf.util.sizeFromShape(entry) * tf.util.bytesPerElement(x.dtype),
  );
  if (isInRange) return output;
  // The stock kernel reports the index.
  engine.backend.disposeData(output.dataId);
  return undefined;
};

function supportsGather(
  x: tf.TensorInfo,
  indices: tf.TensorInfo,
  { axis, batchDims }: tf.GatherV2Attrs,
): boolean {
  return (
    axis === 0 &&
    batchDims === 0 &&
    indices.dtype === "int32" &&
    x.dtype !== "string" &&
    x.dtype !== "complex64" &&
    x.shape.length > 0
  );
}
