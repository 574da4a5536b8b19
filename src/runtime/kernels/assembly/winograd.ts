// Convolutions of 3 × 3 with several channels by minimal filtering, F(4 × 4, 3 × 3) (Lavin and Gray, 2015,
// https://arxiv.org/abs/1509.09308), and their gradient with respect to the filter:
//
//     y = Aᵀ [(G g Gᵀ) ⊙ (Bᵀ d B)] A        dg = Gᵀ [(A dy Aᵀ) ⊙ (Bᵀ d B)] G
//
// A tile d of 6 × 6 pixels gives 4 × 4 outputs y with 36 multiplications per input and output channel instead of 144. With
// the tiles as positions, they are a matrix product for each of the 36 elements of a tile.
//
// A pass transforms a few tiles, which stay in the first-level cache. Channels are in groups of four: v, m and g are
// [group, element, tile, 4], u and du are [element, pair of groups, channel, 8]. All their strides are constants, which
// cost no instructions.
import { storeLargest } from "./pooling";
import { clear, copy, FLOAT, multiplyAdd, storeFirst, VECTOR } from "./simd";

/** Tiles of a pass, a multiple of four. */
const TILES: i32 = 8;
/** Bytes between the elements of a tile, rows of them, and groups of channels in v, m and g. */
const PLANE: usize = <usize>TILES * VECTOR;
const PLANE_ROW: usize = PLANE * 6;
const GROUP: usize = PLANE * 36;
/** Bytes of the rows of a tile that is half transformed, and of those of 4 × 4 outputs. */
const TILE_ROW: usize = VECTOR * 6;
const BLOCK_ROW: usize = VECTOR * 4;
/** Bytes of such a tile, at the beginning of the scratch memory. */
const TILE: usize = TILE_ROW * 6;
/** Bytes of eight outputs, and of four tiles. */
const PAIR: usize = VECTOR * 2;
/**
 * Bytes between the elements of a transformed filter, so that they are not a multiple of 4 KB apart: those of one filter
 * would all be in the same set of the first-level cache.
 */
const ELEMENT_GAP: usize = 64;
const FOUR_TILES: usize = VECTOR * 4;

/**
 * u = G g Gᵀ
 *
 * @param w [3, 3, channels, width], width a multiple of four
 * @param u [36, ⌈width / 8⌉, channels, 8], zero beyond `width`, with 16 more float32 after each of the 36 elements
 */
export function transformFilter(w: usize, channels: i32, width: i32, u: usize): void {
  const tap = <usize>(channels * width) * FLOAT;
  const plane = filterPlane(channels, width);
  for (let channel = 0; channel < channels; channel++) {
    for (let output = 0; output < width; output += 4) {
      const to = u + filterOffset(channel, output, channels);
      for (let column: usize = 0; column < 3; column++)
        storeFilter(w + column * tap, tap * 3, to + column * plane, plane * 6);
      for (let row: usize = 0; row < 6; row++)
        storeFilter(to + row * plane * 6, plane, to + row * plane * 6, plane);
      w += VECTOR;
    }
  }
}

/** Bytes from one element of u to the next. */
function filterPlane(channels: i32, width: i32): usize {
  return <usize>(channels * ((width + 7) & ~7)) * FLOAT + ELEMENT_GAP;
}

/** Of four outputs in an element of u. */
function filterOffset(channel: i32, output: i32, channels: i32): usize {
  return <usize>((output >> 3) * channels + channel) * PAIR + <usize>(output & 4) * FLOAT;
}

/** G times a column. */
function storeFilter(from: usize, step: usize, to: usize, toStep: usize): void {
  const sixth = f32x4.splat(1.0 / 6.0);
  const a = v128.load(from);
  const b = v128.load(from + step);
  const c = v128.load(from + step * 2);
  const ends = f32x4.mul(f32x4.add(a, c), sixth);
  const middle = f32x4.mul(b, sixth);
  const far = multiplyAdd(a, f32x4.splat(1.0 / 24.0), f32x4.mul(c, sixth));
  const half = f32x4.mul(b, f32x4.splat(1.0 / 12.0));
  v128.store(to, f32x4.mul(a, f32x4.splat(0.25)));
  v128.store(to + toStep, f32x4.neg(f32x4.add(ends, middle)));
  v128.store(to + toStep * 2, f32x4.sub(middle, ends));
  v128.store(to + toStep * 3, f32x4.add(far, half));
  v128.store(to + toStep * 4, f32x4.sub(far, half));
  v128.store(to + toStep * 5, c);
}

/**
 * dw = Gᵀ du G: the gradient of a filter from that of u, which is overwritten.
 *
 * @param du [36, ⌈width / 8⌉, channels, 8], spaced as u
 * @param dw [3, 3, channels, width]
 */
