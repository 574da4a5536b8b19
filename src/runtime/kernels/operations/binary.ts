import * as tf from "@tensorflow/tfjs";
import type { Engine } from "../engine.ts";
import { inputOf, type Kernel, type KernelCall } from "../kernel.ts";

// The stock kernels pass shapes to WASM in a way that costs more than computing a small tensor's values.
export const add: Kernel = (engine, call) => {
  const [a, b] = [inputOf(call, "a"), inputOf(call, "b")];
  return isRowOf(a, b) ? addRow(engine, a, b) : combine(engine, "add", call);
};
export const sub: Kernel = (engine, call) => combine(engine, "subtract", call);
export const multiply: Kernel = (engine, call) => combine(engine, "multiply", call);
export const realDiv: Kernel = (engine, call) => combine(engine, "divide", call);
/** NaN if either is, unlike the stock kernels. */
export const maximum: Kernel = (engine, call) => combine(engine, "maximum", call);
export const minimum: Kernel = (engine, call) => combine(engine, "minimum", call);

/** The numbers of the operations of `combine` in `assembly/elementwise.ts`. */
export const OPERATIONS = { add: 0, subtract: 1, multiply: 2, divide: 3, maximum: 4, minimum: 5 } as const;

function combine(
  engine: Engine,
  operation: keyof typeof OPERATIONS,
  call: KernelCall,
): tf.TensorInfo | undefined {
  const [a, b] = [inputOf(call, "a"), inputOf(call, "b")];
  const broadcast = broadcastOf(a, b);
  if (broadcast === undefined) return undefined;
  const output = engine.backend.makeOutput(broadcast.shape, "float32");
  engine.kernels.combine(
    OPERATIONS[operation],
    engine.address(a),
    Number(broadcast.isScalarA),
    engine.address(b),
    Number(broadcast.isScalarB),
    engine.address(output),
    broadcast.rows,
    broadcast.columns,
  );
  return output;
}

/** The result as a matrix [rows, columns]; each operand is of the same shape, or one scalar per row. */
interface Broadcast {
  readonly shape: number[];
  readonly rows: number;
  readonly columns: number;
  readonly isScalarA: boolean;
  readonly isScalarB: boolean;
}

/** Undefined if the operands broadcast in another way. */
function broadcastOf(a: tf.TensorInfo, b: tf.TensorInfo): Broadcast | undefined {
  if (a.dtype !== "float32" || b.dtype !== "float32") return undefined;
  const shape = a.shape.length >= b.shape.length ? a.shape : b.shape;
  const size = tf.util.sizeFromShape(shape);
  if (size === 0) return undefined;
  if (tf.util.arraysEqual(a.shape, b.shape)) return inOneRow(shape, size, false, false);
  if (shape === a.shape && tf.util.sizeFromShape(b.shape) === 1) return inOneRow(shape, size, false, true);
  if (shape === b.shape && tf.util.sizeFromShape(a.shape) === 1) return inOneRow(shape, size, true, false);
  if (a.shape.length === b.shape.length) {
    if (isColumnOf(b.shape, a.shape)) return byRow(a.shape, false, true);
    if (isColumnOf(a.shape, b.shape)) return byRow(b.shape, true, false);
  }
  return undefined;
}

function inOneRow(
  shape: readonly number[],
  columns: number,
  isScalarA: boolean,
  isScalarB: boolean,
): Broadcast {
  return { shape: [...shape], rows: 1, columns, isScalarA, isScalarB };
}

function byRow(shape: readonly number[], isScalarA: boolean, isScalarB: boolean): Broadcast {
  const rows = tf.util.sizeFromShape(shape.slice(0, -1));
  return { shape: [...shape], rows, columns: shape.at(-1) ?? 1, isScalarA, isScalarB };
}

function isColumnOf(column: readonly number[], shape: readonly number[]): boolean {
  return column.at(-1) === 1 && column.slice(0, -1).every((length, axis) => length === shape[axis]);
}

/** Whether `b` is one row that is added to each row of `a`: a bias. */
function isRowOf(a: tf.TensorInfo, b: tf.TensorInfo): boolean {
  const columns = a.shape.at(-1) ?? 0;
  const isRow =
    b.shape.length > 0 && b.shape.at(-1) === columns && b.shape.slice(0, -1).every((size) => size === 1);
  const isFloat = a.dtype === "float32" && b.dtype === "float32";
  return isFloat && isRow && columns > 0 && a.shape.length >= b.shape.length;
}

function addRow(engine: Engine, a: tf.TensorInfo, b: tf.TensorInfo): tf.TensorInfo {
  const output = engine.backend.makeOutput([...a.shape], "float32");
  const columns = a.shape.at(-1) ?? 1;
  const rows = tf.util.sizeFromShape(a.shape.slice(0, -1));
  engine.kernels.addRow(engine.address(a), engine.address(b), engine.address(output), rows, columns);
  return output;
}
