// The gradient of a convolution or dense layer with respect to its weights.
//
//     dw[u, t, k] += Σ_p x[p + u, t] · dy[p, k]
//
// in the names of `convolution.ts`. Eight neighbouring t × four k are held in eight vectors while the places p run: two
// vectors of x, four values of dy, eight multiplications. Then they are turned around, and dw is touched once an image.
import { FLOAT, multiplyAdd } from "./simd";

/**
 * One image.
 *
 * @param x up to three float32 beyond a window's row are read, and do not count
 * @param dy [rows, columns, outputs]; up to three float32 beyond its end are read, and do not count
 * @param dw [filterRows, run, width], width being a multiple of four; what lies beyond `outputs` there is no gradient
 */
export function addFilterGradient(
  x: usize,
  rowStride: usize,
  down: usize,
  right: usize,
  dy: usize,
  rows: i32,
  columns: i32,
  outputs: i32,
  dw: usize,
  filterRows: i32,
  run: i32,
  width: i32,
): void {
  const step = <usize>width * FLOAT;
  const pitch = <usize>outputs * FLOAT;
  for (let u = 0; u < filterRows; u++) {
    for (let output = 0; output < outputs; output += 4) {
      const gradient = dy + <usize>output * FLOAT;
      let target = dw + <usize>output * FLOAT;
      let from = x;
      for (let t = 0; t < run; t += 8) {
        const left = run - t;
        if (left > 4)
          eightTaps(from, down, right, gradient, rows, columns, pitch, target, step, min(left, 8));
        else fourTaps(from, down, right, gradient, rows, columns, pitch, target, step, left);
        from += FLOAT * 8;
        target += step * 8;
      }
    }
    x += rowStride;
    dw += step * <usize>run;
  }
}

/** Eight taps × four outputs: each x is a vector of four taps, each dy is spread over one. */
function eightTaps(
  x: usize,
  down: usize,
  right: usize,
  dy: usize,
  rows: i32,
  columns: i32,
  pitch: usize,
  dw: usize,
  step: usize,
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
      from += right;
      dy += pitch;
    }
    x += down;
  }
  addTurned(dw, step, 4, a0, a1, a2, a3);
  addTurned(dw + step * 4, step, count - 4, b0, b1, b2, b3);
}

/** Up to four taps × four outputs. */
function fourTaps(
  x: usize,
  down: usize,
  right: usize,
  dy: usize,
  rows: i32,
  columns: i32,
  pitch: usize,
  dw: usize,
  step: usize,
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
      from += right;
      dy += pitch;
    }
    x += down;
  }
  addTurned(dw, step, count, a0, a1, a2, a3);
}

/** Adds four outputs of the first `count` of four taps, tap by tap. */
function addTurned(dw: usize, step: usize, count: i32, a0: v128, a1: v128, a2: v128, a3: v128): void {
  const low01 = v128.shuffle<f32>(a0, a1, 0, 4, 1, 5);
  const low23 = v128.shuffle<f32>(a2, a3, 0, 4, 1, 5);
  add(dw, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
  if (count > 1) add(dw + step, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
  const high01 = v128.shuffle<f32>(a0, a1, 2, 6, 3, 7);
  const high23 = v128.shuffle<f32>(a2, a3, 2, 6, 3, 7);
  if (count > 2) add(dw + step * 2, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
  if (count > 3) add(dw + step * 3, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
}

function add(to: usize, a: v128): void {
  v128.store(to, f32x4.add(v128.load(to), a));
}

/** So many numbers are added one after the other; then their sum is added to those of the other blocks. */
const BLOCK: i32 = 256;

/**
 * to[k] += Σ_p dy[p, k]: the gradient of a bias. `to` is of a multiple of four; what lies beyond `outputs` there is
 * none. In blocks, because a float32 to which 30 000 others were added has lost four of its seven digits.
 *
 * @param dy [places, outputs]; up to three float32 beyond its end are read, and do not count
 */
export function addBiasGradient(dy: usize, places: i32, outputs: i32, to: usize): void {
  const pitch = <usize>outputs * FLOAT;
  for (let first = 0; first < places; first += BLOCK) {
    const count = min(places - first, BLOCK);
    for (let output = 0; output < outputs; output += 4) {
      const offset = <usize>output * FLOAT;
      add(to + offset, sumOfRows(dy + offset, count, pitch));
    }
    dy += <usize>count * pitch;
  }
}

/** In four sums, so that no addition waits for the one before. */
function sumOfRows(from: usize, count: i32, pitch: usize): v128 {
  const zero = f32x4.splat(0);
  let a0 = zero;
  let a1 = zero;
  let a2 = zero;
  let a3 = zero;
  let row = 0;
  for (; row + 4 <= count; row += 4) {
    a0 = f32x4.add(a0, v128.load(from));
    a1 = f32x4.add(a1, v128.load(from + pitch));
    a2 = f32x4.add(a2, v128.load(from + pitch * 2));
    a3 = f32x4.add(a3, v128.load(from + pitch * 3));
    from += pitch * 4;
  }
  for (; row < count; row++) {
    a0 = f32x4.add(a0, v128.load(from));
    from += pitch;
  }
  return f32x4.add(f32x4.add(a0, a1), f32x4.add(a2, a3));
}
