import * as tf from "@tensorflow/tfjs";
import type { Engine } from "../engine.ts";
import { inputOf, type Kernel, type KernelCall } from "../kernel.ts";

// The stock kernels pass shapes to WASM in a way that costs more than computing a small tensor's values.
export const add: Kernel = (engine, call) => {
  const [a, b] = [inputOf(call, "a"), inputOf(call, "b")];
  return isBiasOf(b, a) ? addRow(engine, a, b) : combine(engine, "add", call);
};
export const sub: Kernel = (engine, call) => combine(engine, "subtract", call);
export const multiply: Kernel = (engine, call) => combine(engine, "multiply", call);
export const realDiv: Kernel = (engine, call) => combine(engine, "divide", call);
/** NaN if either is, unlike the stock kernels. */
export const maximum: Kernel = (engine, call) => combine(engine, "maximum", call);
export const minimum: Kernel = (engine, call) => combine(engine, "minimum", call);

/** The numbers of the operations of `combine` in `assembly/elementwise.ts`. */
export const OPERATIONS = { add: 0, subtract: 1, multiply: 2, divide: 3, maximum: 4, minimum: 5 } as const;

/** The numbers of what an operand of `combine` is: as large as the result, one scalar per row of it, or one row. */
export const OPERANDS = { matrix: 0, column: 1, row: 2 } as const;

type OperandKind = keyof typeof OPERANDS;

function combine(
  engine: Engine,
  operation: keyof typeof OPERATIONS,
  call: KernelCall,
): tf.TensorInfo | undefined {
  const [a, b] = [inputOf(call, "a"), inputOf(call, "b")];
  const broadcast = broadcastOf(a, b);
  if (broadcast === undefined) return undefined;
  const { shape, rows, columns } = broadcast;
  const output = engine.backend.makeOutput(shape, "float32");
  const [kindOfA, kindOfB] = [OPERANDS[broadcast.a], OPERANDS[broadcast.b]];
  engine.inPlace.compute(output, a, b, (atA, atB, to) =>
    engine.kernels.combine(OPERATIONS[operation], atA, kindOfA, atB, kindOfB, to, rows, columns),
  );
  return output;
}

/** The result as a matrix [rows, columns], and what the operands are in it. */
interface Broadcast {
  readonly shape: number[];
  readonly rows: number;
  readonly columns: number;
  readonly a: OperandKind;
  readonly b: OperandKind;
}

/** Undefined if the operands broadcast in another way, so that the stock kernel computes them. */
function broadcastOf(a: tf.TensorInfo, b: tf.TensorInfo): Broadcast | undefined {
  if (a.dtype !== "float32" || b.dtype !== "float32") return undefined;
  const [sizeA, sizeB] = [tf.util.sizeFromShape(a.shape), tf.util.sizeFromShape(b.shape)];
  if (sizeA === 0 || sizeB === 0) return undefined;
  if (tf.util.arraysEqual(a.shape, b.shape))
    return { shape: [...a.shape], rows: 1, columns: sizeA, a: "matrix", b: "matrix" };
  const forA = repetitionOf(b.shape, sizeB, a.shape, sizeA);
  if (forA !== undefined) {
    const { kind, columns } = forA;
    return { shape: [...a.shape], rows: sizeA / columns, columns, a: "matrix", b: kind };
  }
  const forB = repetitionOf(a.shape, sizeA, b.shape, sizeB);
  if (forB === undefined) return undefined;
  const { kind, columns } = forB;
  return { shape: [...b.shape], rows: sizeB / columns, columns, a: kind, b: "matrix" };
}

/** How an operand is repeated for another that has the result's shape. */
function repetitionOf(
  operand: readonly number[],
  operandSize: number,
  shape: readonly number[],
  size: number,
): { readonly kind: OperandKind; readonly columns: number } | undefined {
  if (operand.length > shape.length) return undefined;
  if (operandSize === 1) return { kind: "column", columns: size };
  if (isColumnOf(operand, shape)) return { kind: "column", columns: shape.at(-1) ?? 1 };
  return isRowOf(operand, shape) ? { kind: "row", columns: operandSize } : undefined;
}

function isColumnOf(column: readonly number[], shape: readonly number[]): boolean {
  return (
    column.length === shape.length &&
    column.at(-1) === 1 &&
    column.slice(0, -1).every((length, axis) => length === shape[axis])
  );
}

/** Whether the shape is that of the last axes, perhaps after axes of one. */
function isRowOf(row: readonly number[], shape: readonly number[]): boolean {
  const first = row.findIndex((length) => length !== 1);
  const axes = row.slice(first);
  return first >= 0 && tf.util.arraysEqual(axes, shape.slice(shape.length - axes.length));
}

/** Whether `b` is one row of the last axis that is added to each row of `a`: a bias. */
function isBiasOf(b: tf.TensorInfo, a: tf.TensorInfo): boolean {
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