export function transformFilterGradient(du: usize, channels: i32, width: i32, dw: usize): void {
  const tap = <usize>(channels * width) * FLOAT;
  const plane = filterPlane(channels, width);
  for (let channel = 0; channel < channels; channel++) {
    for (let output = 0; output < width; output += 4) {
      const from = du + filterOffset(channel, output, channels);
      for (let row: usize = 0; row < 6; row++)
        storeFilterGradient(from + row * plane * 6, plane, from + row * plane * 6, plane);
      for (let column: usize = 0; column < 3; column++)
        storeFilterGradient(from + column * plane, plane * 6, dw + column * tap, tap * 3);
      dw += VECTOR;
    }
  }
}

/** Gᵀ times a column. */
function storeFilterGradient(from: usize, step: usize, to: usize, toStep: usize): void {
  const sixth = f32x4.splat(1.0 / 6.0);
  const second = v128.load(from + step);
  const third = v128.load(from + step * 2);
  const fourth = v128.load(from + step * 3);
  const fifth = v128.load(from + step * 4);
  const near = f32x4.mul(f32x4.add(second, third), sixth);
  const far = f32x4.mul(f32x4.add(fourth, fifth), f32x4.splat(1.0 / 24.0));
  const first = multiplyAdd(v128.load(from), f32x4.splat(0.25), far);
  const difference = f32x4.mul(f32x4.sub(third, second), sixth);
  const last = multiplyAdd(far, f32x4.splat(4), v128.load(from + step * 5));
  v128.store(to, f32x4.sub(first, near));
  v128.store(to + toStep, multiplyAdd(f32x4.sub(fourth, fifth), f32x4.splat(1.0 / 12.0), difference));
  v128.store(to + toStep * 2, f32x4.sub(last, near));
}

/**
 * Convolves one image, with strides of one. If `argmax` is not zero, also max-pools it as `convolveAndPool` does.
 *
 * @param x address of the first window; the tiles, which may extend beyond the last window, are read as a whole
 * @param pixelBytes bytes from one pixel of x to the next
 * @param channels a multiple of four
 * @param u the transformed filter
 * @param bias [outputs], and up to three more values, which are ignored
 * @param scratch memory for 36 · (4 + 8 · (channels + outputs rounded up to a multiple of eight)) float32
 * @param y [rows, columns, outputs], or [rows / 2, columns / 2, outputs] if pooled
 */
export function convolveTiles(
  x: usize,
  rowStride: usize,
  pixelBytes: usize,
  channels: i32,
  u: usize,
  bias: usize,
  scratch: usize,
  y: usize,
  argmax: usize,
  rows: i32,
  columns: i32,
  outputs: i32,
): void {
  const plane = filterPlane(channels, outputs);
  const perRow = (columns + 3) >> 2;
  const tiles = ((rows + 3) >> 2) * perRow;
  const v = scratch + TILE;
  const m = v + <usize>(channels >> 2) * GROUP;
  for (let first = 0; first < tiles; first += TILES) {
    const count = min(tiles - first, TILES);
    transformTiles(x, rowStride, pixelBytes, channels, first, count, perRow, scratch, v);
    for (let element: usize = 0; element < 36; element++)
      multiplyTiles(v + element * PLANE, u + element * plane, m + element * PLANE, count, channels, outputs);
    for (let tile = 0; tile < count; tile++) {
      const row = ((first + tile) / perRow) * 4;
      const column = ((first + tile) % perRow) * 4;
      const products = m + <usize>tile * VECTOR;
      if (argmax === 0) {
        storeTile(products, bias, scratch, y, row, column, rows, columns, outputs);
      } else {
        const offset = row * <i32>rowStride + column * <i32>pixelBytes;
        const strides = <i32>rowStride;
        poolTile(
          products,
          bias,
          scratch,
          y,
          argmax,
          row,
          column,
          rows,
          columns,
          outputs,
          offset,
          strides,
          <i32>pixelBytes,
        );
      }
    }
  }
}

