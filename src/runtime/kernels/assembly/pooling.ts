// Pooling of one image [height, width, channels].
import { clear, FLOAT, select, storeFirst, VECTOR } from "./simd";

/**
 * y = the maximum of each window; argmax = its byte offset, of the first of equal values, as in TensorFlow.js. A window
 * of nothing but NaN or −∞ has the offset −1.
 *
 * The offsets are `bytesPerRow` per row of the image and `bytesPerColumn` per column. With the strides of the image
 * itself they point at the maxima; with those of the windows of the *convolution* that computed the image, at these
 * windows.
 */
export function maxPool(
  x: usize,
  height: i32,
  width: i32,
  channels: i32,
  poolHeight: i32,
  poolWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  top: i32,
  left: i32,
  y: usize,
  argmax: usize,
  rows: i32,
  columns: i32,
  bytesPerRow: i32,
  bytesPerColumn: i32,
): void {
  const pixelBytes = <usize>channels * FLOAT;
  const rowBytes = <usize>width * pixelBytes;
  for (let row = 0; row < rows; row++) {
    const firstRow = row * strideHeight - top;
    const fromRow = max(firstRow, 0);
    const toRow = min(firstRow + poolHeight, height);
    for (let column = 0; column < columns; column++) {
      const firstColumn = column * strideWidth - left;
      const fromColumn = max(firstColumn, 0);
      const toColumn = min(firstColumn + poolWidth, width);
      // Nearly all windows are 2 × 2, for which a loop costs more than its body.
      const isTwoByTwo = toRow - fromRow === 2 && toColumn - fromColumn === 2;
      let channel = 0;
      for (; channel + 4 <= channels; channel += 4) {
        let best = f32x4.splat(-Infinity);
        let offset = i32x4.splat(-1);
        if (isTwoByTwo) {
          const from = x + <usize>(fromRow * width + fromColumn) * pixelBytes + <usize>channel * FLOAT;
          const below = from + rowBytes;
          const first = fromRow * bytesPerRow + fromColumn * bytesPerColumn;
          const topLeft = v128.load(from);
          const isTopLeft = f32x4.gt(topLeft, best);
          best = v128.bitselect(topLeft, best, isTopLeft);
          offset = v128.bitselect(i32x4.splat(first), offset, isTopLeft);
          const topRight = v128.load(from + pixelBytes);
          const isTopRight = f32x4.gt(topRight, best);
          best = v128.bitselect(topRight, best, isTopRight);
          offset = v128.bitselect(i32x4.splat(first + bytesPerColumn), offset, isTopRight);
          const bottomLeft = v128.load(below);
          const isBottomLeft = f32x4.gt(bottomLeft, best);
          best = v128.bitselect(bottomLeft, best, isBottomLeft);
          offset = v128.bitselect(i32x4.splat(first + bytesPerRow), offset, isBottomLeft);
          const bottomRight = v128.load(below + pixelBytes);
          const isBottomRight = f32x4.gt(bottomRight, best);
          best = v128.bitselect(bottomRight, best, isBottomRight);
          offset = v128.bitselect(i32x4.splat(first + bytesPerRow + bytesPerColumn), offset, isBottomRight);
        } else {
          for (let r = fromRow; r < toRow; r++) {
            let from = x + <usize>(r * width + fromColumn) * pixelBytes + <usize>channel * FLOAT;
            for (let c = fromColumn; c < toColumn; c++) {
              const value = v128.load(from);
              const larger = f32x4.gt(value, best);
              best = v128.bitselect(value, best, larger);
              offset = v128.bitselect(i32x4.splat(r * bytesPerRow + c * bytesPerColumn), offset, larger);
              from += pixelBytes;
            }
          }
        }
        v128.store(y, best);
        v128.store(argmax, offset);
        y += VECTOR;
        argmax += VECTOR;
      }
      for (; channel < channels; channel++) {
        let best = -f32.MAX_VALUE - f32.MAX_VALUE;
        let offset = -1;
        for (let r = fromRow; r < toRow; r++) {
          let from = x + <usize>((r * width + fromColumn) * channels + channel) * FLOAT;
          for (let c = fromColumn; c < toColumn; c++) {
            const value = load<f32>(from);
            if (value > best) {
              best = value;
              offset = r * bytesPerRow + c * bytesPerColumn;
            }
            from += <usize>channels * FLOAT;
          }
        }
        store<f32>(y, best);
        store<i32>(argmax, offset);
        y += FLOAT;
        argmax += FLOAT;
      }
    }
  }
}

