// The gradient of a convolution or dense layer with respect to its weights.
//
//     dw[u, t, k] += Σ_p x[p + u, t] · dy[p, k]
//
// in the names of `convolution.ts`. Eight neighbouring t × four k are held in eight vectors while the places p run,
// so each place costs one load of dy and eight of x, and dw is touched once an image.
import { FLOAT, multiplyAdd, VECTOR } from "./simd";

/**
 * One image.
 *
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
  let a0 = zero,
    a1 = zero,
    a2 = zero,
    a3 = zero,
    a4 = zero,
    a5 = zero,
    a6 = zero,
    a7 = zero;
  for (let row = 0; row < rows; row++) {
    let from = x;
    for (let column = 0; column < columns; column++) {
      const g = v128.load(dy);
      a0 = multiplyAdd(v128.load32_splat(from), g, a0);
      a1 = multiplyAdd(v128.load32_splat(from, 4), g, a1);
      a2 = multiplyAdd(v128.load32_splat(from, 8), g, a2);
      a3 = multiplyAdd(v128.load32_splat(from, 12), g, a3);
      a4 = multiplyAdd(v128.load32_splat(from, 16), g, a4);
      a5 = multiplyAdd(v128.load32_splat(from, 20), g, a5);
      a6 = multiplyAdd(v128.load32_splat(from, 24), g, a6);
      a7 = multiplyAdd(v128.load32_splat(from, 28), g, a7);
      from += right;
      dy += pitch;
    }
    x += down;
  }
  add(dw, a0);
  add(dw + step, a1);
  add(dw + step * 2, a2);
  add(dw + step * 3, a3);
  dw += step * 4;
  add(dw, a4);
  if (count > 5) add(dw + step, a5);
  if (count > 6) add(dw + step * 2, a6);
  if (count > 7) add(dw + step * 3, a7);
}

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
  let a0 = zero,
    a1 = zero,
    a2 = zero,
    a3 = zero;
  for (let row = 0; row < rows; row++) {
    let from = x;
    for (let column = 0; column < columns; column++) {
      const g = v128.load(dy);
      a0 = multiplyAdd(v128.load32_splat(from), g, a0);
      a1 = multiplyAdd(v128.load32_splat(from, 4), g, a1);
      a2 = multiplyAdd(v128.load32_splat(from, 8), g, a2);
      a3 = multiplyAdd(v128.load32_splat(from, 12), g, a3);
      from += right;
      dy += pitch;
    }
    x += down;
  }
  add(dw, a0);
  if (count > 1) add(dw + step, a1);
  if (count > 2) add(dw + step * 2, a2);
  if (count > 3) add(dw + step * 3, a3);
}

function add(to: usize, a: v128): void {
  v128.store(to, f32x4.add(v128.load(to), a));
}

/**
 * to[k] += Σ_p dy[p, k]: the gradient of a bias. `to` is of a multiple of four; what lies beyond `outputs` is none.
 * In four sums, so that no addition waits for the one before.
 */
export function addBiasGradient(dy: usize, places: i32, outputs: i32, to: usize): void {
  const pitch = <usize>outputs * FLOAT;
  for (let output = 0; output < outputs; output += 4) {
    const zero = f32x4.splat(0);
    let a0 = zero;
    let a1 = zero;
    let a2 = zero;
    let a3 = zero;
    let from = dy + <usize>output * FLOAT;
    let place = 0;
    for (; place + 4 <= places; place += 4) {
      a0 = f32x4.add(a0, v128.load(from));
      a1 = f32x4.add(a1, v128.load(from + pitch));
      a2 = f32x4.add(a2, v128.load(from + pitch * 2));
      a3 = f32x4.add(a3, v128.load(from + pitch * 3));
      from += pitch * 4;
    }
    for (; place < places; place++) {
      a0 = f32x4.add(a0, v128.load(from));
      from += pitch;
    }
    add(to, f32x4.add(f32x4.add(a0, a1), f32x4.add(a2, a3)));
    to += VECTOR;
  }
}
