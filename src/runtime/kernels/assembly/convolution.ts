// The forward pass of convolutions and dense layers.
//
//     y[p, k] = b[k] + Σ_{u, t} x[p + u, t] · w[u, t, k]
//
// p is an output position, u a filter row, and t runs over the filter's columns and channels together, which are
// contiguous in both x and w. A dense layer is the case of one filter row, with the samples as positions. A vector
// holds four neighbouring outputs k, so w's rows are padded to a multiple of four.
//
// Register blocking: each load serves several multiplications, because a block of 8 positions × 4 outputs (or 4 × 8)
// stays in eight vectors while u and t run. Where blocks of four do not fill a row, as in rows of 10 or 14, some are
// blocks of five. If that is not possible either, the remainder of the row is computed by a block that overlaps the
// previous one, because a single position would wait for the latency of each of its own additions.
import { FLOAT, multiplyAdd, storeFirst, VECTOR } from "./simd";
import { convolveSingleChannel } from "./single-channel";

/**
 * Convolves one image.
 *
 * @param x address of the first window
 * @param rowStride bytes from one row of x to the next
 * @param strideY bytes in x from a window to the one below it
 * @param strideX bytes in x from a window to the one on its right
 * @param w [filterRows, rowLength, width], width a multiple of four
 * @param bias [width]
 * @param y [rows, columns, outputs]
 */
export function convolve(
  x: usize,
  rowStride: usize,
  strideY: usize,
  strideX: usize,
  w: usize,
  filterRows: i32,
  rowLength: i32,
  width: i32,
  bias: usize,
  y: usize,
  rows: i32,
  columns: i32,
  outputs: i32,
): void {
  if (strideX === FLOAT && columns >= 4) {
    convolveSingleChannel(
      x,
      rowStride,
      strideY,
      w,
      filterRows,
      rowLength,
      width,
      bias,
      y,
      rows,
      columns,
      outputs,
    );
    return;
  }
  const wStride = <usize>width * FLOAT;
  const yStride = <usize>outputs * FLOAT;
  for (let row = 0; row < rows; row++) {
    let output = 0;
    for (; output + 4 < outputs; output += 8) {
      const k = <usize>output * FLOAT;
      const count = outputs - output;
      rowByEight(
        x,
        rowStride,
        strideX,
        w + k,
        wStride,
        filterRows,
        rowLength,
        bias + k,
        y + k,
        yStride,
        columns,
        count,
      );
    }
    if (output < outputs) {
      const k = <usize>output * FLOAT;
      const count = outputs - output;
      rowByFour(
        x,
        rowStride,
        strideX,
        w + k,
        wStride,
        filterRows,
        rowLength,
        bias + k,
        y + k,
        yStride,
        columns,
        count,
      );
    }
    x += strideY;
    y += <usize>columns * yStride;
  }
}

/** One row of positions × eight outputs, of which the first `count` (more than four) are stored. */
function rowByEight(
  x: usize,
  rowStride: usize,
  strideX: usize,
  w: usize,
  wStride: usize,
  filterRows: i32,
  rowLength: i32,
  bias: usize,
  y: usize,
  yStride: usize,
  columns: i32,
  count: i32,
): void {
  let column = 0;
  let fives = columns & 3;
  if (fives * 5 > columns) fives = 0;
  for (; fives > 0; fives--) {
    fiveByEight(x, rowStride, strideX, w, wStride, filterRows, rowLength, bias, y, yStride, count - 4);
    x += strideX * 5;
    y += yStride * 5;
    column += 5;
  }
  for (; column < columns && columns >= 4; column += 4) {
    const overlap = <usize>max(column + 4 - columns, 0);
    x -= strideX * overlap;
    y -= yStride * overlap;
    fourByEight(x, rowStride, strideX, w, wStride, filterRows, rowLength, bias, y, yStride, count - 4);
    x += strideX * 4;
    y += yStride * 4;
  }
  for (; column < columns; column++) {
    oneByFour(x, rowStride, w, wStride, filterRows, rowLength, bias, y, 4);
    const next = w + VECTOR;
    oneByFour(x, rowStride, next, wStride, filterRows, rowLength, bias + VECTOR, y + VECTOR, count - 4);
    x += strideX;
    y += yStride;
  }
}

