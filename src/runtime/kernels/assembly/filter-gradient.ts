// The gradient of a convolution or dense layer with respect to its weights.
//
//     dw[u, t, k] += Σ_p x[p + u, t] · dy[p, k]
//
// with the names of `convolution.ts`. Eight neighbouring t × four k stay in eight vectors while p runs: two vectors of x,
// four values of dy, eight multiplications. The block is then transposed, so dw is written once per image.
import { FLOAT, multiplyAdd } from "./simd";

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
    for (let output = 0; output < outputs; output += 4) {
      const gradient = dy + <usize>output * FLOAT;
      let target = dw + <usize>output * FLOAT;
      let from = x;
      for (let t = 0; t < rowLength; t += 8) {
        const left = rowLength - t;
        if (left > 4)
          eightTaps(from, strideY, strideX, gradient, rows, columns, yStride, target, wStride, min(left, 8));
        else fourTaps(from, strideY, strideX, gradient, rows, columns, yStride, target, wStride, left);
        from += FLOAT * 8;
        target += wStride * 8;
      }
    }
    x += rowStride;
    dw += wStride * <usize>rowLength;
  }
}

/** Eight taps × four outputs: a vector of x holds four taps, a value of dy is broadcast to a vector. */
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
