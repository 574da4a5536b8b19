// The forward pass of a convolution of images with one channel, whose windows move by one column: neighbouring places
// are then neighbours in memory, so that a vector holds four places, and each weight is spread over one.
//
// The block is four neighbouring places in each of two rows × four outputs, that is, eight vectors of sums: six loads
// for eight multiplications. Two rows, because the sums can then be pooled in 2 × 2 windows before they are stored.
import { FLOAT, multiplyAdd, select, storeFirst } from "./simd";

/**
 * One image, as by `convolve`, of which this is a case.
 *
 * @param columns of y, at least four
 */
export function convolveSingleChannel(
  x: usize,
  rowStride: usize,
  down: usize,
  w: usize,
  filterRows: i32,
  run: i32,
  width: i32,
  bias: usize,
  y: usize,
  rows: i32,
  columns: i32,
  outputs: i32,
): void {
  const pitch = <usize>outputs * FLOAT;
  const rowBytes = <usize>columns * pitch;
  for (let row = 0; row < rows; row += 2) {
    // An odd last row is its own partner.
    const partner: usize = row + 1 < rows ? 1 : 0;
    for (let block = 0; block < columns; block += 4) {
      // The last block of a row overlaps the one before.
      const column = min(block, columns - 4);
      const place = x + <usize>column * FLOAT;
      const result = y + <usize>column * pitch;
      for (let output = 0; output < outputs; output += 4) {
        const offset = <usize>output * FLOAT;
        convolveBlock(
          place,
          down * partner,
          rowStride,
          w + offset,
          <usize>width * FLOAT,
          filterRows,
          run,
          bias + offset,
          result + offset,
          pitch,
          rowBytes * partner,
          outputs - output,
          0,
          0,
        );
      }
    }
    x += down * 2;
    y += rowBytes * 2;
  }
}

/**
 * The same, pooled at once: y and places are what `maxPool` with windows of 2 × 2 and stride 2 gives of the feature
 * map, which itself is never stored.
 *
 * @param y [rows, columns, outputs], pooled
 * @param places as y, of int32
 * @param columns of y, at least two
 */
export function convolveAndPool(
  x: usize,
  rowStride: usize,
  down: usize,
  w: usize,
  filterRows: i32,
  run: i32,
  width: i32,
  bias: usize,
  y: usize,
  places: usize,
  rows: i32,
  columns: i32,
  outputs: i32,
): void {
  const pitch = <usize>outputs * FLOAT;
  for (let row = 0; row < rows; row++) {
    for (let block = 0; block < columns; block += 2) {
      const column = min(block, columns - 2);
      const from = <usize>(row * 2) * down + <usize>(column * 2) * FLOAT;
      const cell = <usize>(row * columns + column) * pitch;
      for (let output = 0; output < outputs; output += 4) {
        const offset = <usize>output * FLOAT;
        convolveBlock(
          x + from,
          down,
          rowStride,
          w + offset,
          <usize>width * FLOAT,
          filterRows,
          run,
          bias + offset,
          y + cell + offset,
          pitch,
          0,
          outputs - output,
          places + cell + offset,
          from,
        );
      }
    }
  }
}

/**
 * Four neighbouring places from x on, four from x + lower on, four outputs, of which `count` are stored: pooled if
 * there are `places` to be stored too, as bytes from the image's first value, from which x lies `place` away.
 */
function convolveBlock(
  x: usize,
  lower: usize,
  rowStride: usize,
  w: usize,
  step: usize,
  filterRows: i32,
  run: i32,
  bias: usize,
  y: usize,
  pitch: usize,
  lowerResult: usize,
  count: i32,
  places: usize,
  place: usize,
): void {
  let a0 = v128.load32_splat(bias);
  let a1 = v128.load32_splat(bias, 4);
  let a2 = v128.load32_splat(bias, 8);
  let a3 = v128.load32_splat(bias, 12);
  let b0 = a0;
  let b1 = a1;
  let b2 = a2;
  let b3 = a3;
  for (let u = 0; u < filterRows; u++) {
    let from = x;
    const end = x + <usize>run * FLOAT;
    while (from < end) {
      const upper = v128.load(from);
      const under = v128.load(from + lower);
      const w0 = v128.load32_splat(w);
      a0 = multiplyAdd(upper, w0, a0);
      b0 = multiplyAdd(under, w0, b0);
      const w1 = v128.load32_splat(w, 4);
      a1 = multiplyAdd(upper, w1, a1);
      b1 = multiplyAdd(under, w1, b1);
      const w2 = v128.load32_splat(w, 8);
      a2 = multiplyAdd(upper, w2, a2);
      b2 = multiplyAdd(under, w2, b2);
      const w3 = v128.load32_splat(w, 12);
      a3 = multiplyAdd(upper, w3, a3);
      b3 = multiplyAdd(under, w3, b3);
      from += FLOAT;
      w += step;
    }
    x += rowStride;
  }
  if (places === 0) {
    storeTurned(y, pitch, count, a0, a1, a2, a3);
    storeTurned(y + lowerResult, pitch, count, b0, b1, b2, b3);
  } else {
    storePooled(y, pitch, count, places, <i32>place, <i32>lower, a0, a1, a2, a3, b0, b1, b2, b3);
  }
}