/**
 * dx[offset] += dy, for the argmax of `maxPool` with the strides of the image; −1 is skipped.
 */
export function addMaxPoolGradient(dy: usize, argmax: usize, positions: i32, channels: i32, dx: usize): void {
  for (let position = 0; position < positions; position++) {
    for (let channel = 0; channel < channels; channel++) {
      const offset = load<i32>(argmax);
      if (offset >= 0) {
        const to = dx + <usize>offset + <usize>channel * FLOAT;
        store<f32>(to, load<f32>(to) + load<f32>(dy));
      }
      dy += FLOAT;
      argmax += FLOAT;
    }
  }
}

/**
 * The gradient of a max pooling with disjoint windows in one pass: dx = dy at the first maximum of each window, 0
 * elsewhere in the window. Values outside of all windows are not written. Up to three float32 beyond the ends of x and dy
 * are read and ignored.
 *
 * @param dy [rows, columns, channels]
 * @param dx same shape as x
 */
export function maxPoolGradientDisjoint(
  x: usize,
  height: i32,
  width: i32,
  channels: i32,
  poolHeight: i32,
  poolWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  top: i32,
  left: i32,
  dy: usize,
  dx: usize,
  rows: i32,
  columns: i32,
): void {
  const pixelBytes = <usize>channels * FLOAT;
  const rowBytes = <usize>width * pixelBytes;
  for (let row = 0; row < rows; row++) {
    const firstRow = row * strideHeight - top;
    const fromRow = max(firstRow, 0);
    const toRow = min(firstRow + poolHeight, height);
    for (let column = 0; column < columns; column++) {
      const firstColumn = column * strideWidth - left;
      const fromColumn = max(firstColumn, 0);
      const toColumn = min(firstColumn + poolWidth, width);
      const isTwoByTwo = toRow - fromRow === 2 && toColumn - fromColumn === 2;
      const window = <usize>(fromRow * width + fromColumn) * pixelBytes;
      for (let channel = 0; channel < channels; channel += 4) {
        const count = channels - channel;
        const offset = <usize>channel * FLOAT;
        const from = x + window + offset;
        const to = dx + window + offset;
        const gradient = v128.load(dy + offset);
        if (isTwoByTwo) writeTwoByTwo(from, to, pixelBytes, rowBytes, gradient, count);
        else
          writeWindow(
            from,
            to,
            pixelBytes,
            rowBytes,
            gradient,
            count,
            toRow - fromRow,
            toColumn - fromColumn,
          );
      }
      dy += pixelBytes;
    }
  }
}

/** A 2 × 2 window: its first maximum is the last value that is larger than all values before it. */
function writeTwoByTwo(
  x: usize,
  dx: usize,
  pixelBytes: usize,
  rowBytes: usize,
  gradient: v128,
  count: i32,
): void {
  const topLeft = v128.load(x);
  const topRight = v128.load(x + pixelBytes);
  const bottomLeft = v128.load(x + rowBytes);
  const bottomRight = v128.load(x + rowBytes + pixelBytes);
  let best = f32x4.splat(-Infinity);
  const isTopLeft = f32x4.gt(topLeft, best);
  best = v128.bitselect(topLeft, best, isTopLeft);
  const isTopRight = f32x4.gt(topRight, best);
  best = v128.bitselect(topRight, best, isTopRight);
  const isBottomLeft = f32x4.gt(bottomLeft, best);
  best = v128.bitselect(bottomLeft, best, isBottomLeft);
  const isBottomRight = f32x4.gt(bottomRight, best);
  storeFirst(dx + rowBytes + pixelBytes, v128.and(gradient, isBottomRight), count);
  let rest = v128.andnot(gradient, isBottomRight);
  storeFirst(dx + rowBytes, v128.and(rest, isBottomLeft), count);
  rest = v128.andnot(rest, isBottomLeft);
  storeFirst(dx + pixelBytes, v128.and(rest, isTopRight), count);
  rest = v128.andnot(rest, isTopRight);
  storeFirst(dx, v128.and(rest, isTopLeft), count);
}

