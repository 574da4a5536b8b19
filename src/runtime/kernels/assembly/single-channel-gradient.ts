// The gradient of a filter on one-channel images with a column stride of one.
//
//     dw[u, t, k] += Σ_p x[p + u, t] · dy[p, k]
//
// with the names of `convolution.ts`. As in `single-channel.ts`, a vector holds four neighbouring positions p, of x and,
// since the outputs are separate planes, of dy. Five neighbouring t × two k stay in ten vectors while p runs; four t if
// that divides the filter's columns better.
import { FLOAT, multiplyAdd, sum, VECTOR } from "./simd";

/**
 * Adds to the gradient of a filter the part of one image.
 *
 * @param x address of the first window; up to seven float32 beyond each window row are read and ignored
 * @param dy [outputs, rows, columns]; up to three float32 beyond its end are read and ignored
 * @param dw [filterRows, rowLength, width], width a multiple of four; the values beyond `outputs` are meaningless
 */
export function addSingleChannelFilterGradient(
  x: usize,
  rowStride: usize,
  strideY: usize,
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
  const plane = <usize>(rows * columns) * FLOAT;
  const blocks = (rowLength + 4) / 5;
  const taps = rowLength <= blocks * 4 ? 4 : 5;
  for (let u = 0; u < filterRows; u++) {
    for (let output = 0; output < outputs; output += 2) {
      const first = dy + <usize>output * plane;
      const second = output + 1 < outputs ? first + plane : first;
      for (let t = 0; t < rowLength; t += taps) {
        const from = x + <usize>t * FLOAT;
        const to = dw + <usize>t * wStride + <usize>output * FLOAT;
        const count = rowLength - t;
        if (taps === 5) fiveTapsByTwo(from, strideY, first, second, rows, columns, to, wStride, count);
        else fourTapsByTwo(from, strideY, first, second, rows, columns, to, wStride, count);
      }
    }
    x += rowStride;
    dw += wStride * <usize>rowLength;
  }
}

/** The lanes of the last vector of a row that are positions. */
function lastLanes(columns: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(columns & 3));
}

/** Of the five taps, the first `count` are stored. */
function fiveTapsByTwo(
  x: usize,
  strideY: usize,
  first: usize,
  second: usize,
  rows: i32,
  columns: i32,
  dw: usize,
  wStride: usize,
  count: i32,
): void {
  const zero = f32x4.splat(0);
  let a0 = zero;
  let a1 = zero;
  let a2 = zero;
  let a3 = zero;
  let a4 = zero;
  let b0 = zero;
  let b1 = zero;
  let b2 = zero;
  let b3 = zero;
  let b4 = zero;
  const mask = lastLanes(columns);
  const whole = <usize>(columns >> 2) * VECTOR;
  const rest = <usize>(columns & 3) * FLOAT;
  for (let row = 0; row < rows; row++) {
    let from = x;
    const end = x + whole;
    while (from < end) {
      const g = v128.load(first);
      const h = v128.load(second);
      const x0 = v128.load(from);
      a0 = multiplyAdd(x0, g, a0);
      b0 = multiplyAdd(x0, h, b0);
      const x1 = v128.load(from, 4);
      a1 = multiplyAdd(x1, g, a1);
      b1 = multiplyAdd(x1, h, b1);
      const x2 = v128.load(from, 8);
      a2 = multiplyAdd(x2, g, a2);
      b2 = multiplyAdd(x2, h, b2);
      const x3 = v128.load(from, 12);
      a3 = multiplyAdd(x3, g, a3);
      b3 = multiplyAdd(x3, h, b3);
      const x4 = v128.load(from, 16);
      a4 = multiplyAdd(x4, g, a4);
      b4 = multiplyAdd(x4, h, b4);
      from += VECTOR;
      first += VECTOR;
      second += VECTOR;
    }
    if (rest > 0) {
      const g = v128.and(v128.load(first), mask);
      const h = v128.and(v128.load(second), mask);
      const x0 = v128.and(v128.load(from), mask);
      a0 = multiplyAdd(x0, g, a0);
      b0 = multiplyAdd(x0, h, b0);
      const x1 = v128.and(v128.load(from, 4), mask);
      a1 = multiplyAdd(x1, g, a1);
      b1 = multiplyAdd(x1, h, b1);
      const x2 = v128.and(v128.load(from, 8), mask);
      a2 = multiplyAdd(x2, g, a2);
      b2 = multiplyAdd(x2, h, b2);
      const x3 = v128.and(v128.load(from, 12), mask);
      a3 = multiplyAdd(x3, g, a3);
      b3 = multiplyAdd(x3, h, b3);
      const x4 = v128.and(v128.load(from, 16), mask);
      a4 = multiplyAdd(x4, g, a4);
      b4 = multiplyAdd(x4, h, b4);
      first += rest;
      second += rest;
    }
    x += strideY;
  }
  addSums(dw, a0, b0);
  if (count > 1) addSums(dw + wStride, a1, b1);
  if (count > 2) addSums(dw + wStride * 2, a2, b2);
  if (count > 3) addSums(dw + wStride * 3, a3, b3);
  if (count > 4) addSums(dw + wStride * 4, a4, b4);
}

