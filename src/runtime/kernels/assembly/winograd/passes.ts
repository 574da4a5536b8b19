// Convolutions of 3 × 3 and 5 × 5 with several channels by minimal filtering, F(4 × 4, 3 × 3) and F(2 × 2, 5 × 5) (Lavin
// and Gray, 2015, https://arxiv.org/abs/1509.09308), and their gradients:
//
//     y = Aᵀ [(G g Gᵀ) ⊙ (Bᵀ d B)] A        dg = Gᵀ [(A dy Aᵀ) ⊙ (Bᵀ d B)] G        dd = B [(G g Gᵀ) ⊙ (A dy Aᵀ)] Bᵀ
//
// A tile d of 6 × 6 pixels gives 4 × 4 or 2 × 2 outputs y with 36 multiplications per input and output channel instead of
// 144 or 100. Both have the same B, since their polynomials are evaluated at the same points: 0, ±1, ±2 and ∞. With the
// tiles as positions, they are a matrix product for each of the 36 elements of a tile.
//
// A pass transforms a few tiles, which stay in the first-level cache. Channels are in groups of four: v, m and g are
// [group, element, tile, 4], u and du are [element, pair of groups, channel, 8].
import { FLOAT, VECTOR } from "../simd";
import { filterPlane, GROUP, PLANE, TILE } from "./layout";
import { poolTile, storeTile, transformGradients } from "./outputs";
import { addTileGradient, transformTiles } from "./pixels";
import { addProducts, multiplyTiles } from "./products";

/** The blocks of five tiles that fill an image with blocks of four: none if there are too few tiles. */
function blocksOfFive(tiles: i32): i32 {
  const fives = tiles & 3;
  return fives * 5 <= tiles ? fives : 0;
}

/**
 * Convolves one image, with strides of one. If `argmax` is not zero, also max-pools it as `convolveAndPool` does.
 *
 * @param x address of the first window; the tiles, which may extend beyond the last window, are read as a whole, and up to
 *   three float32 beyond them
 * @param pixelBytes bytes from one pixel of x to the next
 * @param taps rows and columns of the filter: 3 or 5
 * @param u the transformed filter
 * @param bias [outputs], and up to three more values, which are ignored
 * @param scratch memory for 36 · (4 + 10 · (channels and outputs rounded up to multiples of eight)) float32
 * @param y [rows, columns, outputs], or [rows / 2, columns / 2, outputs] if pooled
 */
export function convolveTiles(
  x: usize,
  rowStride: usize,
  pixelBytes: usize,
  channels: i32,
  taps: i32,
  u: usize,
  bias: usize,
  scratch: usize,
  y: usize,
  argmax: usize,
  rows: i32,
  columns: i32,
  outputs: i32,
): void {
  const size = 7 - taps;
  const plane = filterPlane(channels, outputs);
  const perRow = (columns + size - 1) / size;
  const tiles = ((rows + size - 1) / size) * perRow;
  const m = scratch + TILE;
  const v = m + GROUP * 2;
  let fives = blocksOfFive(tiles);
  let count = 0;
  for (let first = 0; first < tiles; first += count) {
    const blocks = min(fives, 2);
    fives -= blocks;
    count = min(tiles - first, 8 + blocks);
    transformTiles(x, rowStride, pixelBytes, channels, <usize>size, first, count, perRow, scratch, v);
    for (let output = 0; output < outputs; output += 8) {
      const k = <usize>output * FLOAT;
      multiplyTiles(v, u + k * <usize>channels, plane, m, count, blocks, channels);
      const left = outputs - output;
      for (let tile = 0; tile < count; tile++) {
        const row = ((first + tile) / perRow) * size;
        const column = ((first + tile) % perRow) * size;
        const products = m + <usize>tile * VECTOR;
        if (argmax === 0) {
          storeTile(products, size, bias + k, scratch, y + k, row, column, rows, columns, outputs, left);
        } else {
          const strides = <i32>rowStride;
          poolTile(
            products,
            size,
            bias + k,
            scratch,
            y + k,
            argmax + k,
            row,
            column,
            rows,
            columns,
            outputs,
            left,
            row * strides + column * <i32>pixelBytes,
            strides,
            <i32>pixelBytes,
          );
        }
      }
    }
  }
}