function writeWindow(
  x: usize,
  dx: usize,
  pixelBytes: usize,
  rowBytes: usize,
  gradient: v128,
  count: i32,
  rows: i32,
  columns: i32,
): void {
  let best = f32x4.splat(-Infinity);
  let offset = i32x4.splat(-1);
  for (let r = 0; r < rows; r++) {
    let from = x + <usize>r * rowBytes;
    for (let c = 0; c < columns; c++) {
      const value = v128.load(from);
      const larger = f32x4.gt(value, best);
      best = v128.bitselect(value, best, larger);
      offset = v128.bitselect(i32x4.splat(r * columns + c), offset, larger);
      from += pixelBytes;
    }
  }
  for (let r = 0; r < rows; r++) {
    let to = dx + <usize>r * rowBytes;
    for (let c = 0; c < columns; c++) {
      storeFirst(to, v128.and(gradient, i32x4.eq(offset, i32x4.splat(r * columns + c))), count);
      to += pixelBytes;
    }
  }
}

/**
 * y = the mean of each window; padding does not count.
 *
 * @param x up to three float32 beyond its end are read and ignored
 */
export function averagePool(
  x: usize,
  height: i32,
  width: i32,
  channels: i32,
  poolHeight: i32,
  poolWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  top: i32,
  left: i32,
  y: usize,
  rows: i32,
  columns: i32,
): void {
  const pixelBytes = <usize>channels * FLOAT;
  const rowBytes = <usize>width * pixelBytes;
  const isTwoByTwo = poolHeight === 2 && poolWidth === 2 && strideHeight === 2 && strideWidth === 2;
  if (isTwoByTwo && top === 0 && left === 0 && rows * 2 <= height && columns * 2 <= width && channels >= 4) {
    averageByTwo(x, rowBytes, y, rows, columns, channels);
    return;
  }
  for (let row = 0; row < rows; row++) {
    const firstRow = row * strideHeight - top;
    const fromRow = max(firstRow, 0);
    const toRow = min(firstRow + poolHeight, height);
    for (let column = 0; column < columns; column++) {
      const firstColumn = column * strideWidth - left;
      const fromColumn = max(firstColumn, 0);
      const toColumn = min(firstColumn + poolWidth, width);
      const size = f32x4.splat(<f32>((toRow - fromRow) * (toColumn - fromColumn)));
      let from = x + <usize>(fromRow * width + fromColumn) * pixelBytes;
      let to = y;
      for (let channel = 0; channel < channels; channel += 4) {
        const total = sumOfWindow(from, pixelBytes, rowBytes, toRow - fromRow, toColumn - fromColumn);
        storeFirst(to, f32x4.div(total, size), channels - channel);
        from += VECTOR;
        to += VECTOR;
      }
      y += pixelBytes;
    }
  }
}

/** Windows of 2 × 2 within the image, the first in its corner, which do not overlap, of at least four channels. */
function averageByTwo(x: usize, rowBytes: usize, y: usize, rows: i32, columns: i32, channels: i32): void {
  const pixelBytes = <usize>channels * FLOAT;
  const quarter = f32x4.splat(0.25);
  for (let row = 0; row < rows; row++) {
    let from = x;
    for (let column = 0; column < columns; column++) {
      for (let block = 0; block < channels; block += 4) {
        // The last vector of a pixel overlaps the previous one.
        const offset = <usize>min(block, channels - 4) * FLOAT;
        v128.store(y + offset, f32x4.mul(sumOfFour(from + offset, pixelBytes, rowBytes), quarter));
      }
      from += pixelBytes * 2;
      y += pixelBytes;
    }
    x += rowBytes * 2;
  }
}

function sumOfFour(x: usize, pixelBytes: usize, rowBytes: usize): v128 {
  const below = x + rowBytes;
  const upper = f32x4.add(f32x4.add(f32x4.splat(0), v128.load(x)), v128.load(x + pixelBytes));
  return f32x4.add(f32x4.add(upper, v128.load(below)), v128.load(below + pixelBytes));
}

function sumOfWindow(x: usize, pixelBytes: usize, rowBytes: usize, rows: i32, columns: i32): v128 {
  let total = f32x4.splat(0);
  for (let r = 0; r < rows; r++) {
    let from = x;
    for (let c = 0; c < columns; c++) {
      total = f32x4.add(total, v128.load(from));
      from += pixelBytes;
    }
    x += rowBytes;
  }
  return total;
}

