// The forward pass of convolutions and dense layers.
//
//     y[p, k] = b[k] + Σ_{u, t} x[p + u, t] · w[u, t, k]
//
// p is a place of the output, u a row of the filter, and t runs over the filter's columns and channels together,
// which lie one after the other in memory in both x and w. A dense layer is the case of one row, with the samples as
// places. Four neighbouring outputs k make one vector, so w's rows are padded to a multiple of four.
//
// Each load from memory is to serve several multiplications: a block of 8 places × 4 outputs (or 4 × 8) is held in
// eight vectors while u and t run. What is left of a row is done by a block that overlaps the last: a single place
// would wait for each of its own additions.
import { FLOAT, multiplyAdd, storeFirst, VECTOR } from "./simd";
import { convolveSingleChannel } from "./single-channel";

/**
 * One image.
 *
 * @param x the first place's first value
 * @param rowStride bytes from one row of x to the next
 * @param down bytes in x from one row of places to the next
 * @param right bytes in x from one place to the next
 * @param w [filterRows, run, width], width being a multiple of four
 * @param bias of `width`
 * @param y [rows, columns, outputs]
 */
export function convolve(
  x: usize,
  rowStride: usize,
  down: usize,
  right: usize,
  w: usize,
  filterRows: i32,
  run: i32,
  width: i32,
  bias: usize,
  y: usize,
  rows: i32,
  columns: i32,
  outputs: i32,
): void {
  if (right === FLOAT && columns >= 4) {
    convolveSingleChannel(x, rowStride, down, w, filterRows, run, width, bias, y, rows, columns, outputs);
    return;
  }
  const step = <usize>width * FLOAT;
  const pitch = <usize>outputs * FLOAT;
  for (let row = 0; row < rows; row++) {
    let output = 0;
    for (; output + 4 < outputs; output += 8) {
      const weights = w + <usize>output * FLOAT;
      const shift = bias + <usize>output * FLOAT;
      const left = outputs - output;
      let place = x;
      let result = y + <usize>output * FLOAT;
      let column = 0;
      for (; column + 4 <= columns; column += 4) {
        fourByEight(place, rowStride, right, weights, step, filterRows, run, shift, result, pitch, left - 4);
        place += right * 4;
        result += pitch * 4;
      }
      if (column < columns && columns >= 4) {
        const back = <usize>(column + 4 - columns);
        place -= right * back;
        result -= pitch * back;
        fourByEight(place, rowStride, right, weights, step, filterRows, run, shift, result, pitch, left - 4);
        column = columns;
      }
      for (; column < columns; column++) {
        oneByFour(place, rowStride, weights, step, filterRows, run, shift, result, 4);
        const second = result + VECTOR;
        oneByFour(
          place,
          rowStride,
          weights + VECTOR,
          step,
          filterRows,
          run,
          shift + VECTOR,
          second,
          left - 4,
        );
        place += right;
        result += pitch;
      }
    }
    if (output < outputs) {
      const weights = w + <usize>output * FLOAT;
      const shift = bias + <usize>output * FLOAT;
      const left = outputs - output;
      let place = x;
      let result = y + <usize>output * FLOAT;
      let column = 0;
      for (; column + 8 <= columns; column += 8) {
        eightByFour(place, rowStride, right, weights, step, filterRows, run, shift, result, pitch, left);
        place += right * 8;
        result += pitch * 8;
      }
      for (; column + 4 <= columns; column += 4) {
        fourByFour(place, rowStride, right, weights, step, filterRows, run, shift, result, pitch, left);
        place += right * 4;
        result += pitch * 4;
      }
      if (column < columns && columns >= 4) {
        const back = <usize>(column + 4 - columns);
        place -= right * back;
        result -= pitch * back;
        fourByFour(place, rowStride, right, weights, step, filterRows, run, shift, result, pitch, left);
        column = columns;
      }
      for (; column < columns; column++) {
        oneByFour(place, rowStride, weights, step, filterRows, run, shift, result, left);
        place += right;
        result += pitch;
      }
    }
    x += down;
    y += <usize>columns * pitch;
  }
}

/** One place, four outputs, of which `count` are stored. */
function oneByFour(
  x: usize,
  rowStride: usize,
  w: usize,
  step: usize,
  filterRows: i32,
  run: i32,
  bias: usize,
  y: usize,
  count: i32,
): void {
  let a = v128.load(bias);
  for (let u = 0; u < filterRows; u++) {
    let from = x;
    for (let t = 0; t < run; t++) {
      a = multiplyAdd(v128.load32_splat(from), v128.load(w), a);
      from += FLOAT;
      w += step;
    }
    x += rowStride;
  }
  storeFirst(y, a, count);
}

