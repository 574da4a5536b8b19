// Pooling of one image of [height, width, channels], channels one after the other.
import { FLOAT, storeFirst, VECTOR } from "./simd";

/**
 * y = the largest of each window, and where it was found: the first of equals, as in TensorFlow.js.
 *
 * The place is told in bytes as the *convolution* before the pooling sees it: its window in x begins `down` bytes
 * further for each row of the image, and `right` for each column. For the pooling alone these are the image's own.
 * A window without any value (nothing but NaN) has the place −1.
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
  places: usize,
  rows: i32,
  columns: i32,
  down: i32,
  right: i32,
): void {
  const pitch = <usize>channels * FLOAT;
  const rowPitch = <usize>width * pitch;
  for (let row = 0; row < rows; row++) {
    const firstRow = row * strideHeight - top;
    const fromRow = max(firstRow, 0);
    const toRow = min(firstRow + poolHeight, height);
    for (let column = 0; column < columns; column++) {
      const firstColumn = column * strideWidth - left;
      const fromColumn = max(firstColumn, 0);
      const toColumn = min(firstColumn + poolWidth, width);
      // Nearly all windows are of 2 × 2, for which loops would cost more than what is in them.
      const four = toRow - fromRow === 2 && toColumn - fromColumn === 2;
      let channel = 0;
      for (; channel + 4 <= channels; channel += 4) {
        let best = f32x4.splat(-Infinity);
        let place = i32x4.splat(-1);
        if (four) {
          const from = x + <usize>(fromRow * width + fromColumn) * pitch + <usize>channel * FLOAT;
          const below = from + rowPitch;
          const first = fromRow * down + fromColumn * right;
          const topLeft = v128.load(from);
          const isTopLeft = f32x4.gt(topLeft, best);
          best = v128.bitselect(topLeft, best, isTopLeft);
          place = v128.bitselect(i32x4.splat(first), place, isTopLeft);
          const topRight = v128.load(from + pitch);
          const isTopRight = f32x4.gt(topRight, best);
          best = v128.bitselect(topRight, best, isTopRight);
          place = v128.bitselect(i32x4.splat(first + right), place, isTopRight);
          const bottomLeft = v128.load(below);
          const isBottomLeft = f32x4.gt(bottomLeft, best);
          best = v128.bitselect(bottomLeft, best, isBottomLeft);
          place = v128.bitselect(i32x4.splat(first + down), place, isBottomLeft);
          const bottomRight = v128.load(below + pitch);
          const isBottomRight = f32x4.gt(bottomRight, best);
          best = v128.bitselect(bottomRight, best, isBottomRight);
          place = v128.bitselect(i32x4.splat(first + down + right), place, isBottomRight);
        } else {
          for (let r = fromRow; r < toRow; r++) {
            let from = x + <usize>(r * width + fromColumn) * pitch + <usize>channel * FLOAT;
            for (let c = fromColumn; c < toColumn; c++) {
              const value = v128.load(from);
              const larger = f32x4.gt(value, best);
              best = v128.bitselect(value, best, larger);
              place = v128.bitselect(i32x4.splat(r * down + c * right), place, larger);
              from += pitch;
            }
          }
        }
        v128.store(y, best);
        v128.store(places, place);
        y += VECTOR;
        places += VECTOR;
      }
      for (; channel < channels; channel++) {
        let best = -f32.MAX_VALUE - f32.MAX_VALUE;
        let place = -1;
        for (let r = fromRow; r < toRow; r++) {
          let from = x + <usize>((r * width + fromColumn) * channels + channel) * FLOAT;
          for (let c = fromColumn; c < toColumn; c++) {
            const value = load<f32>(from);
            if (value > best) {
              best = value;
              place = r * down + c * right;
            }
            from += <usize>channels * FLOAT;
          }
        }
        store<f32>(y, best);
        store<i32>(places, place);
        y += FLOAT;
        places += FLOAT;
      }
    }
  }
}

/**
 * dx[place] += dy for what `maxPool` found of an image whose values lie `down` and `right` bytes apart; nothing for a
 * window in which it found no value.
 */
export function addMaxPoolGradient(dy: usize, places: usize, cells: i32, channels: i32, dx: usize): void {
  for (let cell = 0; cell < cells; cell++) {
    for (let channel = 0; channel < channels; channel++) {
      const place = load<i32>(places);
      if (place >= 0) {
        const to = dx + <usize>place + <usize>channel * FLOAT;
        store<f32>(to, load<f32>(to) + load<f32>(dy));
      }
      dy += FLOAT;
      places += FLOAT;
    }
  }
}

/**
 * The gradient of a max pooling whose windows do not overlap, all in one: dx = dy at the largest of each window, the
 * first of equals, and 0 at its other places. What lies in no window stays as it is.
 *
 * @param dy [rows, columns, channels]
 * @param dx of x's shape
 */