/**
 * dx = the sum of dy / window size over the windows that a value is in. The divisor is the whole window's size even at
 * the edge of the image, as in TensorFlow.js (whose pooling itself divides by the size within the image).
 */
export function averagePoolGradient(
  dy: usize,
  height: i32,
  width: i32,
  channels: i32,
  poolHeight: i32,
  poolWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  top: i32,
  left: i32,
  dx: usize,
  rows: i32,
  columns: i32,
): void {
  const share: f32 = 1 / <f32>(poolHeight * poolWidth);
  const isTwoByTwo = poolHeight === 2 && poolWidth === 2 && strideHeight === 2 && strideWidth === 2;
  if (
    isTwoByTwo &&
    top === 0 &&
    left === 0 &&
    rows * 2 === height &&
    columns * 2 === width &&
    channels >= 4
  ) {
    repeatByTwo(dy, rows, columns, channels, share, dx);
    return;
  }
  clear(dx, height * width * channels);
  for (let row = 0; row < rows; row++) {
    const firstRow = row * strideHeight - top;
    const fromRow = max(firstRow, 0);
    const toRow = min(firstRow + poolHeight, height);
    for (let column = 0; column < columns; column++) {
      const firstColumn = column * strideWidth - left;
      const fromColumn = max(firstColumn, 0);
      const toColumn = min(firstColumn + poolWidth, width);
      let channel = 0;
      for (; channel + 4 <= channels; channel += 4) {
        const part = f32x4.mul(v128.load(dy), f32x4.splat(share));
        for (let r = fromRow; r < toRow; r++) {
          let to = dx + <usize>((r * width + fromColumn) * channels + channel) * FLOAT;
          for (let c = fromColumn; c < toColumn; c++) {
            v128.store(to, f32x4.add(v128.load(to), part));
            to += <usize>channels * FLOAT;
          }
        }
        dy += VECTOR;
      }
      for (; channel < channels; channel++) {
        const part = load<f32>(dy) * share;
        for (let r = fromRow; r < toRow; r++) {
          for (let c = fromColumn; c < toColumn; c++) {
            const to = dx + <usize>((r * width + c) * channels + channel) * FLOAT;
            store<f32>(to, load<f32>(to) + part);
          }
        }
        dy += FLOAT;
      }
    }
  }
}

/** Windows of 2 × 2 that tile the image, of at least four channels. */
function repeatByTwo(dy: usize, rows: i32, columns: i32, channels: i32, share: f32, dx: usize): void {
  const pixelBytes = <usize>channels * FLOAT;
  const rowBytes = <usize>columns * 2 * pixelBytes;
  const factor = f32x4.splat(share);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      for (let block = 0; block < channels; block += 4) {
        // The last vector of a pixel overlaps the previous one.
        const offset = <usize>min(block, channels - 4) * FLOAT;
        const part = f32x4.mul(v128.load(dy + offset), factor);
        const to = dx + offset;
        v128.store(to, part);
        v128.store(to + pixelBytes, part);
        v128.store(to + rowBytes, part);
        v128.store(to + rowBytes + pixelBytes, part);
      }
      dy += pixelBytes;
      dx += pixelBytes * 2;
    }
    dx += rowBytes;
  }
}

/**
 * The largest of the four values of a 2 × 2 window and its offset: the first of equals; −1 if all are NaN or −∞.
 *
 * @param offset of the first value; the values below it and on its right are `below` and `right` bytes further
 */
export function storeLargest(
  y: usize,
  count: i32,
  argmax: usize,
  offset: i32,
  below: i32,
  right: i32,
  first: v128,
  second: v128,
  third: v128,
  fourth: v128,
): void {
  let best = f32x4.splat(-Infinity);
  let bestOffset = i32x4.splat(-1);
  bestOffset = select(i32x4.splat(offset), bestOffset, f32x4.gt(first, best));
  best = f32x4.pmax(best, first);
  bestOffset = select(i32x4.splat(offset + right), bestOffset, f32x4.gt(second, best));
  best = f32x4.pmax(best, second);
  bestOffset = select(i32x4.splat(offset + below), bestOffset, f32x4.gt(third, best));
  best = f32x4.pmax(best, third);
  bestOffset = select(i32x4.splat(offset + below + right), bestOffset, f32x4.gt(fourth, best));
  best = f32x4.pmax(best, fourth);
  storeFirst(y, best, count);
  storeFirst(argmax, bestOffset, count);
}
