// Convolutions of four images of one channel at once, with strides of one, by minimal filtering F(2 × 2): each 2 × 2
// outputs take 3 × 3 shorter convolutions instead of 4 × 4.
//
// Of one dimension, with the even and odd pixels e and o, and the even and odd taps v and d of the filter:
//
//     y[2i]     = Σ_j v[j] e[i + j] + d[j] o[i + j]         = Σ_j v[j] (e[i + j] − o[i + j])     + (v[j] + d[j]) o[i + j]
//     y[2i + 1] = Σ_j v[j] o[i + j] + d[j] e[i + j + 1]     = Σ_j d[j] (e[i + j + 1] − o[i + j]) + (v[j] + d[j]) o[i + j]
//
// The sums on the right are the same in both lines. The planes e − o, o and e' − o are numbered 0, 1 and 2, as are the
// parts v, v + d and d of the filter. Outputs of even rows (columns) are sums of the parts 0 and 1 of the rows (columns),
// those of odd ones of the parts 1 and 2. A vector holds the same pixel of four images: so all of them are aligned, and
// the four values of a window of 2 × 2 are in the same place of four vectors.
import { storeLargest } from "../pooling";
import { FLOAT, storeFirst, VECTOR } from "../simd";
import { splitImages } from "./images";
import { filterBytes, planeBytes, planeSize, tapsOf } from "./layout";
import { addProducts, SUMS } from "./products";

/**
 * Convolves and max-pools four images: y and argmax are the results of `convolveAndPool` for each. Missing images may be
 * copies of another one, with the same results.
 *
 * @param w as `splitFilter` writes it
 * @param bias its length is a multiple of four
 * @param argmax bytes from y to its argmax
 * @param columns of y, at least two
 * @param scratch memory for `scratchSize` of `polyphase.ts` float32
 */
export function convolveFourAndPool(
  x0: usize,
  x1: usize,
  x2: usize,
  x3: usize,
  rowStride: usize,
  w: usize,
  filterRows: i32,
  filterColumns: i32,
  bias: usize,
  y0: usize,
  y1: usize,
  y2: usize,
  y3: usize,
  argmax: usize,
  rows: i32,
  columns: i32,
  outputs: i32,
  scratch: usize,
): void {
  const rowBytes = <usize>planeSize(columns, filterColumns) * VECTOR;
  const sums = scratch + planeBytes(rows, columns, filterRows, filterColumns) * 9;
  // The rows of pixels are not needed any more when the sums are written.
  splitImages(x0, x1, x2, x3, rowStride, rows, columns, filterRows, filterColumns, sums, scratch);
  const yRow = <usize>(columns * outputs) * FLOAT;
  for (let k = 0; k < outputs; k += 4) {
    const offset = <usize>k * FLOAT;
    fillRow(bias + offset, columns, sums);
    let planes = scratch;
    let to = offset;
    for (let row = 0; row < rows; row++) {
      convolveRow(planes, rowBytes, rows, columns, filterRows, filterColumns, w, sums);
      const from = <i32>(<usize>(row * 2) * rowStride);
      poolRow(
        sums,
        columns,
        from,
        <i32>rowStride,
        y0 + to,
        y1 + to,
        y2 + to,
        y3 + to,
        argmax,
        outputs - k,
        <usize>outputs * FLOAT,
      );
      planes += rowBytes;
      to += yRow;
    }
    w += filterBytes(filterRows, filterColumns);
  }
}

/** Writes the four biases, and zeros, for each position of a row. */
function fillRow(bias: usize, columns: i32, sums: usize): void {
  const zeros = sums + <usize>columns * SUMS;
  const zero = f32x4.splat(0);
  for (let column = 0; column < columns; column++) {
    const to = <usize>column * SUMS;
    for (let i: usize = 0; i < 4; i++) {
      v128.store(sums + to + i * VECTOR, v128.load32_splat(bias + i * FLOAT));
      v128.store(zeros + to + i * VECTOR, zero);
    }
  }
}

/** Of the rows of sums in scratch memory. */
const ZERO: usize = 1;
const SHARED: usize = 2;
const EVEN: usize = 3;
const ODD: usize = 4;
const OTHER: usize = 5;
const TOP_LEFT: usize = 6;
const TOP_RIGHT: usize = 7;
const BOTTOM_LEFT: usize = 8;
const BOTTOM_RIGHT: usize = 9;

