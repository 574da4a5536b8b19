// Where the passes of `index.ts` have their values. All strides are constants, which cost no instructions.
import { FLOAT, VECTOR } from "../simd";

/** The largest number of tiles of a pass: two blocks of five. */
const TILES: i32 = 10;
/** Bytes between the elements of a tile, rows of them, and groups of channels in v, m and g. */
export const PLANE: usize = <usize>TILES * VECTOR;
export const PLANE_ROW: usize = PLANE * 6;
export const GROUP: usize = PLANE * 36;
/** Bytes of the rows of a tile that is half transformed, and of such a tile. */
export const TILE_ROW: usize = VECTOR * 6;
export const TILE: usize = TILE_ROW * 6;
/** Bytes of eight outputs. */
export const PAIR: usize = VECTOR * 2;
/**
 * Bytes between the elements of a transformed filter, so that they are not a multiple of 4 KB apart: those of one filter
 * would all be in the same set of the first-level cache.
 */
const ELEMENT_GAP: usize = 64;

/** Bytes from one element of u to the next. */
export function filterPlane(channels: i32, width: i32): usize {
  return <usize>(channels * ((width + 7) & ~7)) * FLOAT + ELEMENT_GAP;
}

/** Of four outputs in an element of u. */
export function filterOffset(channel: i32, output: i32, channels: i32): usize {
  return <usize>((output >> 3) * channels + channel) * PAIR + <usize>(output & 4) * FLOAT;
}
