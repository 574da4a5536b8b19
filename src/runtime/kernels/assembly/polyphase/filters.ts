import { FLOAT, VECTOR } from "../simd";
import { tapsOf } from "./layout";

/**
 * Splits a filter of one channel into its nine parts.
 *
 * @param w [rows, columns, width], width a multiple of four
 * @param to for each four outputs: for each part of the rows, for each part of the columns: [taps, taps, 4]
 */
export function splitFilter(w: usize, rows: i32, columns: i32, width: i32, to: usize): void {
  for (let k = 0; k < width; k += 4) {
    for (let rowPart = 0; rowPart < 3; rowPart++) {
      for (let columnPart = 0; columnPart < 3; columnPart++)
        to = splitOutputs(w, rows, columns, <usize>width * FLOAT, rowPart, columnPart, to);
    }
    w += VECTOR;
  }
}

/** One part of the filters of four outputs. Returns the address after it. */
function splitOutputs(
  w: usize,
  rows: i32,
  columns: i32,
  wStride: usize,
  rowPart: i32,
  columnPart: i32,
  to: usize,
): usize {
  const rowTaps = tapsOf(rowPart, rows);
  const columnTaps = tapsOf(columnPart, columns);
  for (let u = 0; u < rowTaps; u++) {
    const lastRow = min(u * 2 + (rowPart === 0 ? 0 : 1), rows - 1);
    for (let t = 0; t < columnTaps; t++) {
      const lastColumn = min(t * 2 + (columnPart === 0 ? 0 : 1), columns - 1);
      let total = f32x4.splat(0);
      for (let row = u * 2 + (rowPart === 2 ? 1 : 0); row <= lastRow; row++)
        for (let column = t * 2 + (columnPart === 2 ? 1 : 0); column <= lastColumn; column++)
          total = f32x4.add(total, v128.load(w + <usize>(row * columns + column) * wStride));
      v128.store(to, total);
      to += VECTOR;
    }
  }
  return to;
}
