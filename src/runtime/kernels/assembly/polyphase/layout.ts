// What the passes of `passes.ts` keep in scratch memory, and where.
import { FLOAT, VECTOR } from "../simd";

/** Taps of a part of a filter: of its even rows or columns, of the sums with the odd ones, of the odd ones. */
export function tapsOf(part: i32, size: i32): i32 {
  return part === 2 ? size >> 1 : (size + 1) >> 1;
}

/** Rows or columns of a plane, for this many pairs of positions. */
export function planeSize(pairs: i32, filterSize: i32): i32 {
  return pairs + tapsOf(0, filterSize) - 1;
}

/** Bytes of a plane, plus a cache line, so that they are not a multiple of 4 KB. */
export function planeBytes(rows: i32, columns: i32, filterRows: i32, filterColumns: i32): usize {
  return <usize>(planeSize(rows, filterRows) * planeSize(columns, filterColumns)) * VECTOR + 64;
}

/** Bytes of four outputs of a transformed filter. */
export function filterBytes(filterRows: i32, filterColumns: i32): usize {
  return <usize>(tapsOfAll(filterRows) * tapsOfAll(filterColumns)) * FLOAT * 4;
}

/** Taps of all three parts. */
function tapsOfAll(size: i32): i32 {
  return tapsOf(0, size) * 2 + tapsOf(2, size);
}
