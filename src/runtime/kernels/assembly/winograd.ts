// The forward pass of convolutions of 3 × 3 with many channels by minimal filtering, F(2 × 2, 3 × 3) (Lavin and Gray,
// 2015, https://arxiv.org/abs/1509.09308):
//
//     y = Aᵀ [(G g Gᵀ) ⊙ (Bᵀ d B)] A
//
// A tile d of 4 × 4 pixels gives 2 × 2 outputs y with 16 multiplications per input and output channel instead of 36. With
// the tiles as positions, they are a matrix product for each of the 16 elements of a tile.
import { convolve } from "./convolution";
import { storeLargest } from "./pooling";
import { FLOAT, storeFirst, VECTOR } from "./simd";

const ELEMENTS: usize = 16;

/**
 * u[element, c, k] = G g Gᵀ
 *
 * @param w [3, 3, size], where size is the input channels × the padded output channels, a multiple of four
 * @param u [16, size]
 */
export function transformFilter(w: usize, size: i32, u: usize): void {
  const plane = <usize>size * FLOAT;
  for (let i = 0; i < size; i += 4) {
    for (let column: usize = 0; column < 3; column++) {
      const tap = w + column * plane;
      const a = v128.load(tap);
      const b = v128.load(tap + plane * 3);
      storeTransformed(u + column * plane, plane * 4, a, b, v128.load(tap + plane * 6));
    }
    for (let row: usize = 0; row < 4; row++) {
      const to = u + row * plane * 4;
      storeTransformed(to, plane, v128.load(to), v128.load(to + plane), v128.load(to + plane * 2));
    }
    w += VECTOR;
    u += VECTOR;
  }
}

/** G times a column: a, (a + b + c) / 2, (a − b + c) / 2, c */
function storeTransformed(to: usize, step: usize, a: v128, b: v128, c: v128): void {
  const half = f32x4.splat(0.5);
  const ends = f32x4.add(a, c);
  v128.store(to, a);
  v128.store(to + step, f32x4.mul(f32x4.add(ends, b), half));
  v128.store(to + step * 2, f32x4.mul(f32x4.sub(ends, b), half));
  v128.store(to + step * 3, c);
}

/**
 * Convolves one image, with strides of one. If `argmax` is not zero, also max-pools it as `convolveAndPool` does.
 *
 * @param x address of the first window; up to three float32 beyond each pixel are read and ignored
 * @param pixelBytes bytes from one pixel of x to the next
 * @param u the transformed filter [16, channels, width], width a multiple of four
 * @param bias [width]
 * @param zeros [width]
 * @param tilesAtOnce tiles per pass; their transforms and products should fit in the cache
 * @param scratch memory for 16 · tilesAtOnce · (channels rounded up to a multiple of four + outputs) float32
 * @param rows of tiles, which have two outputs each, or one if pooled
 * @param y [2 · rows, 2 · columns, outputs], or [rows, columns, outputs] if pooled
 */
export function convolveTiles(
  x: usize,
  rowStride: usize,
  pixelBytes: usize,
  u: usize,
  channels: i32,
  width: i32,
  bias: usize,
  zeros: usize,
  tilesAtOnce: i32,
  scratch: usize,
  y: usize,
  argmax: usize,
  rows: i32,
  columns: i32,
  outputs: i32,
): void {
  const vStride = <usize>((channels + 3) & ~3) * FLOAT;
  const vPlane = vStride * <usize>tilesAtOnce;
  const yStride = <usize>outputs * FLOAT;
  const mPlane = yStride * <usize>tilesAtOnce;
  const uPlane = <usize>(channels * width) * FLOAT;
  const m = scratch + vPlane * ELEMENTS;
  for (let first = 0; first < rows * columns; first += tilesAtOnce) {
    const count = min(tilesAtOnce, rows * columns - first);
    for (let tile = 0; tile < count; tile++) {
      const from = x + tileOffset(first + tile, columns, rowStride, pixelBytes);
      transformTile(from, rowStride, pixelBytes, scratch + <usize>tile * vStride, vPlane, channels);
    }
    for (let element: usize = 0; element < ELEMENTS; element++) {
      const products = m + element * mPlane;
      const v = scratch + element * vPlane;
      const weights = u + element * uPlane;
      convolve(v, 0, 0, vStride, weights, 1, channels, width, zeros, products, 1, count, outputs);
    }
    for (let tile = 0; tile < count; tile++) {
      const products = m + <usize>tile * yStride;
      const index = first + tile;
      if (argmax === 0) {
        const to = y + tileOffset(index, columns, yStride * <usize>(2 * columns), yStride);
        storeTile(products, mPlane, bias, to, yStride * <usize>(2 * columns), yStride, outputs);
      } else {
        const offset = tileOffset(index, columns, rowStride, pixelBytes);
        const at = <usize>index * yStride;
        poolTile(products, mPlane, bias, y + at, argmax + at, offset, rowStride, pixelBytes, outputs);
      }
    }
  }
}

/** From the first pixel to that of a tile. */
function tileOffset(tile: i32, columns: i32, rowStride: usize, pixelBytes: usize): usize {
  return <usize>((tile / columns) * 2) * rowStride + <usize>((tile % columns) * 2) * pixelBytes;
}

