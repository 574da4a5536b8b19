// The gradient of a convolution with respect to its input, where every output has one.
//
//     dx[p + u, t] += Σ_k dy[p, k] · w[k, u, t]
//
// The sums over k are a dense layer's forward pass, with w as its matrix, and are as quick; each place's are then added
// to its window. A few rows of places at a time, so that the sums are still in the cache when they are added.
import { convolve } from "./convolution";
import { FLOAT, VECTOR } from "./simd";

/**
 * One image.
 *
 * @param dy [rows, columns, outputs]
 * @param w [outputs, filterRows · run], a row being `width` long, a multiple of four
 * @param zeros of `width`
 * @param sums room for [rowsAtOnce, columns, filterRows · run]
 * @param dx where the first place's window begins
 * @param rowStride bytes from one row of dx to the next
 * @param down bytes in dx from one row of windows to the next
 * @param right bytes in dx from one window to the next
 */
export function addInputGradient(
  dy: usize,
  rows: i32,
  columns: i32,
  outputs: i32,
  w: usize,
  width: i32,
  zeros: usize,
  sums: usize,
  rowsAtOnce: i32,
  dx: usize,
  rowStride: usize,
  down: usize,
  right: usize,
  filterRows: i32,
  run: i32,
): void {
  const pitch = <usize>outputs * FLOAT;
  const size = filterRows * run;
  for (let first = 0; first < rows; first += rowsAtOnce) {
    const count = min(rowsAtOnce, rows - first);
    convolve(dy, 0, 0, pitch, w, 1, outputs, width, zeros, sums, 1, count * columns, size);
    let from = sums;
    for (let row = 0; row < count; row++) {
      let window = dx;
      for (let column = 0; column < columns; column++) {
        addWindow(window, rowStride, from, filterRows, run);
        from += <usize>size * FLOAT;
        window += right;
      }
      dx += down;
    }
    dy += <usize>(count * columns) * pitch;
  }
}

function addWindow(to: usize, rowStride: usize, from: usize, filterRows: i32, run: i32): void {
  for (let u = 0; u < filterRows; u++) {
    let target = to;
    const end = from + <usize>run * FLOAT;
    for (; from + VECTOR <= end; from += VECTOR) {
      v128.store(target, f32x4.add(v128.load(target), v128.load(from)));
      target += VECTOR;
    }
    for (; from < end; from += FLOAT) {
      store<f32>(target, load<f32>(target) + load<f32>(from));
      target += FLOAT;
    }
    to += rowStride;
  }
}
