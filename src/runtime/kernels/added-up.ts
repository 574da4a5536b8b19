import type * as tf from "@tensorflow/tfjs";
import { type Engine, FLOAT_BYTES, roundUpToVector } from "./engine.ts";

/** A tensor that a kernel writes as a matrix. */
interface Matrix {
  readonly shape: number[];
  readonly rows: number;
  readonly columns: number;
}

/**
 * A tensor of sums, which begin at zero. The kernels add whole vectors: rows that do not end with one are added up in
 * a wider matrix, and copied from there.
 */
export function addedUp(
  engine: Engine,
  { shape, rows, columns }: Matrix,
  add: (sums: number, width: number) => void,
): tf.TensorInfo {
  const width = roundUpToVector(columns);
  const output = engine.backend.makeOutput(shape, "float32");
  const wide = width === columns ? undefined : engine.allocate(rows * width * FLOAT_BYTES);
  const sums = wide ?? engine.address(output);
  new Uint8Array(engine.bytes(), sums, rows * width * FLOAT_BYTES).fill(0);
  add(sums, width);
  if (wide !== undefined) {
    engine.kernels.narrow(wide, engine.address(output), rows, columns, width);
    engine.free(wide);
  }
  return output;
}
