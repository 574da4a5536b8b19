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

/**
 * Adds to the gradient of one image, one row of dx after another: the sums of a row run over the filter rows as well, so
 * that fewer of them are stored and added.
 *
 * @param dy [rows, columns, outputs]
 * @param w [filterRows, outputs, rowLength], each row padded to `width`, a multiple of four. The filter rows are in the
 *   order of the remainders of their division by the row stride.
 * @param zeros [width]
 * @param sums scratch memory for [columns, rowLength]
 * @param dx address of the first window
 */
export function addInputGradientByRows(
  dy: usize,
  rows: i32,
  columns: i32,
  outputs: i32,
  w: usize,
  width: i32,
  zeros: usize,
  sums: usize,
  dx: usize,
  rowStride: usize,
  strideY: usize,
  strideX: usize,
  filterRows: i32,
  rowLength: i32,
): void {
  const stride = <i32>(strideY / rowStride);
  const yStride = <usize>outputs * FLOAT;
  const rowBytes = <usize>columns * yStride;
  const filterRowBytes = <usize>(outputs * width) * FLOAT;
  for (let remainder = 0; remainder < min(stride, filterRows); remainder++) {
    // Of these filter rows, the i-th adds row r − i of dy to the row of dx that belongs to r.
    const count = (filterRows - remainder + stride - 1) / stride;
    for (let r = 0; r < rows + count - 1; r++) {
      const first = max(r - rows + 1, 0);
      const from = dy + <usize>(r - first) * rowBytes;
      const filter = w + <usize>first * filterRowBytes;
      const terms = min(r, count - 1) - first + 1;
      convolve(
        from,
        0 - rowBytes,
        0,
        yStride,
        filter,
        terms,
        outputs,
        width,
        zeros,
        sums,
        1,
        columns,
        rowLength,
      );
      let window = dx + <usize>r * strideY + <usize>remainder * rowStride;
      let sum = sums;
      for (let column = 0; column < columns; column++) {
        addRun(window, sum, rowLength);
        sum += <usize>rowLength * FLOAT;
        window += strideX;
      }
    }
    w += <usize>count * filterRowBytes;
  }
}

/** Adds neighbouring values. */
function addRun(to: usize, from: usize, count: i32): void {
  const end = from + <usize>count * FLOAT;
  for (; from + VECTOR <= end; from += VECTOR) {
    v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
    to += VECTOR;
  }
  for (; from < end; from += FLOAT) {
    store<f32>(to, load<f32>(to) + load<f32>(from));
    to += FLOAT;
  }
}

function addWindow(to: usize, rowStride: usize, from: usize, filterRows: i32, rowLength: i32): void {
  for (let u = 0; u < filterRows; u++) {
    addRun(to, from, rowLength);
    from += <usize>rowLength * FLOAT;
    to += rowStride;
  }
}
