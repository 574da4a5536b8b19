// Operations on the columns of a matrix [rows, columns], the channels of images. Up to three float32 beyond
// the end of an operand are read and ignored.
import { FLOAT, multiplyAdd, storeFirst } from "./simd";

/** Rows per partial sum, which keeps the rounding errors of long sums small. */
const BLOCK: i32 = 256;

/**
 * to[c] += Σ_r (x[r, c] − center[c]) · y[r, c], where y is x − center as well if its address is 0: the sum of squares.
 */
export function addColumnProducts(
  x: usize,
  center: usize,
  y: usize,
  to: usize,
  rows: i32,
  columns: i32,
): void {
  const step = <usize>columns * FLOAT;
  for (let first = 0; first < rows; first += BLOCK) {
    const count = min(rows - first, BLOCK);
    for (let column = 0; column < columns; column += 4) {
      const offset = <usize>column * FLOAT;
      const middle = v128.load(center + offset);
      const other = y === 0 ? 0 : y + offset;
      const total = sumOfProducts(x + offset, middle, other, count, step);
      const target = to + offset;
      storeFirst(target, f32x4.add(v128.load(target), total), columns - column);
    }
    x += <usize>count * step;
    if (y !== 0) y += <usize>count * step;
  }
}

/** Uses four independent sums to hide the latency of the additions. */
function sumOfProducts(x: usize, center: v128, y: usize, count: i32, step: usize): v128 {
  const zero = f32x4.splat(0);
  let first = zero;
  let second = zero;
  let third = zero;
  let fourth = zero;
  const yStep = y === 0 ? 0 : step;
  let row = 0;
  for (; row + 4 <= count; row += 4) {
    const a = f32x4.sub(v128.load(x), center);
    first = multiplyAdd(a, y === 0 ? a : v128.load(y), first);
    const b = f32x4.sub(v128.load(x + step), center);
    second = multiplyAdd(b, y === 0 ? b : v128.load(y + yStep), second);
    const c = f32x4.sub(v128.load(x + step * 2), center);
    third = multiplyAdd(c, y === 0 ? c : v128.load(y + yStep * 2), third);
    const d = f32x4.sub(v128.load(x + step * 3), center);
    fourth = multiplyAdd(d, y === 0 ? d : v128.load(y + yStep * 3), fourth);
    x += step * 4;
    y += yStep * 4;
  }
  for (; row < count; row++) {
    const a = f32x4.sub(v128.load(x), center);
    first = multiplyAdd(a, y === 0 ? a : v128.load(y), first);
    x += step;
    y += yStep;
  }
  return f32x4.add(f32x4.add(first, second), f32x4.add(third, fourth));
}

/** Rows at a time: enough to read the columns' constants seldom, and few enough to stay in the first-level cache. */
const ROWS_AT_ONCE: i32 = 32;

/** y[r, c] = (x[r, c] − center[c]) · factor[c] + offset[c] */
export function normalizeColumns(
  x: usize,
  center: usize,
  factor: usize,
  offset: usize,
  y: usize,
  rows: i32,
  columns: i32,
): void {
  const step = <usize>columns * FLOAT;
  for (let first = 0; first < rows; first += ROWS_AT_ONCE) {
    const count = min(rows - first, ROWS_AT_ONCE);
    for (let column = 0; column < columns; column += 4) {
      const at = <usize>column * FLOAT;
      const middle = v128.load(center + at);
      const scale = v128.load(factor + at);
      const shift = v128.load(offset + at);
      let from = x + at;
      let to = y + at;
      for (let row = 0; row < count; row++) {
        storeFirst(to, multiplyAdd(f32x4.sub(v128.load(from), middle), scale, shift), columns - column);
        from += step;
        to += step;
      }
    }
    x += step * <usize>count;
    y += step * <usize>count;
  }
}

/** dx[r, c] = dy[r, c] · a[c] + (x[r, c] − center[c]) · b[c] + d[c]: the gradient through a normalization. */
export function normalizationGradient(
  x: usize,
  center: usize,
  dy: usize,
  a: usize,
  b: usize,
  d: usize,
  dx: usize,
  rows: i32,
  columns: i32,
): void {
  const step = <usize>columns * FLOAT;
  for (let first = 0; first < rows; first += ROWS_AT_ONCE) {
    const count = min(rows - first, ROWS_AT_ONCE);
    for (let column = 0; column < columns; column += 4) {
      const at = <usize>column * FLOAT;
      const middle = v128.load(center + at);
      const ofGradient = v128.load(a + at);
      const ofInput = v128.load(b + at);
      const constant = v128.load(d + at);
      let from = x + at;
      let gradient = dy + at;
      let to = dx + at;
      for (let row = 0; row < count; row++) {
        const part = multiplyAdd(f32x4.sub(v128.load(from), middle), ofInput, constant);
        storeFirst(to, multiplyAdd(v128.load(gradient), ofGradient, part), columns - column);
        from += step;
        gradient += step;
        to += step;
      }
    }
    x += step * <usize>count;
    dy += step * <usize>count;
    dx += step * <usize>count;
  }
}

/** y[c] = max_r x[r, c] */
export function maxColumns(x: usize, rows: i32, columns: i32, y: usize): void {
  for (let column = 0; column < columns; column += 4) {
    let from = x + <usize>column * FLOAT;
    let largest = v128.load(from);
    for (let row = 1; row < rows; row++) {
      from += <usize>columns * FLOAT;
      largest = f32x4.max(largest, v128.load(from));
    }
    storeFirst(y + <usize>column * FLOAT, largest, columns - column);
  }
}

/** dx[r, c] = dy[c] wherever x[r, c] is the maximum y[c], at several rows if they are equal, as in TensorFlow.js; else 0. */
export function maxColumnsGradient(x: usize, y: usize, dy: usize, dx: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column += 4) {
      const at = <usize>column * FLOAT;
      const isLargest = f32x4.eq(v128.load(x + at), v128.load(y + at));
      storeFirst(dx + at, v128.and(v128.load(dy + at), isLargest), columns - column);
    }
    x += <usize>columns * FLOAT;
    dx += <usize>columns * FLOAT;
  }
}
