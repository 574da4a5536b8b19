// The forward pass of a convolution of one-channel images with a column stride of one. Neighbouring windows are
// neighbours in memory, so a vector holds four positions, and each weight is broadcast to a vector.
//
// Register blocking: four neighbouring positions in each of two rows × four outputs are eight vectors of sums, with six
// loads for eight multiplications. With two rows, the sums can be pooled in 2 × 2 windows before they are stored.
import { storeLargest } from "./pooling";
import { FLOAT, multiplyAdd, storeFirst, VECTOR } from "./simd";

/**
 * Convolves one image: the one-channel case of `convolve`.
 *
 * @param columns of y, at least four
 */
export function convolveSingleChannel(
  x: usize,
  rowStride: usize,
  strideY: usize,
  w: usize,
  filterRows: i32,
  rowLength: i32,
  width: i32,
  bias: usize,
  y: usize,
  rows: i32,
  columns: i32,
  outputs: i32,
): void {
  const yStride = <usize>outputs * FLOAT;
  const rowBytes = <usize>columns * yStride;
  for (let row = 0; row < rows; row += 2) {
    // An odd last row is computed twice.
    const hasPartner: usize = row + 1 < rows ? 1 : 0;
    for (let block = 0; block < columns; block += 4) {
      // The last block of a row overlaps the previous one.
      const column = min(block, columns - 4);
      const window = x + <usize>column * FLOAT;
      const result = y + <usize>column * yStride;
      for (let output = 0; output < outputs; output += 4) {
        const offset = <usize>output * FLOAT;
        const left = outputs - output;
        if (left === 5 || left === 6) {
          convolveBlockBySix(
            window,
            strideY * hasPartner,
            rowStride,
            w + offset,
            <usize>width * FLOAT,
            filterRows,
            rowLength,
            bias + offset,
            result + offset,
            yStride,
            rowBytes * hasPartner,
            left,
          );
          break;
        }
        convolveBlock(
          window,
          strideY * hasPartner,
          rowStride,
          w + offset,
          <usize>width * FLOAT,
          filterRows,
          rowLength,
          bias + offset,
          result + offset,
          yStride,
          rowBytes * hasPartner,
          outputs - output,
          0,
          0,
        );
      }
    }
    x += strideY * 2;
    y += rowBytes * 2;
  }
}

/**
 * Convolves and max-pools one image: y and argmax are the results of `maxPool` with 2 × 2 windows and stride 2 on the
 * feature map, which is never stored.
 *
 * @param y [rows, columns, outputs], pooled
 * @param argmax int32, same shape as y
 * @param columns of y, at least two
 */
export function convolveAndPool(
  x: usize,
  rowStride: usize,
  strideY: usize,
  w: usize,
  filterRows: i32,
  rowLength: i32,
  width: i32,
  bias: usize,
  y: usize,
  argmax: usize,
  rows: i32,
  columns: i32,
  outputs: i32,
): void {
  const yStride = <usize>outputs * FLOAT;
  for (let row = 0; row < rows; row++) {
    for (let block = 0; block < columns; block += 2) {
      const column = min(block, columns - 2);
      const from = <usize>(row * 2) * strideY + <usize>(column * 2) * FLOAT;
      const position = <usize>(row * columns + column) * yStride;
      for (let output = 0; output < outputs; output += 4) {
        const offset = <usize>output * FLOAT;
        convolveBlock(
          x + from,
          strideY,
          rowStride,
          w + offset,
          <usize>width * FLOAT,
          filterRows,
          rowLength,
          bias + offset,
          y + position + offset,
          yStride,
          0,
          outputs - output,
          argmax + position + offset,
          from,
        );
      }
    }
  }
}

/**
 * Four neighbouring positions from x on and four from x + lower on × four outputs, of which the first `count` are
 * stored. They are pooled if `argmax` is not zero; `offset` is the byte offset of x in its image.
 */
function convolveBlock(
  x: usize,
  lower: usize,
  rowStride: usize,
  w: usize,
  wStride: usize,
  filterRows: i32,
  rowLength: i32,
  bias: usize,
  y: usize,
  yStride: usize,
  lowerResult: usize,
  count: i32,
  argmax: usize,
  offset: usize,
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
    const end = x + <usize>rowLength * FLOAT;
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
      w += wStride;
    }
    x += rowStride;
  }
  if (argmax === 0) {
    storeTransposed(y, yStride, count, a0, a1, a2, a3);
    storeTransposed(y + lowerResult, yStride, count, b0, b1, b2, b3);
  } else {
    storePooled(y, yStride, count, argmax, <i32>offset, <i32>lower, a0, a1, a2, a3, b0, b1, b2, b3);
  }
}

