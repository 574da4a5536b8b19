import type * as tf from "@tensorflow/tfjs";
import type { Engine } from "./engine.ts";
import { clearFloats, withScratch } from "./memory.ts";
import { roundUpToVector } from "./views.ts";

/** The shape of a tensor, and of the matrix that a kernel writes it as. */
interface MatrixShape {
  readonly shape: number[];
  readonly rows: number;
  readonly columns: number;
}

/**
 * A tensor of sums that a kernel adds to. The kernels add whole vectors, so rows whose length is not a multiple of four
 * are accumulated in a wider matrix, and copied from there.
 *
 * @param add called with the address of the sums, at zero, and the length of their rows
 */
export function accumulated(
  engine: Engine,
  { shape, rows, columns }: MatrixShape,
  add: (sums: number, width: number) => void,
): tf.TensorInfo {
  const width = roundUpToVector(columns);
  const output = engine.backend.makeOutput(shape, "float32");
  if (width === columns) {
    add(clearFloats(engine, engine.address(output), rows * columns), width);
    return output;
  }
  withScratch(engine, (scratch) => {
    const sums = scratch.allocateZeros(rows * width);
    add(sums, width);
    engine.kernels.narrow({ from: sums, to: engine.address(output), rows, columns, width });
  });
  return output;
}
