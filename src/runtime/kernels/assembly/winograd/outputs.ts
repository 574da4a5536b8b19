// The transforms of products to outputs, Aᵀ, and of the outputs' gradients, A, for tiles of 4 × 4 and 2 × 2 outputs.
import { storeLargest } from "../pooling";
import { clear, copy, FLOAT, multiplyAdd, storeFirst, VECTOR } from "../simd";
import { GROUP, PLANE, PLANE_ROW, TILE_ROW } from "./layout";

/** Bytes of a row of outputs of a tile that is incomplete or pooled. */
const BLOCK_ROW: usize = VECTOR * 4;

/** Stores eight outputs of the tile at a row and column of y, as far as they are in the image: of `count`. */
export function storeTile(
  m: usize,
  size: i32,
  bias: usize,
  scratch: usize,
  y: usize,
  row: i32,
  column: i32,
  rows: i32,
  columns: i32,
  outputs: i32,
  count: i32,
): void {
  const pixelBytes = <usize>outputs * FLOAT;
  const rowBytes = <usize>columns * pixelBytes;
  const isComplete = row + size <= rows && column + size <= columns;
  let to = y + <usize>row * rowBytes + <usize>column * pixelBytes;
  for (let output = 0; output < min(count, 8); output += 4) {
    if (isComplete && output + 4 <= count) {
      transform(m, size, v128.load(bias), scratch, to, rowBytes, pixelBytes);
    } else {
      transform(m, size, v128.load(bias), scratch, scratch, BLOCK_ROW, VECTOR);
      for (let i = 0; i < min(size, rows - row); i++) {
        for (let j = 0; j < min(size, columns - column); j++) {
          const value = v128.load(scratch + <usize>i * BLOCK_ROW + <usize>j * VECTOR);
          storeFirst(to + <usize>i * rowBytes + <usize>j * pixelBytes, value, count - output);
        }
      }
    }
    m += GROUP;
    bias += VECTOR;
    to += VECTOR;
  }
}

/** Aᵀ m A plus the bias. */
function transform(
  m: usize,
  size: i32,
  bias: v128,
  scratch: usize,
  to: usize,
  rowBytes: usize,
  pixelBytes: usize,
): void {
  if (size === 4) {
    transformProducts(m, scratch);
    transformSums(scratch, bias, to, rowBytes, pixelBytes);
  } else {
    transformProductsToTwo(m, scratch);
    transformSumsToTwo(scratch, bias, to, rowBytes, pixelBytes);
  }
}

/** Aᵀ times four outputs of the columns of m. */
function transformProducts(m: usize, to: usize): void {
  const end = to + TILE_ROW;
  for (; to < end; to += VECTOR) {
    const second = v128.load(m, PLANE_ROW);
    const third = v128.load(m, PLANE_ROW * 2);
    const fourth = v128.load(m, PLANE_ROW * 3);
    const fifth = v128.load(m, PLANE_ROW * 4);
    const near = f32x4.add(second, third);
    const nearDifference = f32x4.sub(second, third);
    const far = f32x4.add(fourth, fifth);
    const farDifference = f32x4.sub(fourth, fifth);
    v128.store(to, f32x4.add(v128.load(m), f32x4.add(near, far)));
    v128.store(to, multiplyAdd(farDifference, f32x4.splat(2), nearDifference), 96);
    v128.store(to, multiplyAdd(far, f32x4.splat(4), near), 192);
    const last = f32x4.add(nearDifference, v128.load(m, PLANE_ROW * 5));
    v128.store(to, multiplyAdd(farDifference, f32x4.splat(8), last), 288);
    m += PLANE;
  }
}

/** The rows of that, times A, plus the bias. The result may overwrite them. */
function transformSums(from: usize, bias: v128, to: usize, rowBytes: usize, pixelBytes: usize): void {
  const end = from + TILE_ROW * 4;
  for (; from < end; from += TILE_ROW) {
    const second = v128.load(from, 16);
    const third = v128.load(from, 32);
    const fourth = v128.load(from, 48);
    const fifth = v128.load(from, 64);
    const near = f32x4.add(f32x4.add(second, third), bias);
    const nearDifference = f32x4.add(f32x4.sub(second, third), bias);
    const far = f32x4.add(fourth, fifth);
    const farDifference = f32x4.sub(fourth, fifth);
    const last = f32x4.add(nearDifference, v128.load(from, 80));
    let pixel = to;
    v128.store(pixel, f32x4.add(v128.load(from), f32x4.add(near, far)));
    pixel += pixelBytes;
    v128.store(pixel, multiplyAdd(farDifference, f32x4.splat(2), nearDifference));
    pixel += pixelBytes;
    v128.store(pixel, multiplyAdd(far, f32x4.splat(4), near));
    v128.store(pixel + pixelBytes, multiplyAdd(farDifference, f32x4.splat(8), last));
    to += rowBytes;
  }
}

