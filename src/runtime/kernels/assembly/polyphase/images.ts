import { VECTOR } from "../simd";
import { planeBytes, planeSize } from "./layout";

/**
 * Splits four images of one channel into nine planes: their rows, and these rows' columns, are the differences of even
 * and odd ones, the odd ones, and the differences of the next even and odd ones. A vector holds the same pixel of all four
 * images.
 *
 * @param rows of pairs of positions
 * @param columns of pairs of positions
 * @param lines scratch memory for two rows of three planes, and for a row of pixels and up to four more
 */
export function splitImages(
  x0: usize,
  x1: usize,
  x2: usize,
  x3: usize,
  rowStride: usize,
  rows: i32,
  columns: i32,
  filterRows: i32,
  filterColumns: i32,
  lines: usize,
  planes: usize,
): void {
  const height = rows * 2 + filterRows - 1;
  const width = columns * 2 + filterColumns - 1;
  const count = planeSize(columns, filterColumns);
  const rowBytes = <usize>count * VECTOR;
  const plane = planeBytes(rows, columns, filterRows, filterColumns);
  const pixels = lines + rowBytes * 6;
  let even = lines;
  let next = lines + rowBytes * 3;
  loadRow(x0, x1, x2, x3, width, pixels);
  splitColumns(pixels, count, even, rowBytes);
  for (let row = planeSize(rows, filterRows); row > 0; row--) {
    x0 += rowStride;
    x1 += rowStride;
    x2 += rowStride;
    x3 += rowStride;
    loadRow(x0, x1, x2, x3, width, pixels);
    const odd = planes + plane * 3;
    splitColumns(pixels, count, odd, plane);
    x0 += rowStride;
    x1 += rowStride;
    x2 += rowStride;
    x3 += rowStride;
    // With an odd number of taps, the last odd row is the last of all.
    if (row > 1 || (height & 1) === 1) loadRow(x0, x1, x2, x3, width, pixels);
    splitColumns(pixels, count, next, rowBytes);
    for (let part: usize = 0; part < 3; part++) {
      const from = odd + part * plane;
      subtractRow(even + part * rowBytes, from, planes + part * plane, count);
      subtractRow(next + part * rowBytes, from, planes + (part + 6) * plane, count);
    }
    planes += rowBytes;
    const last = even;
    even = next;
    next = last;
  }
}

/** Transposes a row of pixels of four images. Up to three pixels after its end are read. */
function loadRow(x0: usize, x1: usize, x2: usize, x3: usize, width: i32, to: usize): void {
  for (let column = 0; column < width; column += 4) {
    const a = v128.load(x0);
    const b = v128.load(x1);
    const c = v128.load(x2);
    const d = v128.load(x3);
    const lowAb = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const lowCd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    const highAb = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const highCd = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f32>(lowAb, lowCd, 0, 1, 4, 5));
    v128.store(to, v128.shuffle<f32>(lowAb, lowCd, 2, 3, 6, 7), 16);
    v128.store(to, v128.shuffle<f32>(highAb, highCd, 0, 1, 4, 5), 32);
    v128.store(to, v128.shuffle<f32>(highAb, highCd, 2, 3, 6, 7), 48);
    x0 += VECTOR;
    x1 += VECTOR;
    x2 += VECTOR;
    x3 += VECTOR;
    to += VECTOR * 4;
  }
}

/** The three parts of the columns of a row. */
function splitColumns(from: usize, count: i32, to: usize, plane: usize): void {
  let even = v128.load(from);
  for (let i = 0; i < count; i++) {
    const odd = v128.load(from, 16);
    const next = v128.load(from, 32);
    v128.store(to, f32x4.sub(even, odd));
    v128.store(to + plane, odd);
    v128.store(to + plane * 2, f32x4.sub(next, odd));
    even = next;
    from += VECTOR * 2;
    to += VECTOR;
  }
}

function subtractRow(a: usize, b: usize, to: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    v128.store(to, f32x4.sub(v128.load(a), v128.load(b)));
    a += VECTOR;
    b += VECTOR;
    to += VECTOR;
  }
}