export function maxPoolGradientApart(
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
  const pitch = <usize>channels * FLOAT;
  const rowPitch = <usize>width * pitch;
  for (let row = 0; row < rows; row++) {
    const firstRow = row * strideHeight - top;
    const fromRow = max(firstRow, 0);
    const toRow = min(firstRow + poolHeight, height);
    for (let column = 0; column < columns; column++) {
      const firstColumn = column * strideWidth - left;
      const fromColumn = max(firstColumn, 0);
      const toColumn = min(firstColumn + poolWidth, width);
      const four = toRow - fromRow === 2 && toColumn - fromColumn === 2;
      const window = <usize>(fromRow * width + fromColumn) * pitch;
      for (let channel = 0; channel < channels; channel += 4) {
        const count = channels - channel;
        const offset = <usize>channel * FLOAT;
        const from = x + window + offset;
        const to = dx + window + offset;
        const gradient = v128.load(dy + offset);
        if (four) writeFour(from, to, pitch, rowPitch, gradient, count);
        else writeWindow(from, to, pitch, rowPitch, gradient, count, toRow - fromRow, toColumn - fromColumn);
      }
      dy += pitch;
    }
  }
}

/** A window of 2 × 2, of which only the last that is larger than all before it is the first of the largest. */
function writeFour(x: usize, dx: usize, right: usize, down: usize, gradient: v128, count: i32): void {
  const topLeft = v128.load(x);
  const topRight = v128.load(x + right);
  const bottomLeft = v128.load(x + down);
  const bottomRight = v128.load(x + down + right);
  let best = f32x4.splat(-Infinity);
  const one = f32x4.gt(topLeft, best);
  best = v128.bitselect(topLeft, best, one);
  const two = f32x4.gt(topRight, best);
  best = v128.bitselect(topRight, best, two);
  const three = f32x4.gt(bottomLeft, best);
  best = v128.bitselect(bottomLeft, best, three);
  const four = f32x4.gt(bottomRight, best);
  storeFirst(dx + down + right, v128.and(gradient, four), count);
  let left = v128.andnot(gradient, four);
  storeFirst(dx + down, v128.and(left, three), count);
  left = v128.andnot(left, three);
  storeFirst(dx + right, v128.and(left, two), count);
  left = v128.andnot(left, two);
  storeFirst(dx, v128.and(left, one), count);
}

function writeWindow(
  x: usize,
  dx: usize,
  right: usize,
  down: usize,
  gradient: v128,
  count: i32,
  rows: i32,
  columns: i32,
): void {
  let best = f32x4.splat(-Infinity);
  let place = i32x4.splat(-1);
  for (let r = 0; r < rows; r++) {
    let from = x + <usize>r * down;
    for (let c = 0; c < columns; c++) {
      const value = v128.load(from);
      const larger = f32x4.gt(value, best);
      best = v128.bitselect(value, best, larger);
      place = v128.bitselect(i32x4.splat(r * columns + c), place, larger);
      from += right;
    }
  }
  for (let r = 0; r < rows; r++) {
    let to = dx + <usize>r * down;
    for (let c = 0; c < columns; c++) {
      storeFirst(to, v128.and(gradient, i32x4.eq(place, i32x4.splat(r * columns + c))), count);
      to += right;
    }
  }
}

/** y = the mean of each window; only what lies within the image counts. */
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
  for (let row = 0; row < rows; row++) {
    const firstRow = row * strideHeight - top;
    const fromRow = max(firstRow, 0);
    const toRow = min(firstRow + poolHeight, height);
    for (let column = 0; column < columns; column++) {
      const firstColumn = column * strideWidth - left;
      const fromColumn = max(firstColumn, 0);
      const toColumn = min(firstColumn + poolWidth, width);
      const count = <f32>((toRow - fromRow) * (toColumn - fromColumn));
      let channel = 0;
      for (; channel + 4 <= channels; channel += 4) {
        let total = f32x4.splat(0);
        for (let r = fromRow; r < toRow; r++) {
          let from = x + <usize>((r * width + fromColumn) * channels + channel) * FLOAT;
          for (let c = fromColumn; c < toColumn; c++) {
            total = f32x4.add(total, v128.load(from));
            from += <usize>channels * FLOAT;
          }
        }
        v128.store(y, f32x4.div(total, f32x4.splat(count)));
        y += VECTOR;
      }
      for (; channel < channels; channel++) {
        let total: f32 = 0;
        for (let r = fromRow; r < toRow; r++) {
          for (let c = fromColumn; c < toColumn; c++) {
            total += load<f32>(x + <usize>((r * width + c) * channels + channel) * FLOAT);
          }
        }
        store<f32>(y, total / count);
        y += FLOAT;
      }
    }
  }
}

/**
 * dx += each window's dy, in equal parts: those of a whole window even where it is cut off by the image's edge, which
 * is TensorFlow.js's rule for the gradient (though not for the pooling itself).
 */
export function addAveragePoolGradient(
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