/** Eight places, four outputs. */
function eightByFour(
  x: usize,
  rowStride: usize,
  right: usize,
  w: usize,
  step: usize,
  filterRows: i32,
  run: i32,
  bias: usize,
  y: usize,
  pitch: usize,
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
    const end = x + <usize>run * FLOAT;
    while (from < end) {
      const k = v128.load(w);
      const far = from + right * 4;
      a0 = multiplyAdd(v128.load32_splat(from), k, a0);
      a1 = multiplyAdd(v128.load32_splat(from + right), k, a1);
      a2 = multiplyAdd(v128.load32_splat(from + right * 2), k, a2);
      a3 = multiplyAdd(v128.load32_splat(from + right * 3), k, a3);
      a4 = multiplyAdd(v128.load32_splat(far), k, a4);
      a5 = multiplyAdd(v128.load32_splat(far + right), k, a5);
      a6 = multiplyAdd(v128.load32_splat(far + right * 2), k, a6);
      a7 = multiplyAdd(v128.load32_splat(far + right * 3), k, a7);
      from += FLOAT;
      w += step;
    }
    x += rowStride;
  }
  storeEight(y, pitch, count, a0, a1, a2, a3, a4, a5, a6, a7);
}

function storeEight(
  y: usize,
  pitch: usize,
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
  storeFirst(y + pitch, a1, count);
  storeFirst(y + pitch * 2, a2, count);
  storeFirst(y + pitch * 3, a3, count);
  y += pitch * 4;
  storeFirst(y, a4, count);
  storeFirst(y + pitch, a5, count);
  storeFirst(y + pitch * 2, a6, count);
  storeFirst(y + pitch * 3, a7, count);
}

/** Four places, eight outputs, of whose second four `count` are stored. */
function fourByEight(
  x: usize,
  rowStride: usize,
  right: usize,
  w: usize,
  step: usize,
  filterRows: i32,
  run: i32,
  bias: usize,
  y: usize,
  pitch: usize,
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
    const end = x + <usize>run * FLOAT;
    while (from < end) {
      const k = v128.load(w);
      const l = v128.load(w, 16);
      const x0 = v128.load32_splat(from);
      a0 = multiplyAdd(x0, k, a0);
      c0 = multiplyAdd(x0, l, c0);
      const x1 = v128.load32_splat(from + right);
      a1 = multiplyAdd(x1, k, a1);
      c1 = multiplyAdd(x1, l, c1);
      const x2 = v128.load32_splat(from + right * 2);
      a2 = multiplyAdd(x2, k, a2);
      c2 = multiplyAdd(x2, l, c2);
      const x3 = v128.load32_splat(from + right * 3);
      a3 = multiplyAdd(x3, k, a3);
      c3 = multiplyAdd(x3, l, c3);
      from += FLOAT;
      w += step;
    }
    x += rowStride;
  }
  v128.store(y, a0);
  storeFirst(y + VECTOR, c0, count);
  y += pitch;
  v128.store(y, a1);
  storeFirst(y + VECTOR, c1, count);
  y += pitch;
  v128.store(y, a2);
  storeFirst(y + VECTOR, c2, count);
  y += pitch;
  v128.store(y, a3);
  storeFirst(y + VECTOR, c3, count);
}

/** Four places, four outputs. */
function fourByFour(
  x: usize,
  rowStride: usize,
  right: usize,
  w: usize,
  step: usize,
  filterRows: i32,
  run: i32,
  bias: usize,
  y: usize,
  pitch: usize,
  count: i32,
): void {
  const b = v128.load(bias);
  let a0 = b;
  let a1 = b;
  let a2 = b;
  let a3 = b;
  for (let u = 0; u < filterRows; u++) {
    let from = x;
    const end = x + <usize>run * FLOAT;
    while (from < end) {
      const k = v128.load(w);
      a0 = multiplyAdd(v128.load32_splat(from), k, a0);
      a1 = multiplyAdd(v128.load32_splat(from + right), k, a1);
      a2 = multiplyAdd(v128.load32_splat(from + right * 2), k, a2);
      a3 = multiplyAdd(v128.load32_splat(from + right * 3), k, a3);
      from += FLOAT;
      w += step;
    }
    x += rowStride;
  }
  storeFirst(y, a0, count);
  storeFirst(y + pitch, a1, count);
  storeFirst(y + pitch * 2, a2, count);
  storeFirst(y + pitch * 3, a3, count);
}