/** Of the four taps, the first `count` are stored. */
function fourTapsByTwo(
  x: usize,
  strideY: usize,
  first: usize,
  second: usize,
  rows: i32,
  columns: i32,
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
  const mask = lastLanes(columns);
  const whole = <usize>(columns >> 2) * VECTOR;
  const rest = <usize>(columns & 3) * FLOAT;
  for (let row = 0; row < rows; row++) {
    let from = x;
    const end = x + whole;
    while (from < end) {
      const g = v128.load(first);
      const h = v128.load(second);
      const x0 = v128.load(from);
      a0 = multiplyAdd(x0, g, a0);
      b0 = multiplyAdd(x0, h, b0);
      const x1 = v128.load(from, 4);
      a1 = multiplyAdd(x1, g, a1);
      b1 = multiplyAdd(x1, h, b1);
      const x2 = v128.load(from, 8);
      a2 = multiplyAdd(x2, g, a2);
      b2 = multiplyAdd(x2, h, b2);
      const x3 = v128.load(from, 12);
      a3 = multiplyAdd(x3, g, a3);
      b3 = multiplyAdd(x3, h, b3);
      from += VECTOR;
      first += VECTOR;
      second += VECTOR;
    }
    if (rest > 0) {
      const g = v128.and(v128.load(first), mask);
      const h = v128.and(v128.load(second), mask);
      const x0 = v128.and(v128.load(from), mask);
      a0 = multiplyAdd(x0, g, a0);
      b0 = multiplyAdd(x0, h, b0);
      const x1 = v128.and(v128.load(from, 4), mask);
      a1 = multiplyAdd(x1, g, a1);
      b1 = multiplyAdd(x1, h, b1);
      const x2 = v128.and(v128.load(from, 8), mask);
      a2 = multiplyAdd(x2, g, a2);
      b2 = multiplyAdd(x2, h, b2);
      const x3 = v128.and(v128.load(from, 12), mask);
      a3 = multiplyAdd(x3, g, a3);
      b3 = multiplyAdd(x3, h, b3);
      first += rest;
      second += rest;
    }
    x += strideY;
  }
  addSums(dw, a0, b0);
  if (count > 1) addSums(dw + wStride, a1, b1);
  if (count > 2) addSums(dw + wStride * 2, a2, b2);
  if (count > 3) addSums(dw + wStride * 3, a3, b3);
}

/** Adds the sums of two vectors to two neighbouring float32. */
function addSums(to: usize, a: v128, b: v128): void {
  store<f32>(to, load<f32>(to) + sum(a));
  store<f32>(to, load<f32>(to, 4) + sum(b), 4);
}
