// Copies that bring matrices and images into the layout that the kernels read.
import { clear, copy, FLOAT, VECTOR } from "./simd";

const CACHE_LINE: usize = 64;

/** Copies a matrix [rows, columns] into [rows, width], width ≥ columns, and fills up with zeros. */
export function widen(from: usize, to: usize, rows: i32, columns: i32, width: i32): void {
  for (let row = 0; row < rows; row++) {
    copy(to, from, columns);
    clear(to + <usize>columns * FLOAT, width - columns);
    from += <usize>columns * FLOAT;
    to += <usize>width * FLOAT;
  }
}

/** Copies the first `columns` columns of a matrix [rows, width]. */
export function narrow(from: usize, to: usize, rows: i32, columns: i32, width: i32): void {
  for (let row = 0; row < rows; row++) {
    copy(to, from, columns);
    from += <usize>width * FLOAT;
    to += <usize>columns * FLOAT;
  }
}

/** to[c, r] = from[r, c]; the rows of `to` are padded to `width` ≥ rows with zeros. */
export function transpose(from: usize, to: usize, rows: i32, columns: i32, width: i32): void {
  const fromStride = <usize>columns * FLOAT;
  const toStride = <usize>width * FLOAT;
  // The last four columns may overlap the block before them.
  const blocks = columns >= 4 ? columns : 0;
  for (let block = 0; block < blocks; block += 4) {
    const column = min(block, columns - 4);
    let source = from + <usize>column * FLOAT;
    let target = to + <usize>column * toStride;
    let row = 0;
    for (; row + 4 <= rows; row += 4) {
      transposeBlock(source, fromStride, target, toStride);
      source += fromStride * 4;
      target += VECTOR;
    }
    for (; row < rows; row++) {
      for (let i: usize = 0; i < 4; i++) store<f32>(target + i * toStride, load<f32>(source + i * FLOAT));
      source += fromStride;
      target += FLOAT;
    }
    for (let i: usize = 0; i < 4; i++) clear(target + i * toStride, width - rows);
  }
  for (let column = blocks; column < columns; column++) {
    let source = from + <usize>column * FLOAT;
    let target = to + <usize>column * toStride;
    for (let row = 0; row < rows; row++) {
      store<f32>(target, load<f32>(source));
      source += fromStride;
      target += FLOAT;
    }
    clear(target, width - rows);
  }
}

/** Transposes `count` matrices, which are a number of bytes apart: a negative one reverses their order. */
export function transposeEach(
  from: usize,
  stride: usize,
  count: i32,
  to: usize,
  rows: i32,
  columns: i32,
  width: i32,
): void {
  for (let i = 0; i < count; i++) {
    transpose(from, to, rows, columns, width);
    from += stride;
    to += <usize>(columns * width) * FLOAT;
  }
}

/** A block of 4 × 4. */
function transposeBlock(from: usize, fromStride: usize, to: usize, toStride: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + fromStride);
  const c = v128.load(from + fromStride * 2);
  const d = v128.load(from + fromStride * 3);
  const lowAb = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const lowCd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  v128.store(to, v128.shuffle<f32>(lowAb, lowCd, 0, 1, 4, 5));
  v128.store(to + toStride, v128.shuffle<f32>(lowAb, lowCd, 2, 3, 6, 7));
  const highAb = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const highCd = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to + toStride * 2, v128.shuffle<f32>(highAb, highCd, 0, 1, 4, 5));
  v128.store(to + toStride * 3, v128.shuffle<f32>(highAb, highCd, 2, 3, 6, 7));
}

/**
 * Copies an image [rows, columns, channels] into one of [height, width, channels], with its first pixel at (top, left),
 * and cuts off what does not fit. The padding around it is not written: it must be zero already.
 */
export function padImage(
  from: usize,
  to: usize,
  rows: i32,
  columns: i32,
  channels: i32,
  height: i32,
  width: i32,
  top: i32,
  left: i32,
): void {
  const rowLength = min(columns, width - left) * channels;
  const lastRow = min(rows, height - top);
  loadIntoCache(from, <usize>(rows * columns * channels) * FLOAT);
  for (let row = 0; row < lastRow; row++) {
    const target = to + <usize>(((top + row) * width + left) * channels) * FLOAT;
    copy(target, from + <usize>(row * columns * channels) * FLOAT, rowLength);
  }
}

/** Loads one value of each cache line, so that the processor waits for many lines at once, not for a row of them. */
function loadIntoCache(from: usize, bytes: usize): void {
  const end = from + bytes;
  for (let at = from; at < end; at += CACHE_LINE) load<u32>(at);
}

/**
 * The reverse of `padImage`: from [height, width, pixelLength] to [rows, columns, channels], the first channels of each
 * pixel. What was cut off is zero.
 */
export function cropImage(
  from: usize,
  to: usize,
  rows: i32,
  columns: i32,
  channels: i32,
  height: i32,
  width: i32,
  pixelLength: i32,
  top: i32,
  left: i32,
): void {
  const rowLength = min(columns, width - left);
  const lastRow = min(rows, height - top);
  if (rowLength < columns || lastRow < rows) clear(to, rows * columns * channels);
  for (let row = 0; row < lastRow; row++) {
    const source = from + <usize>(((top + row) * width + left) * pixelLength) * FLOAT;
    const target = to + <usize>(row * columns * channels) * FLOAT;
    if (pixelLength === channels) copy(target, source, rowLength * channels);
    else narrow(source, target, rowLength, channels, pixelLength);
  }
}

/** Copies bytes; the two parts of the memory may overlap. */
export function move(to: usize, from: usize, bytes: i32): void {
  memory.copy(to, from, bytes);
}

/** to[i] = from[indices[i]], each entry being `size` bytes; false if an index is out of range. */
export function gather(from: usize, to: usize, indices: usize, count: i32, length: i32, size: i32): bool {
  for (let i = 0; i < count; i++) {
    const index = load<i32>(indices + ((<usize>i) << 2));
    if (index < 0 || index >= length) return false;
    memory.copy(to, from + <usize>index * <usize>size, size);
    to += <usize>size;
  }
  return true;
}

/** to[r, c] = from[r, c] + row[c] */
export function addRow(from: usize, row: usize, to: usize, rows: i32, columns: i32): void {
  const vectors = columns & ~3;
  for (let r = 0; r < rows; r++) {
    let column = 0;
    for (; column < vectors; column += 4) {
      const offset = <usize>column * FLOAT;
      v128.store(to + offset, f32x4.add(v128.load(from + offset), v128.load(row + offset)));
    }
    for (; column < columns; column++) {
      const offset = <usize>column * FLOAT;
      store<f32>(to + offset, load<f32>(from + offset) + load<f32>(row + offset));
    }
    from += <usize>columns * FLOAT;
    to += <usize>columns * FLOAT;
  }
}