/** Stores four outputs of four places, place by place. */
function storeTurned(y: usize, pitch: usize, count: i32, a0: v128, a1: v128, a2: v128, a3: v128): void {
  const low01 = v128.shuffle<f32>(a0, a1, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(a0, a1, 2, 6, 3, 7);
  const low23 = v128.shuffle<f32>(a2, a3, 0, 4, 1, 5);
  const high23 = v128.shuffle<f32>(a2, a3, 2, 6, 3, 7);
  storeFirst(y, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5), count);
  storeFirst(y + pitch, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7), count);
  storeFirst(y + pitch * 2, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), count);
  storeFirst(y + pitch * 3, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7), count);
}

/** Pools two windows of 2 × 2 for four outputs: first turned, so that a vector is one place of a window. */
function storePooled(
  y: usize,
  pitch: usize,
  count: i32,
  places: usize,
  place: i32,
  down: i32,
  a0: v128,
  a1: v128,
  a2: v128,
  a3: v128,
  b0: v128,
  b1: v128,
  b2: v128,
  b3: v128,
): void {
  const aLow01 = v128.shuffle<f32>(a0, a1, 0, 4, 1, 5);
  const aLow23 = v128.shuffle<f32>(a2, a3, 0, 4, 1, 5);
  const bLow01 = v128.shuffle<f32>(b0, b1, 0, 4, 1, 5);
  const bLow23 = v128.shuffle<f32>(b2, b3, 0, 4, 1, 5);
  storeLargest(
    y,
    count,
    places,
    place,
    down,
    v128.shuffle<f32>(aLow01, aLow23, 0, 1, 4, 5),
    v128.shuffle<f32>(aLow01, aLow23, 2, 3, 6, 7),
    v128.shuffle<f32>(bLow01, bLow23, 0, 1, 4, 5),
    v128.shuffle<f32>(bLow01, bLow23, 2, 3, 6, 7),
  );
  const aHigh01 = v128.shuffle<f32>(a0, a1, 2, 6, 3, 7);
  const aHigh23 = v128.shuffle<f32>(a2, a3, 2, 6, 3, 7);
  const bHigh01 = v128.shuffle<f32>(b0, b1, 2, 6, 3, 7);
  const bHigh23 = v128.shuffle<f32>(b2, b3, 2, 6, 3, 7);
  storeLargest(
    y + pitch,
    count,
    places + pitch,
    place + 2 * <i32>FLOAT,
    down,
    v128.shuffle<f32>(aHigh01, aHigh23, 0, 1, 4, 5),
    v128.shuffle<f32>(aHigh01, aHigh23, 2, 3, 6, 7),
    v128.shuffle<f32>(bHigh01, bHigh23, 0, 1, 4, 5),
    v128.shuffle<f32>(bHigh01, bHigh23, 2, 3, 6, 7),
  );
}

/** The largest of a window's four places, and which it was: the first of equals; −1 where all are NaN or −∞. */
function storeLargest(
  y: usize,
  count: i32,
  places: usize,
  place: i32,
  down: i32,
  first: v128,
  second: v128,
  third: v128,
  fourth: v128,
): void {
  let best = f32x4.splat(-Infinity);
  let at = i32x4.splat(-1);
  at = select(i32x4.splat(place), at, f32x4.gt(first, best));
  best = f32x4.pmax(best, first);
  at = select(i32x4.splat(place + <i32>FLOAT), at, f32x4.gt(second, best));
  best = f32x4.pmax(best, second);
  at = select(i32x4.splat(place + down), at, f32x4.gt(third, best));
  best = f32x4.pmax(best, third);
  at = select(i32x4.splat(place + down + <i32>FLOAT), at, f32x4.gt(fourth, best));
  best = f32x4.pmax(best, fourth);
  storeFirst(y, best, count);
  storeFirst(places, at, count);
}