/** `transformProducts` for 2 × 2 outputs. */
function transformProductsToTwo(m: usize, to: usize): void {
  const end = to + TILE_ROW;
  for (; to < end; to += VECTOR) {
    const second = v128.load(m, PLANE_ROW);
    const third = v128.load(m, PLANE_ROW * 2);
    const fourth = v128.load(m, PLANE_ROW * 3);
    const fifth = v128.load(m, PLANE_ROW * 4);
    const near = f32x4.add(second, third);
    const last = f32x4.add(f32x4.sub(second, third), v128.load(m, PLANE_ROW * 5));
    v128.store(to, f32x4.add(f32x4.add(v128.load(m), near), f32x4.add(fourth, fifth)));
    v128.store(to, multiplyAdd(f32x4.sub(fourth, fifth), f32x4.splat(2), last), 96);
    m += PLANE;
  }
}

/** `transformSums` for 2 × 2 outputs. */
function transformSumsToTwo(from: usize, bias: v128, to: usize, rowBytes: usize, pixelBytes: usize): void {
  const end = from + TILE_ROW * 2;
  for (; from < end; from += TILE_ROW) {
    const second = v128.load(from, 16);
    const third = v128.load(from, 32);
    const fourth = v128.load(from, 48);
    const fifth = v128.load(from, 64);
    const near = f32x4.add(f32x4.add(second, third), f32x4.add(v128.load(from), bias));
    const last = f32x4.add(f32x4.sub(second, third), f32x4.add(v128.load(from, 80), bias));
    v128.store(to, f32x4.add(near, f32x4.add(fourth, fifth)));
    v128.store(to + pixelBytes, multiplyAdd(f32x4.sub(fourth, fifth), f32x4.splat(2), last));
    to += rowBytes;
  }
}

/**
 * Pools eight outputs of the tile at a row and column of the feature map, as far as they are in it: of `count`.
 *
 * @param offset of the window of the first output, in bytes
 */
export function poolTile(
  m: usize,
  size: i32,
  bias: usize,
  scratch: usize,
  y: usize,
  argmax: usize,
  row: i32,
  column: i32,
  rows: i32,
  columns: i32,
  outputs: i32,
  count: i32,
  offset: i32,
  rowStride: i32,
  pixelBytes: i32,
): void {
  for (let output = 0; output < min(count, 8); output += 4) {
    transform(m, size, v128.load(bias), scratch, scratch, BLOCK_ROW, VECTOR);
    for (let i = 0; i < min(size, rows - row); i += 2) {
      for (let j = 0; j < min(size, columns - column); j += 2) {
        const window = scratch + <usize>i * BLOCK_ROW + <usize>j * VECTOR;
        const position = ((row + i) >> 1) * (columns >> 1) + ((column + j) >> 1);
        const at = <usize>(position * outputs + output) * FLOAT;
        storeLargest(
          y + at,
          count - output,
          argmax + at,
          offset + i * rowStride + j * pixelBytes,
          rowStride,
          pixelBytes,
          v128.load(window),
          v128.load(window, 16),
          v128.load(window, BLOCK_ROW),
          v128.load(window, BLOCK_ROW + 16),
        );
      }
    }
    m += GROUP;
    bias += VECTOR;
  }
}

