// The gradient of a convolution or dense layer with respect to its weights.
//
//     dw[u, t, k] += Σ_p x[p + u, t] · dy[p, k]
//
// with the names of `convolution.ts`. Four neighbouring t × eight k stay in eight vectors while p runs: four values of x,
// two vectors of dy, eight multiplications. Some blocks have five t if blocks of four do not fill a row. If no more than
// four k are left, a vector of x holds four t instead, and the block is transposed at the end. Either way dw is written
// once per image.
import { FLOAT, multiplyAdd, VECTOR } from "./simd";

/**
 * Adds to the gradient of a filter the part of one image.
 *
 * @param x address of the first window; up to three float32 beyond each window row are read and ignored
 * @param dy [rows, columns, outputs]; up to three float32 beyond its end are read and ignored
 * @param dw [filterRows, rowLength, width], width a multiple of four; the values beyond `outputs` are meaningless
 */
export function addFilterGradient(
  x: usize,
  rowStride: usize,
  strideY: usize,
  strideX: usize,
  dy: usize,
  rows: i32,
  columns: i32,
  outputs: i32,
  dw: usize,
  filterRows: i32,
  rowLength: i32,
  width: i32,
): void {
  const wStride = <usize>width * FLOAT;
  const yStride = <usize>outputs * FLOAT;
  for (let u = 0; u < filterRows; u++) {
    let output = 0;
    for (; output + 4 < outputs; output += 8) {
      const k = <usize>output * FLOAT;
      rowByEight(x, strideY, strideX, dy + k, rows, columns, yStride, dw + k, wStride, rowLength);
    }
    if (output < outputs) {
      const k = <usize>output * FLOAT;
      rowByFour(x, strideY, strideX, dy + k, rows, columns, yStride, dw + k, wStride, rowLength);
    }
    x += rowStride;
    dw += wStride * <usize>rowLength;
  }
}

/** One filter row × eight outputs. */
function rowByEight(
  x: usize,
  strideY: usize,
  strideX: usize,
  dy: usize,
  rows: i32,
  columns: i32,
  yStride: usize,
  dw: usize,
  wStride: usize,
  rowLength: i32,
): void {
  let t = 0;
  let fives = rowLength & 3;
  if (fives * 5 > rowLength) fives = 0;
  for (; fives > 0; fives--) {
    fiveTapsByEight(x, strideY, strideX, dy, rows, columns, yStride, dw, wStride);
    x += FLOAT * 5;
    dw += wStride * 5;
    t += 5;
  }
  for (; t < rowLength; t += 4) {
    fourTapsByEight(x, strideY, strideX, dy, rows, columns, yStride, dw, wStride, rowLength - t);
    x += FLOAT * 4;
    dw += wStride * 4;
  }
}

/**
 * Four taps × eight outputs: a vector of dy holds four outputs, a value of x is broadcast to a vector. The first `count`
 * taps are stored.
 */
function fourTapsByEight(
  x: usize,
  strideY: usize,
  strideX: usize,
  dy: usize,
  rows: i32,
  columns: i32,
  yStride: usize,
  dw: usize,
  wStride: usize,
  count: i32,
): void {
  const zero = f32x4.splat(0);
  let a0 = zero;
  let a1 = zero;
  let a2 = zero;
  let a3 = zero;
  let c0 = zero;
  let c1 = zero;
  let c2 = zero;
  let c3 = zero;
  for (let row = 0; row < rows; row++) {
    let from = x;
    for (let column = 0; column < columns; column++) {
      const g = v128.load(dy);
      const h = v128.load(dy, 16);
      const x0 = v128.load32_splat(from);
      a0 = multiplyAdd(x0, g, a0);
      c0 = multiplyAdd(x0, h, c0);
      const x1 = v128.load32_splat(from, 4);
      a1 = multiplyAdd(x1, g, a1);
      c1 = multiplyAdd(x1, h, c1);
      const x2 = v128.load32_splat(from, 8);
      a2 = multiplyAdd(x2, g, a2);
      c2 = multiplyAdd(x2, h, c2);
      const x3 = v128.load32_splat(from, 12);
      a3 = multiplyAdd(x3, g, a3);
      c3 = multiplyAdd(x3, h, c3);
      from += strideX;
      dy += yStride;
    }
    x += strideY;
  }
  addEight(dw, a0, c0);
  if (count > 1) addEight(dw + wStride, a1, c1);
  if (count > 2) addEight(dw + wStride * 2, a2, c2);
  if (count > 3) addEight(dw + wStride * 3, a3, c3);
}

