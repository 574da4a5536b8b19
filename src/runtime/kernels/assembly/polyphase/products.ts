import { FLOAT, multiplyAdd, VECTOR } from "../simd";

/** Bytes of the sums of four outputs at one position of four images. */
export const SUMS: usize = VECTOR * 4;

/**
 * to = a + b + one part of the filter of four outputs on one plane, for a row of positions.
 *
 * @param x address in the plane of the first position
 * @param a [columns, 4], the vectors of four outputs
 * @param columns at least two
 */
export function addProducts(
  x: usize,
  rowBytes: usize,
  w: usize,
  rowTaps: i32,
  columnTaps: i32,
  a: usize,
  b: usize,
  to: usize,
  columns: i32,
): void {
  for (let block = 0; block < columns; block += 2) {
    // The last block of a row may overlap the previous one.
    const column = <usize>min(block, columns - 2);
    const at = column * SUMS;
    const from = a + at;
    const plus = b + at;
    let a0 = f32x4.add(v128.load(from), v128.load(plus));
    let a1 = f32x4.add(v128.load(from, 16), v128.load(plus, 16));
    let a2 = f32x4.add(v128.load(from, 32), v128.load(plus, 32));
    let a3 = f32x4.add(v128.load(from, 48), v128.load(plus, 48));
    let b0 = f32x4.add(v128.load(from, 64), v128.load(plus, 64));
    let b1 = f32x4.add(v128.load(from, 80), v128.load(plus, 80));
    let b2 = f32x4.add(v128.load(from, 96), v128.load(plus, 96));
    let b3 = f32x4.add(v128.load(from, 112), v128.load(plus, 112));
    let row = x + column * VECTOR;
    let tap = w;
    for (let u = 0; u < rowTaps; u++) {
      let pixel = row;
      let first = v128.load(pixel);
      let left = columnTaps;
      for (; left >= 2; left -= 2) {
        const second = v128.load(pixel, 16);
        const w0 = v128.load32_splat(tap);
        a0 = multiplyAdd(first, w0, a0);
        b0 = multiplyAdd(second, w0, b0);
        const w1 = v128.load32_splat(tap, 4);
        a1 = multiplyAdd(first, w1, a1);
        b1 = multiplyAdd(second, w1, b1);
        const w2 = v128.load32_splat(tap, 8);
        a2 = multiplyAdd(first, w2, a2);
        b2 = multiplyAdd(second, w2, b2);
        const w3 = v128.load32_splat(tap, 12);
        a3 = multiplyAdd(first, w3, a3);
        b3 = multiplyAdd(second, w3, b3);
        first = v128.load(pixel, 32);
        const w4 = v128.load32_splat(tap, 16);
        a0 = multiplyAdd(second, w4, a0);
        b0 = multiplyAdd(first, w4, b0);
        const w5 = v128.load32_splat(tap, 20);
        a1 = multiplyAdd(second, w5, a1);
        b1 = multiplyAdd(first, w5, b1);
        const w6 = v128.load32_splat(tap, 24);
        a2 = multiplyAdd(second, w6, a2);
        b2 = multiplyAdd(first, w6, b2);
        const w7 = v128.load32_splat(tap, 28);
        a3 = multiplyAdd(second, w7, a3);
        b3 = multiplyAdd(first, w7, b3);
        pixel += VECTOR * 2;
        tap += FLOAT * 8;
      }
      if (left > 0) {
        const second = v128.load(pixel, 16);
        const w0 = v128.load32_splat(tap);
        a0 = multiplyAdd(first, w0, a0);
        b0 = multiplyAdd(second, w0, b0);
        const w1 = v128.load32_splat(tap, 4);
        a1 = multiplyAdd(first, w1, a1);
        b1 = multiplyAdd(second, w1, b1);
        const w2 = v128.load32_splat(tap, 8);
        a2 = multiplyAdd(first, w2, a2);
        b2 = multiplyAdd(second, w2, b2);
        const w3 = v128.load32_splat(tap, 12);
        a3 = multiplyAdd(first, w3, a3);
        b3 = multiplyAdd(second, w3, b3);
        tap += FLOAT * 4;
      }
      row += rowBytes;
    }
    const result = to + at;
    v128.store(result, a0);
    v128.store(result, a1, 16);
    v128.store(result, a2, 32);
    v128.store(result, a3, 48);
    v128.store(result, b0, 64);
    v128.store(result, b1, 80);
    v128.store(result, b2, 96);
    v128.store(result, b3, 112);
  }
}
