// Pooling of one image of [height, width, channels], channels one after the other.
import { FLOAT, VECTOR } from "./simd";

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
        let best = f32x4.splat(-Infinity);
        let place = i32x4.splat(-1);
        for (let r = fromRow; r < toRow; r++) {
          let from = x + <usize>((r * width + fromColumn) * channels + channel) * FLOAT;
          for (let c = fromColumn; c < toColumn; c++) {
            const value = v128.load(from);
            const larger = f32x4.gt(value, best);
            best = v128.bitselect(value, best, larger);
            place = v128.bitselect(i32x4.splat(r * down + c * right), place, larger);
            from += <usize>channels * FLOAT;
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
 * dx += each window's dy, in equal parts. `whole`: the parts are those of a whole window even where it is cut off by
 * the image's edge, which is TensorFlow.js's rule for the gradient (though not for the pooling itself).
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
      for (let channel = 0; channel < channels; channel++) {
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
