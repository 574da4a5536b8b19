import * as tf from "@tensorflow/tfjs";
import type { Engine } from "./engine.ts";

/** Which operation is which number in `assembly/elementwise.ts`. */
const OPERATIONS = { add: 0, subtract: 1, multiply: 2, divide: 3 } as const;
export type Elementwise = keyof typeof OPERATIONS;

/** Two operands whose result the kernel can compute: both of its shape, or one with a single number for each row. */
export interface Combination {
  readonly shape: number[];
  readonly rows: number;
  readonly columns: number;
  readonly oneA: boolean;
  readonly oneB: boolean;
}

/**
 * How two tensors combine; undefined where they do so in another way. The backend's own kernels are handed shapes in a
 * detour that costs more than a small tensor's values.
 */
export function combinationOf(a: tf.TensorInfo, b: tf.TensorInfo): Combination | undefined {
  if (a.dtype !== "float32" || b.dtype !== "float32") return undefined;
  const shape = a.shape.length >= b.shape.length ? a.shape : b.shape;
  const size = tf.util.sizeFromShape(shape);
  if (size === 0) return undefined;
  if (tf.util.arraysEqual(a.shape, b.shape)) return whole(shape, size, false, false);
  if (shape === a.shape && tf.util.sizeFromShape(b.shape) === 1) return whole(shape, size, false, true);
  if (shape === b.shape && tf.util.sizeFromShape(a.shape) === 1) return whole(shape, size, true, false);
  if (a.shape.length === b.shape.length) {
    if (isColumnOf(b.shape, a.shape)) return byRow(a.shape, false, true);
    if (isColumnOf(a.shape, b.shape)) return byRow(b.shape, true, false);
  }
  return undefined;
}

function whole(shape: readonly number[], columns: number, oneA: boolean, oneB: boolean): Combination {
  return { shape: [...shape], rows: 1, columns, oneA, oneB };
}

function byRow(shape: readonly number[], oneA: boolean, oneB: boolean): Combination {
  const rows = tf.util.sizeFromShape(shape.slice(0, -1));
  return { shape: [...shape], rows, columns: shape.at(-1) ?? 1, oneA, oneB };
}

function isColumnOf(column: readonly number[], shape: readonly number[]): boolean {
  return column.at(-1) === 1 && column.slice(0, -1).every((length, axis) => length === shape[axis]);
}

/** a and b combined value by value: see `assembly/elementwise.ts`. */
export function combine(
  engine: Engine,
  operation: Elementwise,
  a: tf.TensorInfo,
  b: tf.TensorInfo,
  { shape, rows, columns, oneA, oneB }: Combination,
): tf.TensorInfo {
  const output = engine.backend.makeOutput(shape, "float32");
  engine.kernels.combine(
    OPERATIONS[operation],
    engine.address(a),
    Number(oneA),
    engine.address(b),
    Number(oneB),
    engine.address(output),
    rows,
    columns,
  );
  return output;
}