/** One row of positions × four outputs, of which the first `count` are stored. */
function rowByFour(
  x: usize,
  rowStride: usize,
  strideX: usize,
  w: usize,
  wStride: usize,
  filterRows: i32,
  rowLength: i32,
  bias: usize,
  y: usize,
  yStride: usize,
  columns: i32,
  count: i32,
): void {
  let column = 0;
  for (; column + 8 <= columns; column += 8) {
    eightByFour(x, rowStride, strideX, w, wStride, filterRows, rowLength, bias, y, yStride, count);
    x += strideX * 8;
    y += yStride * 8;
  }
  for (; column + 4 <= columns; column += 4) {
    fourByFour(x, rowStride, strideX, w, wStride, filterRows, rowLength, bias, y, yStride, count);
    x += strideX * 4;
    y += yStride * 4;
  }
  if (column < columns && columns >= 4) {
    const overlap = <usize>(column + 4 - columns);
    x -= strideX * overlap;
    y -= yStride * overlap;
    fourByFour(x, rowStride, strideX, w, wStride, filterRows, rowLength, bias, y, yStride, count);
    return;
  }
  for (; column < columns; column++) {
    oneByFour(x, rowStride, w, wStride, filterRows, rowLength, bias, y, count);
    x += strideX;
    y += yStride;
  }
}

/** One position × four outputs, of which the first `count` are stored. */
function oneByFour(
  x: usize,
  rowStride: usize,
  w: usize,
  wStride: usize,
  filterRows: i32,
  rowLength: i32,
  bias: usize,
  y: usize,
  count: i32,
): void {
  let a = v128.load(bias);
  for (let u = 0; u < filterRows; u++) {
    let from = x;
    for (let t = 0; t < rowLength; t++) {
      a = multiplyAdd(v128.load32_splat(from), v128.load(w), a);
      from += FLOAT;
      w += wStride;
    }
    x += rowStride;
  }
  storeFirst(y, a, count);
}

/** Eight positions × four outputs. */
function eightByFour(
  x: usize,
  rowStride: usize,
  strideX: usize,
  w: usize,
  wStride: usize,
  filterRows: i32,
  rowLength: i32,
  bias: usize,
  y: usize,
  yStride: usize,
  count: i32,
): void {
  const b = v128.load(bias);
  let a0 = b,
    a1 = b,
    a2 = b,
    a3 = b,
    a4 = b,
    a5 = b,
    a6 = b,
    a7 = b;
  for (let u = 0; u < filterRows; u++) {
    let from = x;
    const end = x + <usize>rowLength * FLOAT;
    while (from < end) {
      const k = v128.load(w);
      const far = from + strideX * 4;
      a0 = multiplyAdd(v128.load32_splat(from), k, a0);
      a1 = multiplyAdd(v128.load32_splat(from + strideX), k, a1);
      a2 = multiplyAdd(v128.load32_splat(from + strideX * 2), k, a2);
      a3 = multiplyAdd(v128.load32_splat(from + strideX * 3), k, a3);
      a4 = multiplyAdd(v128.load32_splat(far), k, a4);
      a5 = multiplyAdd(v128.load32_splat(far + strideX), k, a5);
      a6 = multiplyAdd(v128.load32_splat(far + strideX * 2), k, a6);
      a7 = multiplyAdd(v128.load32_splat(far + strideX * 3), k, a7);
      from += FLOAT;
      w += wStride;
    }
    x += rowStride;
  }
  storeEight(y, yStride, count, a0, a1, a2, a3, a4, a5, a6, a7);
}

function storeEight(
  y: usize,
  yStride: usize,
  count: i32,
  a0: v128,
  a1: v128,
  a2: v128,
  a3: v128,
  a4: v128,
  a5: v128,
  a6: v128,
  a7: v128,
): void {
  storeFirst(y, a0, count);
  storeFirst(y + yStride, a1, count);
  storeFirst(y + yStride * 2, a2, count);
  storeFirst(y + yStride * 3, a3, count);
  y += yStride * 4;
  storeFirst(y, a4, count);
  storeFirst(y + yStride, a5, count);
  storeFirst(y + yStride * 2, a6, count);
  storeFirst(y + yStride * 3, a7, count);
}

function storeEightOutputs(y: usize, a: v128, c: v128, count: i32): void {
  v128.store(y, a);
  storeFirst(y + VECTOR, c, count);
}

