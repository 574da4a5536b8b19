// Element-wise operations on tensors of the same shape, or on a tensor and one scalar per row, or one row.
import { FLOAT, storeFirst, sum, VECTOR } from "./simd";

/** What an operand of `combine` is: a matrix, one scalar per row of the result, or one row for all. */
const COLUMN: i32 = 1;
const ROW: i32 = 2;

/**
 * y = a + b (operation 0), a − b (1), a · b (2), a / b (3), or the maximum (4) or minimum (5) of both. The branches in
 * the loop always go the same way, so they are predicted and cost nothing. y may be the memory of a matrix a or b.
 *
 * @param a [rows, columns] (kind 0), or [rows] if it is one scalar per row (1), or [columns] if it is one row (2);
 * likewise b; up to three float32 beyond the end are read and ignored
 */
export function combine(
  operation: i32,
  a: usize,
  kindOfA: i32,
  b: usize,
  kindOfB: i32,
  y: usize,
  rows: i32,
  columns: i32,
): void {
  const isScalarA = kindOfA === COLUMN;
  const isScalarB = kindOfB === COLUMN;
  const rowBytes = <usize>columns * FLOAT;
  for (let row = 0; row < rows; row++) {
    const scalarA = v128.load32_splat(a);
    const scalarB = v128.load32_splat(b);
    for (let column = 0; column < columns; column += 4) {
      const offset = <usize>column * FLOAT;
      const left = isScalarA ? scalarA : v128.load(a + offset);
      const right = isScalarB ? scalarB : v128.load(b + offset);
      storeFirst(y + offset, combined(operation, left, right), columns - column);
    }
    a += strideOf(kindOfA, rowBytes);
    b += strideOf(kindOfB, rowBytes);
    y += rowBytes;
  }
}

/** The bytes from what an operand of `combine` has for one row to what it has for the next. */
function strideOf(kind: i32, rowBytes: usize): usize {
  if (kind === ROW) return 0;
  return kind === COLUMN ? FLOAT : rowBytes;
}

function combined(operation: i32, a: v128, b: v128): v128 {
  if (operation === 0) return f32x4.add(a, b);
  if (operation === 1) return f32x4.sub(a, b);
  if (operation === 2) return f32x4.mul(a, b);
  if (operation === 3) return f32x4.div(a, b);
  return operation === 4 ? f32x4.max(a, b) : f32x4.min(a, b);
}

/** The gradient of ReLU with respect to its input x: dx = dy · (1 where x > 0, NaN where x is NaN, else 0). */
export function reluInputGradient(x: usize, dy: usize, dx: usize, count: i32): void {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  for (let i = 0; i < count; i += 4) {
    const value = v128.load(x);
    const slope = v128.or(v128.and(f32x4.gt(value, zero), one), f32x4.ne(value, value));
    storeFirst(dx, f32x4.mul(v128.load(dy), slope), count - i);
    x += VECTOR;
    dy += VECTOR;
    dx += VECTOR;
  }
}

/** y = x, at least low and at most high; NaN stays NaN. */
export function clip(x: usize, y: usize, count: i32, low: f32, high: f32): void {
  const lowest = f32x4.splat(low);
  const highest = f32x4.splat(high);
  for (let i = 0; i < count; i += 4) {
    storeFirst(y, f32x4.min(f32x4.max(v128.load(x), lowest), highest), count - i);
    x += VECTOR;
    y += VECTOR;
  }
}

/** The gradient of clipping: dx = dy where low ≤ x ≤ high, else 0. */
export function clipGradient(x: usize, dy: usize, dx: usize, count: i32, low: f32, high: f32): void {
  const lowest = f32x4.splat(low);
  const highest = f32x4.splat(high);
  for (let i = 0; i < count; i += 4) {
    const value = v128.load(x);
    const within = v128.and(f32x4.ge(value, lowest), f32x4.le(value, highest));
    storeFirst(dx, v128.and(v128.load(dy), within), count - i);
    x += VECTOR;
    dy += VECTOR;
    dx += VECTOR;
  }
}

/** The number of non-zero values among `count` float32; NaN counts as non-zero. */
export function countNonZero(x: usize, count: i32): i32 {
  const zero = f32x4.splat(0);
  let found = i32x4.splat(0);
  const end = x + <usize>(count & ~3) * FLOAT;
  // A lane that is not equal is −1.
  for (; x < end; x += VECTOR) found = i32x4.sub(found, f32x4.ne(v128.load(x), zero));
  let total =
    i32x4.extract_lane(found, 0) +
    i32x4.extract_lane(found, 1) +
    i32x4.extract_lane(found, 2) +
    i32x4.extract_lane(found, 3);
  for (let i = count & 3; i > 0; i--) {
    total += i32(load<f32>(x) !== 0);
    x += FLOAT;
  }
  return total;
}

/** Values per partial sum, which keeps the rounding errors of long sums small. */
const BLOCK: i32 = 1024;

/** y[r] = Σ_c x[r, c] */
export function sumRows(x: usize, y: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++) {
    let total: f32 = 0;
    for (let first = 0; first < columns; first += BLOCK) {
      const count = min(columns - first, BLOCK);
      total += sumOf(x, count);
      x += <usize>count * FLOAT;
    }
    store<f32>(y, total);
    y += FLOAT;
  }
}

function sumOf(x: usize, count: i32): f32 {
  let sums = f32x4.splat(0);
  const end = x + <usize>(count & ~3) * FLOAT;
  for (; x < end; x += VECTOR) sums = f32x4.add(sums, v128.load(x));
  let total = sum(sums);
  for (let i = count & 3; i > 0; i--) {
    total += load<f32>(x);
    x += FLOAT;
  }
  return total;
}