/**
 * The same for five or six outputs, which are not pooled: twelve vectors of sums, with eight loads for twelve
 * multiplications.
 */
function convolveBlockBySix(
  x: usize,
  lower: usize,
  rowStride: usize,
  w: usize,
  wStride: usize,
  filterRows: i32,
  rowLength: i32,
  bias: usize,
  y: usize,
  yStride: usize,
  lowerResult: usize,
  count: i32,
): void {
  let a0 = v128.load32_splat(bias);
  let a1 = v128.load32_splat(bias, 4);
  let a2 = v128.load32_splat(bias, 8);
  let a3 = v128.load32_splat(bias, 12);
  let a4 = v128.load32_splat(bias, 16);
  let a5 = v128.load32_splat(bias, 20);
  let b0 = a0;
  let b1 = a1;
  let b2 = a2;
  let b3 = a3;
  let b4 = a4;
  let b5 = a5;
  for (let u = 0; u < filterRows; u++) {
    let from = x;
    const end = x + <usize>rowLength * FLOAT;
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
      const w4 = v128.load32_splat(w, 16);
      a4 = multiplyAdd(upper, w4, a4);
      b4 = multiplyAdd(under, w4, b4);
      const w5 = v128.load32_splat(w, 20);
      a5 = multiplyAdd(upper, w5, a5);
      b5 = multiplyAdd(under, w5, b5);
      from += FLOAT;
      w += wStride;
    }
    x += rowStride;
  }
  storeTransposed(y, yStride, 4, a0, a1, a2, a3);
  storePairs(y + VECTOR, yStride, count - 4, a4, a5);
  y += lowerResult;
  storeTransposed(y, yStride, 4, b0, b1, b2, b3);
  storePairs(y + VECTOR, yStride, count - 4, b4, b5);
}

/** Transposes and stores four outputs of four positions. */
function storeTransposed(y: usize, yStride: usize, count: i32, a0: v128, a1: v128, a2: v128, a3: v128): void {
  const low01 = v128.shuffle<f32>(a0, a1, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(a0, a1, 2, 6, 3, 7);
  const low23 = v128.shuffle<f32>(a2, a3, 0, 4, 1, 5);
  const high23 = v128.shuffle<f32>(a2, a3, 2, 6, 3, 7);
  storeFirst(y, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5), count);
  storeFirst(y + yStride, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7), count);
  storeFirst(y + yStride * 2, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), count);
  storeFirst(y + yStride * 3, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7), count);
}

/** Transposes two outputs of four positions, and stores the first `count` of the outputs. */
function storePairs(y: usize, yStride: usize, count: i32, a0: v128, a1: v128): void {
  if (count === 1) {
    v128.store_lane<f32>(y, a0, 0);
    v128.store_lane<f32>(y + yStride, a0, 1);
    v128.store_lane<f32>(y + yStride * 2, a0, 2);
    v128.store_lane<f32>(y + yStride * 3, a0, 3);
    return;
  }
  const low = v128.shuffle<f32>(a0, a1, 0, 4, 1, 5);
  const high = v128.shuffle<f32>(a0, a1, 2, 6, 3, 7);
  v128.store_lane<f64>(y, low, 0);
  v128.store_lane<f64>(y + yStride, low, 1);
  v128.store_lane<f64>(y + yStride * 2, high, 0);
  v128.store_lane<f64>(y + yStride * 3, high, 1);
}

/** Pools two 2 × 2 windows for four outputs; transposes first, so that a vector holds one value of the window. */
function storePooled(
  y: usize,
  yStride: usize,
  count: i32,
  argmax: usize,
  offset: i32,
  strideY: i32,
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
    argmax,
    offset,
    strideY,
    <i32>FLOAT,
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
    y + yStride,
    count,
    argmax + yStride,
    offset + 2 * <i32>FLOAT,
    strideY,
    <i32>FLOAT,
    v128.shuffle<f32>(aHigh01, aHigh23, 0, 1, 4, 5),
    v128.shuffle<f32>(aHigh01, aHigh23, 2, 3, 6, 7),
    v128.shuffle<f32>(bHigh01, bHigh23, 0, 1, 4, 5),
    v128.shuffle<f32>(bHigh01, bHigh23, 2, 3, 6, 7),
  );
}
