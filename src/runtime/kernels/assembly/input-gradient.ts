// The gradient of a convolution with respect to its input, for dense output gradients.
//
//     dx[p + u, t] += Σ_k dy[p, k] · w[k, u, t]
//
// The sums over k are a matrix product (GEMM) of dy and w; the sums of each position are then added to its window.
// Cache blocking: a few rows of positions at a time, so that the sums are still in the cache when they are added.
import { convolve } from "./convolution";
import { FLOAT, VECTOR } from "./simd";

/**
 * Adds to the gradient of one image.
 *
 * @param dy [rows, columns, outputs]
 * @param w [outputs, filterRows · rowLength], each row padded to `width`, a multiple of four
 * @param zeros [width]
 * @param sums scratch memory for [rowsAtOnce, columns, filterRows · rowLength]
 * @param dx address of the first window
 * @param rowStride bytes from one row of dx to the next
 * @param strideY bytes in dx from a window to the one below it
 * @param strideX bytes in dx from a window to the one on its right
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
  strideY: usize,
  strideX: usize,
  filterRows: i32,
  rowLength: i32,
): void {
  const yStride = <usize>outputs * FLOAT;
  const size = filterRows * rowLength;
  for (let first = 0; first < rows; first += rowsAtOnce) {
    const count = min(rowsAtOnce, rows - first);
    convolve(dy, 0, 0, yStride, w, 1, outputs, width, zeros, sums, 1, count * columns, size);
    let from = sums;
    for (let row = 0; row < count; row++) {
      let window = dx;
      for (let column = 0; column < columns; column++) {
        addWindow(window, rowStride, from, filterRows, rowLength);
        from += <usize>size * FLOAT;
        window += strideX;
      }
      dx += strideY;
    }
    dy += <usize>(count * columns) * yStride;
  }
}

function addWindow(to: usize, rowStride: usize, from: usize, filterRows: i32, rowLength: i32): void {
  for (let u = 0; u < filterRows; u++) {
    let target = to;
    const end = from + <usize>rowLength * FLOAT;
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