/** v[element, c] = Bᵀ d B, one column of the result at a time, for which two columns of d are added or subtracted. */
function transformTile(
  x: usize,
  rowStride: usize,
  pixelBytes: usize,
  v: usize,
  plane: usize,
  channels: i32,
): void {
  for (let channel = 0; channel < channels; channel += 4) {
    const second = x + pixelBytes;
    const third = x + pixelBytes * 2;
    storeDifferences(x, third, rowStride, v, plane);
    storeSums(second, third, rowStride, v + plane, plane);
    storeDifferences(third, second, rowStride, v + plane * 2, plane);
    storeDifferences(second, third + pixelBytes, rowStride, v + plane * 3, plane);
    x += VECTOR;
    v += VECTOR;
  }
}

function storeDifferences(a: usize, b: usize, rowStride: usize, v: usize, plane: usize): void {
  const first = f32x4.sub(v128.load(a), v128.load(b));
  const second = f32x4.sub(v128.load(a + rowStride), v128.load(b + rowStride));
  const third = f32x4.sub(v128.load(a + rowStride * 2), v128.load(b + rowStride * 2));
  const fourth = f32x4.sub(v128.load(a + rowStride * 3), v128.load(b + rowStride * 3));
  storeColumn(v, plane * 4, first, second, third, fourth);
}

function storeSums(a: usize, b: usize, rowStride: usize, v: usize, plane: usize): void {
  const first = f32x4.add(v128.load(a), v128.load(b));
  const second = f32x4.add(v128.load(a + rowStride), v128.load(b + rowStride));
  const third = f32x4.add(v128.load(a + rowStride * 2), v128.load(b + rowStride * 2));
  const fourth = f32x4.add(v128.load(a + rowStride * 3), v128.load(b + rowStride * 3));
  storeColumn(v, plane * 4, first, second, third, fourth);
}

/** Bᵀ times a column. */
function storeColumn(v: usize, row: usize, first: v128, second: v128, third: v128, fourth: v128): void {
  v128.store(v, f32x4.sub(first, third));
  v128.store(v + row, f32x4.add(second, third));
  v128.store(v + row * 2, f32x4.sub(third, second));
  v128.store(v + row * 3, f32x4.sub(second, fourth));
}

/** y = Aᵀ m A + bias, for all outputs of a tile. */
function storeTile(
  m: usize,
  plane: usize,
  bias: usize,
  y: usize,
  rowBytes: usize,
  pixelBytes: usize,
  outputs: i32,
): void {
  for (let output = 0; output < outputs; output += 4) {
    const count = outputs - output;
    const b = v128.load(bias);
    storePair(
      y,
      y + pixelBytes,
      count,
      b,
      upper(m, plane),
      upper(m + plane, plane),
      upper(m + plane * 2, plane),
      upper(m + plane * 3, plane),
    );
    const below = y + rowBytes;
    storePair(
      below,
      below + pixelBytes,
      count,
      b,
      lower(m, plane),
      lower(m + plane, plane),
      lower(m + plane * 2, plane),
      lower(m + plane * 3, plane),
    );
    m += VECTOR;
    bias += VECTOR;
    y += VECTOR;
  }
}

function storePair(
  left: usize,
  right: usize,
  count: i32,
  b: v128,
  a0: v128,
  a1: v128,
  a2: v128,
  a3: v128,
): void {
  storeFirst(left, f32x4.add(leftOf(a0, a1, a2), b), count);
  storeFirst(right, f32x4.add(rightOf(a1, a2, a3), b), count);
}

/** Pools the four outputs of a tile. */
function poolTile(
  m: usize,
  plane: usize,
  bias: usize,
  y: usize,
  argmax: usize,
  offset: usize,
  rowStride: usize,
  pixelBytes: usize,
  outputs: i32,
): void {
  for (let output = 0; output < outputs; output += 4) {
    const b = v128.load(bias);
    const a0 = upper(m, plane);
    const a1 = upper(m + plane, plane);
    const a2 = upper(m + plane * 2, plane);
    const a3 = upper(m + plane * 3, plane);
    const c0 = lower(m, plane);
    const c1 = lower(m + plane, plane);
    const c2 = lower(m + plane * 2, plane);
    const c3 = lower(m + plane * 3, plane);
    storeLargest(
      y,
      outputs - output,
      argmax,
      <i32>offset,
      <i32>rowStride,
      <i32>pixelBytes,
      f32x4.add(leftOf(a0, a1, a2), b),
      f32x4.add(rightOf(a1, a2, a3), b),
      f32x4.add(leftOf(c0, c1, c2), b),
      f32x4.add(rightOf(c1, c2, c3), b),
    );
    m += VECTOR;
    bias += VECTOR;
    y += VECTOR;
    argmax += VECTOR;
  }
}

// The two rows of Aᵀ times a column of m, and then times a row.
function upper(m: usize, plane: usize): v128 {
  const row = plane * 4;
  return f32x4.add(f32x4.add(v128.load(m), v128.load(m + row)), v128.load(m + row * 2));
}

function lower(m: usize, plane: usize): v128 {
  const row = plane * 4;
  return f32x4.sub(f32x4.sub(v128.load(m + row), v128.load(m + row * 2)), v128.load(m + row * 3));
}

function leftOf(a: v128, b: v128, c: v128): v128 {
  return f32x4.add(f32x4.add(a, b), c);
}

function rightOf(b: v128, c: v128, d: v128): v128 {
  return f32x4.sub(f32x4.sub(b, c), d);
}