/** The same for five taps. */
function fiveTapsByEight(
  x: usize,
  strideY: usize,
  strideX: usize,
  dy: usize,
  rows: i32,
  columns: i32,
  yStride: usize,
  dw: usize,
  wStride: usize,
): void {
  const zero = f32x4.splat(0);
  let a0 = zero;
  let a1 = zero;
  let a2 = zero;
  let a3 = zero;
  let a4 = zero;
  let c0 = zero;
  let c1 = zero;
  let c2 = zero;
  let c3 = zero;
  let c4 = zero;
  for (let row = 0; row < rows; row++) {
    let from = x;
    for (let column = 0; column < columns; column++) {
      const g = v128.load(dy);
      const h = v128.load(dy, 16);
      const x0 = v128.load32_splat(from);
      a0 = multiplyAdd(x0, g, a0);
      c0 = multiplyAdd(x0, h, c0);
      const x1 = v128.load32_splat(from, 4);
      a1 = multiplyAdd(x1, g, a1);
      c1 = multiplyAdd(x1, h, c1);
      const x2 = v128.load32_splat(from, 8);
      a2 = multiplyAdd(x2, g, a2);
      c2 = multiplyAdd(x2, h, c2);
      const x3 = v128.load32_splat(from, 12);
      a3 = multiplyAdd(x3, g, a3);
      c3 = multiplyAdd(x3, h, c3);
      const x4 = v128.load32_splat(from, 16);
      a4 = multiplyAdd(x4, g, a4);
      c4 = multiplyAdd(x4, h, c4);
      from += strideX;
      dy += yStride;
    }
    x += strideY;
  }
  addEight(dw, a0, c0);
  addEight(dw + wStride, a1, c1);
  addEight(dw + wStride * 2, a2, c2);
  addEight(dw + wStride * 3, a3, c3);
  addEight(dw + wStride * 4, a4, c4);
}

function addEight(to: usize, a: v128, c: v128): void {
  add(to, a);
  add(to + VECTOR, c);
}

/** One filter row × four outputs. */
function rowByFour(
  x: usize,
  strideY: usize,
  strideX: usize,
  dy: usize,
  rows: i32,
  columns: i32,
  yStride: usize,
  dw: usize,
  wStride: usize,
  rowLength: i32,
): void {
  for (let t = 0; t < rowLength; t += 8) {
    const left = rowLength - t;
    if (left > 4) eightTaps(x, strideY, strideX, dy, rows, columns, yStride, dw, wStride, min(left, 8));
    else fourTaps(x, strideY, strideX, dy, rows, columns, yStride, dw, wStride, left);
    x += FLOAT * 8;
    dw += wStride * 8;
  }
}

/**
 * Eight taps × four outputs: a vector of x holds four taps, a value of dy is broadcast to a vector. The first `count` taps
 * are stored.
 */
function eightTaps(
  x: usize,
  strideY: usize,
  strideX: usize,
  dy: usize,
  rows: i32,
  columns: i32,
  yStride: usize,
  dw: usize,
  wStride: usize,
  count: i32,
): void {
  const zero = f32x4.splat(0);
  let a0 = zero;
  let a1 = zero;
  let a2 = zero;
  let a3 = zero;
  let b0 = zero;
  let b1 = zero;
  let b2 = zero;
  let b3 = zero;
  for (let row = 0; row < rows; row++) {
    let from = x;
    for (let column = 0; column < columns; column++) {
      const first = v128.load(from);
      const second = v128.load(from, 16);
      const g0 = v128.load32_splat(dy);
      a0 = multiplyAdd(first, g0, a0);
      b0 = multiplyAdd(second, g0, b0);
      const g1 = v128.load32_splat(dy, 4);
      a1 = multiplyAdd(first, g1, a1);
      b1 = multiplyAdd(second, g1, b1);
      const g2 = v128.load32_splat(dy, 8);
      a2 = multiplyAdd(first, g2, a2);
      b2 = multiplyAdd(second, g2, b2);
      const g3 = v128.load32_splat(dy, 12);
      a3 = multiplyAdd(first, g3, a3);
      b3 = multiplyAdd(second, g3, b3);
      from += strideX;
      dy += yStride;
    }
    x += strideY;
  }
  addTransposed(dw, wStride, 4, a0, a1, a2, a3);
  addTransposed(dw + wStride * 4, wStride, count - 4, b0, b1, b2, b3);
}