/** Four positions × eight outputs; of the last four, the first `count` are stored. */
function fourByEight(
  x: usize,
  rowStride: usize,
  strideX: usize,
  w: usize,
  wStride: usize,
  filterRows: i32,
  rowLength: i32,
  bias: usize,
  y: usize,
  yStride: usize,
  count: i32,
): void {
  const b = v128.load(bias);
  const c = v128.load(bias, 16);
  let a0 = b,
    a1 = b,
    a2 = b,
    a3 = b,
    c0 = c,
    c1 = c,
    c2 = c,
    c3 = c;
  for (let u = 0; u < filterRows; u++) {
    let from = x;
    const end = x + <usize>rowLength * FLOAT;
    while (from < end) {
      const k = v128.load(w);
      const l = v128.load(w, 16);
      const x0 = v128.load32_splat(from);
      a0 = multiplyAdd(x0, k, a0);
      c0 = multiplyAdd(x0, l, c0);
      const x1 = v128.load32_splat(from + strideX);
      a1 = multiplyAdd(x1, k, a1);
      c1 = multiplyAdd(x1, l, c1);
      const x2 = v128.load32_splat(from + strideX * 2);
      a2 = multiplyAdd(x2, k, a2);
      c2 = multiplyAdd(x2, l, c2);
      const x3 = v128.load32_splat(from + strideX * 3);
      a3 = multiplyAdd(x3, k, a3);
      c3 = multiplyAdd(x3, l, c3);
      from += FLOAT;
      w += wStride;
    }
    x += rowStride;
  }
  storeEightOutputs(y, a0, c0, count);
  storeEightOutputs(y + yStride, a1, c1, count);
  storeEightOutputs(y + yStride * 2, a2, c2, count);
  storeEightOutputs(y + yStride * 3, a3, c3, count);
}

/** Five positions × eight outputs; of the last four, the first `count` are stored. */
function fiveByEight(
  x: usize,
  rowStride: usize,
  strideX: usize,
  w: usize,
  wStride: usize,
  filterRows: i32,
  rowLength: i32,
  bias: usize,
  y: usize,
  yStride: usize,
  count: i32,
): void {
  const b = v128.load(bias);
  const c = v128.load(bias, 16);
  let a0 = b,
    a1 = b,
    a2 = b,
    a3 = b,
    a4 = b,
    c0 = c,
    c1 = c,
    c2 = c,
    c3 = c,
    c4 = c;
  for (let u = 0; u < filterRows; u++) {
    let from = x;
    const end = x + <usize>rowLength * FLOAT;
    while (from < end) {
      const k = v128.load(w);
      const l = v128.load(w, 16);
      const x0 = v128.load32_splat(from);
      a0 = multiplyAdd(x0, k, a0);
      c0 = multiplyAdd(x0, l, c0);
      const x1 = v128.load32_splat(from + strideX);
      a1 = multiplyAdd(x1, k, a1);
      c1 = multiplyAdd(x1, l, c1);
      const x2 = v128.load32_splat(from + strideX * 2);
      a2 = multiplyAdd(x2, k, a2);
      c2 = multiplyAdd(x2, l, c2);
      const x3 = v128.load32_splat(from + strideX * 3);
      a3 = multiplyAdd(x3, k, a3);
      c3 = multiplyAdd(x3, l, c3);
      const x4 = v128.load32_splat(from + strideX * 4);
      a4 = multiplyAdd(x4, k, a4);
      c4 = multiplyAdd(x4, l, c4);
      from += FLOAT;
      w += wStride;
    }
    x += rowStride;
  }
  storeEightOutputs(y, a0, c0, count);
  storeEightOutputs(y + yStride, a1, c1, count);
  storeEightOutputs(y + yStride * 2, a2, c2, count);
  storeEightOutputs(y + yStride * 3, a3, c3, count);
  storeEightOutputs(y + yStride * 4, a4, c4, count);
}

/** Four positions × four outputs. */
function fourByFour(
  x: usize,
  rowStride: usize,
  strideX: usize,
  w: usize,
  wStride: usize,
  filterRows: i32,
  rowLength: i32,
  bias: usize,
  y: usize,
  yStride: usize,
  count: i32,
): void {
  const b = v128.load(bias);
  let a0 = b;
  let a1 = b;
  let a2 = b;
  let a3 = b;
  for (let u = 0; u < filterRows; u++) {
    let from = x;
    const end = x + <usize>rowLength * FLOAT;
    while (from < end) {
      const k = v128.load(w);
      a0 = multiplyAdd(v128.load32_splat(from), k, a0);
      a1 = multiplyAdd(v128.load32_splat(from + strideX), k, a1);
      a2 = multiplyAdd(v128.load32_splat(from + strideX * 2), k, a2);
      a3 = multiplyAdd(v128.load32_splat(from + strideX * 3), k, a3);
      from += FLOAT;
      w += wStride;
    }
    x += rowStride;
  }
  storeFirst(y, a0, count);
  storeFirst(y + yStride, a1, count);
  storeFirst(y + yStride * 2, a2, count);
  storeFirst(y + yStride * 3, a3, count);
}
