// The transforms of tiles of 6 × 6 pixels, Bᵀ, and of their gradients, B.
import { multiplyAdd, VECTOR } from "../simd";
import { GROUP, PLANE, PLANE_ROW, TILE, TILE_ROW } from "./layout";

/**
 * v = Bᵀ d B for `count` tiles.
 *
 * @param size pixels from one tile to the next
 */
export function transformTiles(
  x: usize,
  rowStride: usize,
  pixelBytes: usize,
  channels: i32,
  size: usize,
  first: i32,
  count: i32,
  perRow: i32,
  scratch: usize,
  v: usize,
): void {
  for (let tile = first; tile < first + count; tile++) {
    let from = x + <usize>(tile / perRow) * size * rowStride + <usize>(tile % perRow) * size * pixelBytes;
    let to = v;
    for (let channel = 0; channel < channels; channel += 4) {
      transformRows(from, rowStride, pixelBytes, scratch);
      transformColumns(scratch, to);
      from += VECTOR;
      to += GROUP;
    }
    v += VECTOR;
  }
}

/** Four channels of the rows of d, times B. */
function transformRows(x: usize, rowStride: usize, pixelBytes: usize, to: usize): void {
  const end = to + TILE;
  for (; to < end; to += TILE_ROW) {
    let from = x;
    const a = v128.load(from);
    from += pixelBytes;
    const b = v128.load(from);
    from += pixelBytes;
    const c = v128.load(from);
    from += pixelBytes;
    const d = v128.load(from);
    from += pixelBytes;
    const e = v128.load(from);
    const f = v128.load(from + pixelBytes);
    const even = multiplyAdd(c, f32x4.splat(-4), e);
    const odd = multiplyAdd(b, f32x4.splat(-4), d);
    const evenDifference = f32x4.sub(e, c);
    const oddDifference = f32x4.sub(d, b);
    v128.store(to, multiplyAdd(c, f32x4.splat(-5), multiplyAdd(a, f32x4.splat(4), e)));
    v128.store(to, f32x4.add(even, odd), 16);
    v128.store(to, f32x4.sub(even, odd), 32);
    v128.store(to, multiplyAdd(oddDifference, f32x4.splat(2), evenDifference), 48);
    v128.store(to, multiplyAdd(oddDifference, f32x4.splat(-2), evenDifference), 64);
    v128.store(to, multiplyAdd(d, f32x4.splat(-5), multiplyAdd(b, f32x4.splat(4), f)), 80);
    x += rowStride;
  }
}

/** Bᵀ times the columns. */
function transformColumns(from: usize, to: usize): void {
  const end = from + TILE_ROW;
  for (; from < end; from += VECTOR) {
    const a = v128.load(from);
    const b = v128.load(from, 96);
    const c = v128.load(from, 192);
    const d = v128.load(from, 288);
    const e = v128.load(from, 384);
    const f = v128.load(from, 480);
    const even = multiplyAdd(c, f32x4.splat(-4), e);
    const odd = multiplyAdd(b, f32x4.splat(-4), d);
    const evenDifference = f32x4.sub(e, c);
    const oddDifference = f32x4.sub(d, b);
    v128.store(to, multiplyAdd(c, f32x4.splat(-5), multiplyAdd(a, f32x4.splat(4), e)));
    v128.store(to, f32x4.add(even, odd), PLANE_ROW);
    v128.store(to, f32x4.sub(even, odd), PLANE_ROW * 2);
    v128.store(to, multiplyAdd(oddDifference, f32x4.splat(2), evenDifference), PLANE_ROW * 3);
    v128.store(to, multiplyAdd(oddDifference, f32x4.splat(-2), evenDifference), PLANE_ROW * 4);
    v128.store(to, multiplyAdd(d, f32x4.splat(-5), multiplyAdd(b, f32x4.splat(4), f)), PLANE_ROW * 5);
    to += PLANE;
  }
}

/** dd += B dv Bᵀ for four channels of a tile. */
export function addTileGradient(
  dv: usize,
  scratch: usize,
  dx: usize,
  rowStride: usize,
  pixelBytes: usize,
): void {
  transformColumnGradients(dv, scratch);
  addRowGradients(scratch, dx, rowStride, pixelBytes);
}

/** B times the columns of dv. */
function transformColumnGradients(from: usize, to: usize): void {
  const end = to + TILE_ROW;
  for (; to < end; to += VECTOR) {
    const a = v128.load(from);
    const b = v128.load(from, PLANE_ROW);
    const c = v128.load(from, PLANE_ROW * 2);
    const d = v128.load(from, PLANE_ROW * 3);
    const e = v128.load(from, PLANE_ROW * 4);
    const f = v128.load(from, PLANE_ROW * 5);
    const near = f32x4.add(b, c);
    const nearDifference = f32x4.sub(b, c);
    const far = f32x4.add(d, e);
    const farDifference = f32x4.add(f32x4.sub(d, e), f32x4.sub(d, e));
    const middle = multiplyAdd(near, f32x4.splat(4), multiplyAdd(a, f32x4.splat(5), far));
    v128.store(to, f32x4.mul(a, f32x4.splat(4)));
    v128.store(to, f32x4.sub(f32x4.mul(f32x4.sub(f, nearDifference), f32x4.splat(4)), farDifference), 96);
    v128.store(to, f32x4.neg(middle), 192);
    v128.store(to, multiplyAdd(f, f32x4.splat(-5), f32x4.add(nearDifference, farDifference)), 288);
    v128.store(to, f32x4.add(a, f32x4.add(near, far)), 384);
    v128.store(to, f, 480);
    from += PLANE;
  }
}

/** Adds the rows of that, times Bᵀ, to the gradient of the pixels. */
function addRowGradients(from: usize, dx: usize, rowStride: usize, pixelBytes: usize): void {
  const end = from + TILE;
  for (; from < end; from += TILE_ROW) {
    const a = v128.load(from);
    const b = v128.load(from, 16);
    const c = v128.load(from, 32);
    const d = v128.load(from, 48);
    const e = v128.load(from, 64);
    const f = v128.load(from, 80);
    const near = f32x4.add(b, c);
    const nearDifference = f32x4.sub(b, c);
    const far = f32x4.add(d, e);
    const farDifference = f32x4.add(f32x4.sub(d, e), f32x4.sub(d, e));
    const middle = multiplyAdd(near, f32x4.splat(4), multiplyAdd(a, f32x4.splat(5), far));
    let to = dx;
    v128.store(to, multiplyAdd(a, f32x4.splat(4), v128.load(to)));
    to += pixelBytes;
    const second = f32x4.sub(v128.load(to), farDifference);
    v128.store(to, multiplyAdd(f32x4.sub(f, nearDifference), f32x4.splat(4), second));
    to += pixelBytes;
    v128.store(to, f32x4.sub(v128.load(to), middle));
    to += pixelBytes;
    const fourth = f32x4.add(v128.load(to), f32x4.add(nearDifference, farDifference));
    v128.store(to, multiplyAdd(f, f32x4.splat(-5), fourth));
    to += pixelBytes;
    v128.store(to, f32x4.add(v128.load(to), f32x4.add(a, f32x4.add(near, far))));
    to += pixelBytes;
    v128.store(to, f32x4.add(v128.load(to), f));
    dx += rowStride;
  }
}