/** Up to four taps × four outputs. */
function fourTaps(
  x: usize,
  strideY: usize,
  strideX: usize,
  dy: usize,
  rows: i32,
  columns: i32,
  yStride: usize,
  dw: usize,
  wStride: usize,
  count: i32,
): void {
  const zero = f32x4.splat(0);
  let a0 = zero;
  let a1 = zero;
  let a2 = zero;
  let a3 = zero;
  for (let row = 0; row < rows; row++) {
    let from = x;
    for (let column = 0; column < columns; column++) {
      const taps = v128.load(from);
      a0 = multiplyAdd(taps, v128.load32_splat(dy), a0);
      a1 = multiplyAdd(taps, v128.load32_splat(dy, 4), a1);
      a2 = multiplyAdd(taps, v128.load32_splat(dy, 8), a2);
      a3 = multiplyAdd(taps, v128.load32_splat(dy, 12), a3);
      from += strideX;
      dy += yStride;
    }
    x += strideY;
  }
  addTransposed(dw, wStride, count, a0, a1, a2, a3);
}

/** Transposes a block of four taps × four outputs, and adds its first `count` taps to dw. */
function addTransposed(dw: usize, wStride: usize, count: i32, a0: v128, a1: v128, a2: v128, a3: v128): void {
  const low01 = v128.shuffle<f32>(a0, a1, 0, 4, 1, 5);
  const low23 = v128.shuffle<f32>(a2, a3, 0, 4, 1, 5);
  add(dw, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
  if (count > 1) add(dw + wStride, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
  const high01 = v128.shuffle<f32>(a0, a1, 2, 6, 3, 7);
  const high23 = v128.shuffle<f32>(a2, a3, 2, 6, 3, 7);
  if (count > 2) add(dw + wStride * 2, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
  if (count > 3) add(dw + wStride * 3, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
}

function add(to: usize, a: v128): void {
  v128.store(to, f32x4.add(v128.load(to), a));
}

/** Rows per partial sum. */
const BLOCK: i32 = 256;

/**
 * to[k] += Σ_p dy[p, k]: the gradient of a bias. Summed in blocks, because a float32 sum of 30 000 values added one by
 * one loses four of its seven digits.
 *
 * @param dy [positions, outputs]; up to three float32 beyond its end are read and ignored
 * @param to memory for `outputs` rounded up to a multiple of four; the values beyond `outputs` are meaningless
 */
export function addBiasGradient(dy: usize, positions: i32, outputs: i32, to: usize): void {
  const yStride = <usize>outputs * FLOAT;
  for (let first = 0; first < positions; first += BLOCK) {
    const count = min(positions - first, BLOCK);
    for (let output = 0; output < outputs; output += 4) {
      const offset = <usize>output * FLOAT;
      add(to + offset, sumOfRows(dy + offset, count, yStride));
    }
    dy += <usize>count * yStride;
  }
}

/** Uses four independent accumulators to hide the latency of the additions. */
function sumOfRows(from: usize, count: i32, yStride: usize): v128 {
  const zero = f32x4.splat(0);
  let a0 = zero;
  let a1 = zero;
  let a2 = zero;
  let a3 = zero;
  let row = 0;
  for (; row + 4 <= count; row += 4) {
    a0 = f32x4.add(a0, v128.load(from));
    a1 = f32x4.add(a1, v128.load(from + yStride));
    a2 = f32x4.add(a2, v128.load(from + yStride * 2));
    a3 = f32x4.add(a3, v128.load(from + yStride * 3));
    from += yStride * 4;
  }
  for (; row < count; row++) {
    a0 = f32x4.add(a0, v128.load(from));
    from += yStride;
  }
  return f32x4.add(f32x4.add(a0, a1), f32x4.add(a2, a3));
}
