// The gradients of a convolution where most of dy is zero: below a max pooling only the maxima have a gradient, below a
// ReLU only the positive outputs. These kernels loop over the non-zero values g of dy:
//
//     dw[k, u, t] += g · x[p + u, t]        dx[p + u, t] += g · w[k, u, t]
//
// t is contiguous in memory, in w too, which is why w is transposed: the outputs k are its first axis.
import { FLOAT, multiplyAdd, VECTOR } from "./simd";

/**
 * Adds to the gradient of a filter the part of one image.
 *
 * For each output, the non-zero values are first compacted into a list, without branches, which would be
 * mispredicted. A tile of four rows × eight columns of dw then stays in eight vectors while the list is read; this is
 * repeated for each tile.
 *
 * @param dy [count, outputs]
 * @param offsets int32 [count, outputs]: byte offset in x of the window that produced the value; negative for none
 * @param dw [outputs, filterRows, rowLength], each row padded to `width`, a multiple of four
 * @param list scratch memory for 2 · count float32
 */
export function addSparseFilterGradient(
  x: usize,
  rowStride: usize,
  dy: usize,
  offsets: usize,
  count: i32,
  outputs: i32,
  dw: usize,
  filterRows: i32,
  width: i32,
  list: usize,
): void {
  const rowBytes = <usize>width * FLOAT;
  const yStride = <usize>outputs * FLOAT;
  for (let k = 0; k < outputs; k++) {
    const channel = <usize>k * FLOAT;
    const end = compact(dy + channel, offsets + channel, count, yStride, x, list);
    for (let u = 0; u < filterRows; u += 4) {
      const rows = min(filterRows - u, 4);
      const shift = <usize>u * rowStride;
      let column: usize = 0;
      for (; column + VECTOR < rowBytes; column += VECTOR * 2) {
        addTile(dw + column, rowBytes, shift + column, rowStride, rows, list, end);
      }
      if (column < rowBytes) addNarrowTile(dw + column, rowBytes, shift + column, rowStride, rows, list, end);
      dw += rowBytes * <usize>rows;
    }
  }
}

/** Branchless compaction: writes (address of the window, g) for each non-zero g; returns the end of the list. */
function compact(dy: usize, offsets: usize, count: i32, yStride: usize, x: usize, list: usize): usize {
  for (let position = 0; position < count; position++) {
    const g = load<f32>(dy);
    const offset = load<i32>(offsets);
    store<usize>(list, x + <usize>offset);
    store<f32>(list, g, 4);
    list += (<usize>(i32(g !== 0) & i32(offset >= 0))) << 3;
    dy += yStride;
    offsets += yStride;
  }
  return list;
}

/** Up to four rows × eight columns. Missing rows repeat the first one and are not stored. */
function addTile(
  dw: usize,
  rowBytes: usize,
  shift: usize,
  rowStride: usize,
  rows: i32,
  list: usize,
  end: usize,
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
  const second = rows > 1 ? rowStride : 0;
  const third = rows > 2 ? rowStride * 2 : 0;
  const fourth = rows > 3 ? rowStride * 3 : 0;
  for (; list < end; list += 8) {
    const from = load<usize>(list) + shift;
    const g = v128.load32_splat(list, 4);
    a0 = multiplyAdd(g, v128.load(from), a0);
    b0 = multiplyAdd(g, v128.load(from, 16), b0);
    a1 = multiplyAdd(g, v128.load(from + second), a1);
    b1 = multiplyAdd(g, v128.load(from + second, 16), b1);
    a2 = multiplyAdd(g, v128.load(from + third), a2);
    b2 = multiplyAdd(g, v128.load(from + third, 16), b2);
    a3 = multiplyAdd(g, v128.load(from + fourth), a3);
    b3 = multiplyAdd(g, v128.load(from + fourth, 16), b3);
  }
  addTo(dw, a0);
  addTo(dw + VECTOR, b0);
  if (rows > 1) {
    addTo(dw + rowBytes, a1);
    addTo(dw + rowBytes + VECTOR, b1);
  }
  if (rows > 2) {
    addTo(dw + rowBytes * 2, a2);
    addTo(dw + rowBytes * 2 + VECTOR, b2);
  }
  if (rows > 3) {
    addTo(dw + rowBytes * 3, a3);
    addTo(dw + rowBytes * 3 + VECTOR, b3);
  }
}

/** Up to four rows × four columns. */
function addNarrowTile(
  dw: usize,
  rowBytes: usize,
  shift: usize,
  rowStride: usize,
  rows: i32,
  list: usize,
  end: usize,
): void {
  const zero = f32x4.splat(0);
  let a0 = zero;
  let a1 = zero;
  let a2 = zero;
  let a3 = zero;
  const second = rows > 1 ? rowStride : 0;
  const third = rows > 2 ? rowStride * 2 : 0;
  const fourth = rows > 3 ? rowStride * 3 : 0;
  for (; list < end; list += 8) {
    const from = load<usize>(list) + shift;
    const g = v128.load32_splat(list, 4);
    a0 = multiplyAdd(g, v128.load(from), a0);
    a1 = multiplyAdd(g, v128.load(from + second), a1);
    a2 = multiplyAdd(g, v128.load(from + third), a2);
    a3 = multiplyAdd(g, v128.load(from + fourth), a3);
  }
  addTo(dw, a0);
  if (rows > 1) addTo(dw + rowBytes, a1);
  if (rows > 2) addTo(dw + rowBytes * 2, a2);
  if (rows > 3) addTo(dw + rowBytes * 3, a3);
}

function addTo(to: usize, a: v128): void {
  v128.store(to, f32x4.add(v128.load(to), a));
}

/** Adds to the gradient of one image: dx[p + u, t] += g · w[k, u, t]. The rows of w are zero beyond `rowLength`. */
export function addSparseInputGradient(
  dx: usize,
  rowStride: usize,
  dy: usize,
  offsets: usize,
  count: i32,
  outputs: i32,
  w: usize,
  filterRows: i32,
  width: i32,
): void {
  const size = <usize>(filterRows * width) * FLOAT;
  const bytes = <usize>width * FLOAT;
  for (let position = 0; position < count; position++) {
    let filter = w;
    for (let k = 0; k < outputs; k++) {
      const g = load<f32>(dy);
      const offset = load<i32>(offsets);
      if (g !== 0 && offset >= 0) {
        const scale = f32x4.splat(g);
        let window = dx + <usize>offset;
        let row = filter;
        for (let u = 0; u < filterRows; u++) {
          for (let column: usize = 0; column < bytes; column += VECTOR) {
            v128.store(
              window + column,
              multiplyAdd(scale, v128.load(row + column), v128.load(window + column)),
            );
          }
          row += bytes;
          window += rowStride;
        }
      }
      dy += FLOAT;
      offsets += FLOAT;
      filter += size;
    }
  }
}