/** v = Bᵀ d B for `count` tiles. */
function transformTiles(
  x: usize,
  rowStride: usize,
  pixelBytes: usize,
  channels: i32,
  first: i32,
  count: i32,
  perRow: i32,
  scratch: usize,
  v: usize,
): void {
  for (let tile = first; tile < first + count; tile++) {
    let from = x + <usize>(tile / perRow) * 4 * rowStride + <usize>(tile % perRow) * 4 * pixelBytes;
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

/** m = v u for an element of `count` tiles, in blocks of four tiles × eight outputs. */
function multiplyTiles(v: usize, u: usize, m: usize, count: i32, channels: i32, outputs: i32): void {
  for (let output = 0; output < outputs; output += 8) {
    let from = v;
    let to = m;
    for (let tile = 0; tile < count; tile += 4) {
      multiplyBlock(from, u, to, channels);
      from += FOUR_TILES;
      to += FOUR_TILES;
    }
    u += <usize>channels * PAIR;
    m += GROUP * 2;
  }
}

function multiplyBlock(v: usize, u: usize, m: usize, channels: i32): void {
  const zero = f32x4.splat(0);
  let a0 = zero,
    a1 = zero,
    a2 = zero,
    a3 = zero,
    c0 = zero,
    c1 = zero,
    c2 = zero,
    c3 = zero;
  const last = u + <usize>channels * PAIR;
  while (u < last) {
    const end = u + PAIR * 4;
    let from = v;
    while (u < end) {
      const k = v128.load(u);
      const l = v128.load(u, 16);
      const x0 = v128.load32_splat(from);
      a0 = multiplyAdd(x0, k, a0);
      c0 = multiplyAdd(x0, l, c0);
      const x1 = v128.load32_splat(from, 16);
      a1 = multiplyAdd(x1, k, a1);
      c1 = multiplyAdd(x1, l, c1);
      const x2 = v128.load32_splat(from, 32);
      a2 = multiplyAdd(x2, k, a2);
      c2 = multiplyAdd(x2, l, c2);
      const x3 = v128.load32_splat(from, 48);
      a3 = multiplyAdd(x3, k, a3);
      c3 = multiplyAdd(x3, l, c3);
      from += FLOAT;
      u += PAIR;
    }
    v += GROUP;
  }
  v128.store(m, a0);
  v128.store(m, a1, 16);
  v128.store(m, a2, 32);
  v128.store(m, a3, 48);
  m += GROUP;
  v128.store(m, c0);
  v128.store(m, c1, 16);
  v128.store(m, c2, 32);
  v128.store(m, c3, 48);
}

/** Stores the 4 × 4 outputs of the tile at a row and column of y, as far as they are in the image. */
function storeTile(
  m: usize,
  bias: usize,
  scratch: usize,
  y: usize,
  row: i32,
  column: i32,
  rows: i32,
  columns: i32,
  outputs: i32,
): void {
  const pixelBytes = <usize>outputs * FLOAT;
  const rowBytes = <usize>columns * pixelBytes;
  const isComplete = row + 4 <= rows && column + 4 <= columns;
  let to = y + <usize>row * rowBytes + <usize>column * pixelBytes;
  for (let output = 0; output < outputs; output += 4) {
    transformProducts(m, scratch);
    if (isComplete && output + 4 <= outputs) {
      transformSums(scratch, v128.load(bias), to, rowBytes, pixelBytes);
    } else {
      transformSums(scratch, v128.load(bias), scratch, BLOCK_ROW, VECTOR);
      for (let i = 0; i < min(4, rows - row); i++) {
        for (let j = 0; j < min(4, columns - column); j++) {
          const value = v128.load(scratch + <usize>i * BLOCK_ROW + <usize>j * VECTOR);
          storeFirst(to + <usize>i * rowBytes + <usize>j * pixelBytes, value, outputs - output);
        }
      }
    }
    m += GROUP;
    bias += VECTOR;
    to += VECTOR;
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

/**
 * Pools the 4 × 4 outputs of the tile at a row and column of the feature map, as far as they are in it.
 *
 * @param offset of the window of the first output, in bytes
 */
function poolTile(
  m: usize,
  bias: usize,
  scratch: usize,
  y: usize,
  argmax: usize,
  row: i32,
  column: i32,
  rows: i32,
  columns: i32,
  outputs: i32,
  offset: i32,
  rowStride: i32,
  pixelBytes: i32,
): void {
  for (let output = 0; output < outputs; output += 4) {
    transformProducts(m, scratch);
    transformSums(scratch, v128.load(bias), scratch, BLOCK_ROW, VECTOR);
    for (let i = 0; i < min(4, rows - row); i += 2) {
      for (let j = 0; j < min(4, columns - column); j += 2) {
        const window = scratch + <usize>i * BLOCK_ROW + <usize>j * VECTOR;
        const position = ((row + i) >> 1) * (columns >> 1) + ((column + j) >> 1);
        const at = <usize>(position * outputs + output) * FLOAT;
        storeLargest(
          y + at,
          outputs - output,
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

/**
 * Adds to du, the gradient of u, the part of one image.
 *
 * @param dy [rows, columns, outputs]; up to three float32 beyond its end are read and ignored
 * @param du [36, ⌈outputs / 8⌉, channels, 8], spaced as u; the values beyond `outputs` are meaningless
 * @param scratch as for `convolveTiles`, and 16 · outputs more float32
 *
 * The others as for `convolveTiles`.
 */
export function addTiledFilterGradient(
  x: usize,
  rowStride: usize,
  pixelBytes: usize,
  channels: i32,
  dy: usize,
  du: usize,
  scratch: usize,
  rows: i32,
  columns: i32,
  outputs: i32,
): void {
  const plane = filterPlane(channels, outputs);
  const perRow = (columns + 3) >> 2;
  const tiles = ((rows + 3) >> 2) * perRow;
  const v = scratch + TILE;
  const g = v + <usize>(channels >> 2) * GROUP;
  const block = g + <usize>((outputs + 7) >> 3) * GROUP * 2;
  for (let first = 0; first < tiles; first += TILES) {
    const count = min(tiles - first, TILES);
    transformTiles(x, rowStride, pixelBytes, channels, first, count, perRow, scratch, v);
    for (let tile = 0; tile < count; tile++) {
      const row = ((first + tile) / perRow) * 4;
      const column = ((first + tile) % perRow) * 4;
      transformGradients(dy, row, column, rows, columns, outputs, scratch, block, g + <usize>tile * VECTOR);
    }
    for (let element: usize = 0; element < 36; element++) {
      const bytes = <usize>count * VECTOR;
      addProducts(v + element * PLANE, g + element * PLANE, du + element * plane, bytes, channels, outputs);
    }
  }
}

/** g = A dy Aᵀ for the tile at a row and column of dy, which is zero outside of the image. */
function transformGradients(
  dy: usize,
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
  if (row + 4 > rows || column + 4 > columns) {
    clear(block, 16 * outputs);
    for (let i = 0; i < min(4, rows - row); i++) {
      copy(block + <usize>i * 4 * pixelBytes, from, min(4, columns - column) * outputs);
      from += rowBytes;
    }
    from = block;
    rowBytes = pixelBytes * 4;
  }
  for (let output = 0; output < outputs; output += 4) {
    for (let i: usize = 0; i < 4; i++)
      storeGradients(from + i * rowBytes, pixelBytes, scratch + i * TILE_ROW, VECTOR);
    for (let i: usize = 0; i < 6; i++)
      storeGradients(scratch + i * VECTOR, TILE_ROW, g + i * PLANE, PLANE_ROW);
    from += VECTOR;
    g += GROUP;
  }
}

/** A times a column of gradients. */
function storeGradients(from: usize, step: usize, to: usize, toStep: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + step);
  const c = v128.load(from + step * 2);
  const d = v128.load(from + step * 3);
  const even = f32x4.add(a, c);
  const odd = f32x4.add(b, d);
  const farEven = multiplyAdd(c, f32x4.splat(4), a);
  const farOdd = multiplyAdd(d, f32x4.splat(8), f32x4.add(b, b));
  v128.store(to, a);
  v128.store(to + toStep, f32x4.add(even, odd));
  v128.store(to + toStep * 2, f32x4.sub(even, odd));
  v128.store(to + toStep * 3, f32x4.add(farEven, farOdd));
  v128.store(to + toStep * 4, f32x4.sub(farEven, farOdd));
  v128.store(to + toStep * 5, d);
}

/** du += vᵀ g for an element of some tiles, in blocks of four channels × eight outputs. */
function addProducts(v: usize, g: usize, du: usize, bytes: usize, channels: i32, outputs: i32): void {
  for (let output = 0; output < outputs; output += 8) {
    let from = v;
    for (let channel = 0; channel < channels; channel += 4) {
      addBlock(from, g, du, bytes);
      from += GROUP;
      du += PAIR * 4;
    }
    g += GROUP * 2;
  }
}

function addBlock(v: usize, g: usize, du: usize, bytes: usize): void {
  let a0 = v128.load(du);
  let c0 = v128.load(du, 16);
  let a1 = v128.load(du, 32);
  let c1 = v128.load(du, 48);
  let a2 = v128.load(du, 64);
  let c2 = v128.load(du, 80);
  let a3 = v128.load(du, 96);
  let c3 = v128.load(du, 112);
  const end = v + bytes;
  while (v < end) {
    const k = v128.load(g);
    const l = v128.load(g, GROUP);
    const x0 = v128.load32_splat(v);
    a0 = multiplyAdd(x0, k, a0);
    c0 = multiplyAdd(x0, l, c0);
    const x1 = v128.load32_splat(v, 4);
    a1 = multiplyAdd(x1, k, a1);
    c1 = multiplyAdd(x1, l, c1);
    const x2 = v128.load32_splat(v, 8);
    a2 = multiplyAdd(x2, k, a2);
    c2 = multiplyAdd(x2, l, c2);
    const x3 = v128.load32_splat(v, 12);
    a3 = multiplyAdd(x3, k, a3);
    c3 = multiplyAdd(x3, l, c3);
    v += VECTOR;
    g += VECTOR;
  }
  v128.store(du, a0);
  v128.store(du, c0, 16);
  v128.store(du, a1, 32);
  v128.store(du, c1, 48);
  v128.store(du, a2, 64);
  v128.store(du, c2, 80);
  v128.store(du, a3, 96);
  v128.store(du, c3, 112);
}