/** g = A dy Aᵀ for the tile at a row and column of dy, which is zero outside of the image. */
export function transformGradients(
  dy: usize,
  size: i32,
  row: i32,
  column: i32,
  rows: i32,
  columns: i32,
  outputs: i32,
  scratch: usize,
  block: usize,
  g: usize,
): void {
  const pixelBytes = <usize>outputs * FLOAT;
  let rowBytes = <usize>columns * pixelBytes;
  let from = dy + <usize>row * rowBytes + <usize>column * pixelBytes;
  if (row + size > rows || column + size > columns) {
    clear(block, size * size * outputs);
    for (let i = 0; i < min(size, rows - row); i++) {
      copy(block + <usize>(i * size) * pixelBytes, from, min(size, columns - column) * outputs);
      from += rowBytes;
    }
    from = block;
    rowBytes = pixelBytes * <usize>size;
  }
  for (let output = 0; output < outputs; output += 4) {
    if (size === 4) {
      transformGradientRows(from, rowBytes, pixelBytes, scratch);
      transformGradientColumns(scratch, g);
    } else {
      transformTwoByTwo(from, rowBytes, pixelBytes, g);
    }
    from += VECTOR;
    g += GROUP;
  }
}

/** Four rows of gradients, times Aᵀ. */
function transformGradientRows(from: usize, rowBytes: usize, pixelBytes: usize, to: usize): void {
  const end = to + TILE_ROW * 4;
  for (; to < end; to += TILE_ROW) {
    const a = v128.load(from);
    const b = v128.load(from + pixelBytes);
    const c = v128.load(from + pixelBytes * 2);
    const d = v128.load(from + pixelBytes * 3);
    const even = f32x4.add(a, c);
    const odd = f32x4.add(b, d);
    const farEven = multiplyAdd(c, f32x4.splat(4), a);
    const farOdd = multiplyAdd(d, f32x4.splat(8), f32x4.add(b, b));
    v128.store(to, a);
    v128.store(to, f32x4.add(even, odd), 16);
    v128.store(to, f32x4.sub(even, odd), 32);
    v128.store(to, f32x4.add(farEven, farOdd), 48);
    v128.store(to, f32x4.sub(farEven, farOdd), 64);
    v128.store(to, d, 80);
    from += rowBytes;
  }
}

/** A times the columns of that. */
function transformGradientColumns(from: usize, g: usize): void {
  const end = from + TILE_ROW;
  for (; from < end; from += VECTOR) {
    const a = v128.load(from);
    const b = v128.load(from, 96);
    const c = v128.load(from, 192);
    const d = v128.load(from, 288);
    const even = f32x4.add(a, c);
    const odd = f32x4.add(b, d);
    const farEven = multiplyAdd(c, f32x4.splat(4), a);
    const farOdd = multiplyAdd(d, f32x4.splat(8), f32x4.add(b, b));
    v128.store(g, a);
    v128.store(g, f32x4.add(even, odd), PLANE_ROW);
    v128.store(g, f32x4.sub(even, odd), PLANE_ROW * 2);
    v128.store(g, f32x4.add(farEven, farOdd), PLANE_ROW * 3);
    v128.store(g, f32x4.sub(farEven, farOdd), PLANE_ROW * 4);
    v128.store(g, d, PLANE_ROW * 5);
    g += PLANE;
  }
}

/** Both for 2 × 2 gradients, in registers. */
function transformTwoByTwo(from: usize, rowBytes: usize, pixelBytes: usize, g: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + pixelBytes);
  const c = v128.load(from + rowBytes);
  const d = v128.load(from + rowBytes + pixelBytes);
  const farB = f32x4.add(b, b);
  const farD = f32x4.add(d, d);
  storeColumn(a, c, g);
  storeColumn(f32x4.add(a, b), f32x4.add(c, d), g + PLANE);
  storeColumn(f32x4.sub(a, b), f32x4.sub(c, d), g + PLANE * 2);
  storeColumn(f32x4.add(a, farB), f32x4.add(c, farD), g + PLANE * 3);
  storeColumn(f32x4.sub(a, farB), f32x4.sub(c, farD), g + PLANE * 4);
  storeColumn(b, d, g + PLANE * 5);
}

/** A times a column of two values. */
function storeColumn(a: v128, b: v128, to: usize): void {
  const far = f32x4.add(b, b);
  v128.store(to, a);
  v128.store(to, f32x4.add(a, b), PLANE_ROW);
  v128.store(to, f32x4.sub(a, b), PLANE_ROW * 2);
  v128.store(to, f32x4.add(a, far), PLANE_ROW * 3);
  v128.store(to, f32x4.sub(a, far), PLANE_ROW * 4);
  v128.store(to, b, PLANE_ROW * 5);
}