/** The four outputs of each window of a row of them, for four output channels. */
function convolveRow(
  planes: usize,
  rowBytes: usize,
  rows: i32,
  columns: i32,
  filterRows: i32,
  filterColumns: i32,
  w: usize,
  sums: usize,
): void {
  const plane = planeBytes(rows, columns, filterRows, filterColumns);
  const line = <usize>columns * SUMS;
  const more = tapsOf(0, filterRows);
  const fewer = tapsOf(2, filterRows);
  const wide = tapsOf(0, filterColumns);
  const narrow = tapsOf(2, filterColumns);
  const wideTaps = <usize>(wide * 4) * FLOAT;
  const narrowTaps = <usize>(narrow * 4) * FLOAT;
  const zero = sums + line * ZERO;
  const shared = sums + line * SHARED;
  const even = sums + line * EVEN;
  const odd = sums + line * ODD;
  const other = sums + line * OTHER;

  const middle = planes + plane * 3;
  const wMiddle = w + <usize>more * (wideTaps * 2 + narrowTaps);
  addProducts(
    middle + plane,
    rowBytes,
    wMiddle + <usize>more * wideTaps,
    more,
    wide,
    sums,
    zero,
    shared,
    columns,
  );
  addProducts(middle, rowBytes, wMiddle, more, wide, shared, zero, even, columns);
  const wRight = wMiddle + <usize>more * wideTaps * 2;
  addProducts(middle + plane * 2, rowBytes, wRight, more, narrow, shared, zero, odd, columns);

  const wTop = w + <usize>more * wideTaps;
  addProducts(planes + plane, rowBytes, wTop, more, wide, zero, zero, other, columns);
  addProducts(planes, rowBytes, w, more, wide, even, other, sums + line * TOP_LEFT, columns);
  const wTopRight = wTop + <usize>more * wideTaps;
  addProducts(
    planes + plane * 2,
    rowBytes,
    wTopRight,
    more,
    narrow,
    odd,
    other,
    sums + line * TOP_RIGHT,
    columns,
  );

  const bottom = planes + plane * 6;
  const wBottom = w + <usize>more * (wideTaps * 2 + narrowTaps) * 2;
  const wBottomMiddle = wBottom + <usize>fewer * wideTaps;
  addProducts(bottom + plane, rowBytes, wBottomMiddle, fewer, wide, zero, zero, other, columns);
  addProducts(bottom, rowBytes, wBottom, fewer, wide, even, other, sums + line * BOTTOM_LEFT, columns);
  const wBottomRight = wBottomMiddle + <usize>fewer * wideTaps;
  const bottomRight = sums + line * BOTTOM_RIGHT;
  addProducts(bottom + plane * 2, rowBytes, wBottomRight, fewer, narrow, odd, other, bottomRight, columns);
}

/** Pools the windows of a row, and writes them to the four images. */
function poolRow(
  sums: usize,
  columns: i32,
  offset: i32,
  below: i32,
  y0: usize,
  y1: usize,
  y2: usize,
  y3: usize,
  argmax: usize,
  count: i32,
  yStride: usize,
): void {
  const line = <usize>columns * SUMS;
  const right = <i32>FLOAT;
  const largest = sums + line * SHARED;
  const offsets = largest + SUMS;
  let from = sums + line * TOP_LEFT;
  for (let column = 0; column < columns; column++) {
    for (let i: usize = 0; i < SUMS; i += VECTOR) {
      const topLeft = v128.load(from + i);
      const topRight = v128.load(from + i + line);
      const bottomLeft = v128.load(from + i + line * 2);
      const bottomRight = v128.load(from + i + line * 3);
      storeLargest(
        largest + i,
        4,
        offsets + i,
        offset,
        below,
        right,
        topLeft,
        topRight,
        bottomLeft,
        bottomRight,
      );
    }
    storeToImages(largest, y0, y1, y2, y3, count);
    storeToImages(offsets, y0 + argmax, y1 + argmax, y2 + argmax, y3 + argmax, count);
    from += SUMS;
    offset += right * 2;
    y0 += yStride;
    y1 += yStride;
    y2 += yStride;
    y3 += yStride;
  }
}

/** Transposes four outputs of four images, and stores the first `count` outputs. */
function storeToImages(from: usize, y0: usize, y1: usize, y2: usize, y3: usize, count: i32): void {
  const a = v128.load(from);
  const b = v128.load(from, 16);
  const c = v128.load(from, 32);
  const d = v128.load(from, 48);
  const lowAb = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const lowCd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const highAb = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const highCd = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  storeFirst(y0, v128.shuffle<f32>(lowAb, lowCd, 0, 1, 4, 5), count);
  storeFirst(y1, v128.shuffle<f32>(lowAb, lowCd, 2, 3, 6, 7), count);
  storeFirst(y2, v128.shuffle<f32>(highAb, highCd, 0, 1, 4, 5), count);
  storeFirst(y3, v128.shuffle<f32>(highAb, highCd, 2, 3, 6, 7), count);
}
