import type * as tf from "@tensorflow/tfjs";
import { accumulated } from "../accumulated.ts";
import { denseWeights, imageRow, sampleWindows } from "../dense-views.ts";
import type { Engine } from "../engine.ts";
import { attributesOf, inputOf, type Kernel } from "../kernel.ts";
import { withScratch } from "../memory.ts";
import { roundUpToVector } from "../views.ts";

/**
 * A product of two matrices. The stock kernel is optimized for large ones: it packs the second matrix first, which for
 * weights in training is at every step, and transposes value by value.
 */
export const batchMatMul: Kernel = (engine, call) => {
  const [infoA, infoB] = [inputOf(call, "a"), inputOf(call, "b")];
  const { transposeA, transposeB } = attributesOf<tf.BatchMatMulAttrs>(call);
  const [a, b] = [matrixOf(infoA), matrixOf(infoB)];
  if (a === undefined || b === undefined || infoA.shape.length !== infoB.shape.length) return undefined;
  // The stock kernel reports shapes that do not match.
  if ((transposeA ? a.rows : a.columns) !== (transposeB ? b.columns : b.rows)) return undefined;
  const outerShape = infoA.shape.slice(0, -2);
  if (transposeA && transposeB) return undefined;
  if (transposeA) return multiplyTransposedA(engine, a, b, outerShape);
  if (transposeB) return multiplyTransposedB(engine, a, b, outerShape);
  return b.rows * b.columns <= MAX_CACHED ? multiply(engine, a, b, outerShape) : undefined;
};

/** A tensor whose values are one matrix. */
interface Matrix {
  readonly info: tf.TensorInfo;
  readonly rows: number;
  readonly columns: number;
}

/** The size of the largest second matrix that stays in a cache while the rows of the first are read. */
const MAX_CACHED = 32_768;

function matrixOf(info: tf.TensorInfo): Matrix | undefined {
  const { shape, dtype } = info;
  const [rows = 0, columns = 0] = shape.slice(-2);
  const isSingle = shape.length >= 2 && shape.slice(0, -2).every((length) => length === 1);
  return dtype === "float32" && isSingle && rows > 0 && columns > 0 ? { info, rows, columns } : undefined;
}

/** aᵀ b, which is the gradient of a dense layer's weights, with inputs a and output gradients b. */
function multiplyTransposedA(
  engine: Engine,
  a: Matrix,
  b: Matrix,
  outerShape: readonly number[],
): tf.TensorInfo {
  const [rows, columns] = [a.columns, b.columns];
  return accumulated(engine, { shape: [...outerShape, rows, columns], rows, columns }, (sums, width) =>
    engine.kernels.addFilterGradient({
      input: sampleWindows(engine.address(a.info), a.columns),
      outputGradient: imageRow(engine.address(b.info), b.rows, b.columns),
      filterGradient: denseWeights(sums, rows, width),
    }),
  );
}

/** a bᵀ, which is a dense layer with the weights bᵀ. */
function multiplyTransposedB(
  engine: Engine,
  a: Matrix,
  b: Matrix,
  outerShape: readonly number[],
): tf.TensorInfo {
  return applyDense(engine, a, b.rows, outerShape, (to, width) =>
    engine.kernels.transpose({ from: engine.address(b.info), to, rows: b.rows, columns: b.columns, width }),
  );
}

/** a b, which is a dense layer with the weights b. */
function multiply(engine: Engine, a: Matrix, b: Matrix, outerShape: readonly number[]): tf.TensorInfo {
  return applyDense(engine, a, b.columns, outerShape, (to, width) =>
    engine.kernels.widen({ from: engine.address(b.info), to, rows: b.rows, columns: b.columns, width }),
  );
}

/**
 * A dense layer without a bias.
 *
 * @param pack writes the weights [a.columns, columns] to an address, in rows of `width`
 */
function applyDense(
  engine: Engine,
  a: Matrix,
  columns: number,
  outerShape: readonly number[],
  pack: (weights: number, width: number) => void,
): tf.TensorInfo {
  const width = roundUpToVector(columns);
  const output = engine.backend.makeOutput([...outerShape, a.rows, columns], "float32");
  withScratch(engine, (scratch) => {
    const weights = scratch.allocate(a.columns * width);
    pack(weights, width);
    engine.kernels.convolve({
      input: sampleWindows(engine.address(a.info), a.columns),
      filter: denseWeights(weights, a.columns, width),
      bias: scratch.allocateZeros(width),
      output: imageRow(engine.address(output), a.rows, columns),
    });
  });
  return output;
}