/**
 * Adds to du, the gradient of u, the part of one image.
 *
 * @param channels even, at least four
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
  taps: i32,
  dy: usize,
  du: usize,
  scratch: usize,
  rows: i32,
  columns: i32,
  outputs: i32,
): void {
  const size = 7 - taps;
  const plane = filterPlane(channels, outputs);
  const perRow = (columns + size - 1) / size;
  const tiles = ((rows + size - 1) / size) * perRow;
  const v = scratch + TILE;
  const g = v + <usize>((channels + 3) >> 2) * GROUP;
  const block = g + <usize>((outputs + 7) >> 3) * GROUP * 2;
  let fives = blocksOfFive(tiles);
  let count = 0;
  for (let first = 0; first < tiles; first += count) {
    const blocks = min(fives, 2);
    fives -= blocks;
    count = min(tiles - first, 8 + blocks);
    transformTiles(x, rowStride, pixelBytes, channels, <usize>size, first, count, perRow, scratch, v);
    for (let tile = 0; tile < count; tile++) {
      const row = ((first + tile) / perRow) * size;
      const column = ((first + tile) % perRow) * size;
      const to = g + <usize>tile * VECTOR;
      transformGradients(dy, size, row, column, rows, columns, outputs, scratch, block, to);
    }
    for (let element: usize = 0; element < 36; element++) {
      const bytes = <usize>count * VECTOR;
      addProducts(v + element * PLANE, g + element * PLANE, du + element * plane, bytes, channels, outputs);
    }
  }
}

/**
 * Adds to the gradient of one image.
 *
 * @param dy [rows, columns, outputs]; up to three float32 beyond its end are read and ignored
 * @param u the transformed filter, with inputs and outputs exchanged
 * @param dx gradients of whole tiles, [rows, columns, channels rounded up to a multiple of four]
 *
 * The others as for `addTiledFilterGradient`.
 */
export function addTiledInputGradient(
  dy: usize,
  rows: i32,
  columns: i32,
  outputs: i32,
  taps: i32,
  u: usize,
  scratch: usize,
  dx: usize,
  channels: i32,
): void {
  const size = 7 - taps;
  const plane = filterPlane(outputs, channels);
  const perRow = (columns + size - 1) / size;
  const tiles = ((rows + size - 1) / size) * perRow;
  const pixelBytes = <usize>((channels + 3) & ~3) * FLOAT;
  const rowStride = <usize>(perRow * size + taps - 1) * pixelBytes;
  const m = scratch + TILE;
  const g = m + GROUP * 2;
  const block = g + <usize>((outputs + 3) >> 2) * GROUP;
  let fives = blocksOfFive(tiles);
  let count = 0;
  for (let first = 0; first < tiles; first += count) {
    const blocks = min(fives, 2);
    fives -= blocks;
    count = min(tiles - first, 8 + blocks);
    for (let tile = 0; tile < count; tile++) {
      const row = ((first + tile) / perRow) * size;
      const column = ((first + tile) % perRow) * size;
      const to = g + <usize>tile * VECTOR;
      transformGradients(dy, size, row, column, rows, columns, outputs, scratch, block, to);
    }
    for (let channel = 0; channel < channels; channel += 8) {
      const k = <usize>channel * FLOAT;
      multiplyTiles(g, u + k * <usize>outputs, plane, m, count, blocks, outputs);
      for (let tile = 0; tile < count; tile++) {
        const row = ((first + tile) / perRow) * size;
        const column = ((first + tile) % perRow) * size;
        let products = m + <usize>tile * VECTOR;
        let to = dx + k + <usize>row * rowStride + <usize>column * pixelBytes;
        for (let i = channel; i < min(channels, channel + 8); i += 4) {
          addTileGradient(products, scratch, to, rowStride, pixelBytes);
          products += GROUP;
          to += VECTOR;
        }
      }
    }
  }
}
