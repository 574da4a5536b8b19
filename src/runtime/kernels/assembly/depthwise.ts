// Depthwise convolutions: each input channel is convolved by filters of its own, `multiplier` of them.
//
//     y[p, c · multiplier + j] = b[c · multiplier + j] + Σ_{u, v} x[p + (u, v), c] · w[u, v, c, j]
//
// p is an output position, (u, v) a row and column of the filter. With one filter per channel, a vector holds four
// neighbouring channels. With more, the products are computed one by one.
import { FLOAT, multiplyAdd, storeFirst, VECTOR } from "./simd";

/**
 * Convolves one image.
 *
 * @param x address of the first window; up to three float32 beyond each pixel are read and ignored, as of w and bias
 * @param rowStride bytes from one row of x to the next
 * @param strideY bytes in x from a window to the one below it
 * @param strideX bytes in x from a window to the one on its right
 * @param w [filterRows, filterColumns, channels, multiplier]
 * @param bias [channels · multiplier]
 * @param y [rows, columns, channels · multiplier]
 */
export function convolveDepthwise(
  x: usize,
  rowStride: usize,
  strideY: usize,
  strideX: usize,
  w: usize,
  filterRows: i32,
  filterColumns: i32,
  channels: i32,
  multiplier: i32,
  bias: usize,
  y: usize,
  rows: i32,
  columns: i32,
): void {
  const step = <usize>(channels * multiplier) * FLOAT;
  for (let row = 0; row < rows; row++) {
    let window = x;
    let column = 0;
    for (; multiplier === 1 && column + 4 <= columns; column += 4) {
      convolveFourWindows(window, strideX, rowStride, w, filterRows, filterColumns, channels, bias, y);
      window += strideX * 4;
      y += step * 4;
    }
    for (; column < columns; column++) {
      if (multiplier === 1)
        convolveWindow(window, rowStride, w, filterRows, filterColumns, channels, bias, y);
      else convolveEach(window, rowStride, w, filterRows, filterColumns, channels, multiplier, bias, y);
      window += strideX;
      y += step;
    }
    x += strideY;
  }
}

/** All channels of four neighbouring windows, four at a time: each tap of the filter is loaded once for the four windows. */
function convolveFourWindows(
  x: usize,
  strideX: usize,
  rowStride: usize,
  w: usize,
  filterRows: i32,
  filterColumns: i32,
  channels: i32,
  bias: usize,
  y: usize,
): void {
  const pixel = <usize>channels * FLOAT;
  for (let channel = 0; channel < channels; channel += 4) {
    const offset = <usize>channel * FLOAT;
    const b = v128.load(bias + offset);
    let first = b;
    let second = b;
    let third = b;
    let fourth = b;
    let taps = w + offset;
    let from = x + offset;
    for (let u = 0; u < filterRows; u++) {
      let at = from;
      for (let v = 0; v < filterColumns; v++) {
        const tap = v128.load(taps);
        first = multiplyAdd(v128.load(at), tap, first);
        second = multiplyAdd(v128.load(at + strideX), tap, second);
        third = multiplyAdd(v128.load(at + strideX * 2), tap, third);
        fourth = multiplyAdd(v128.load(at + strideX * 3), tap, fourth);
        at += pixel;
        taps += pixel;
      }
      from += rowStride;
    }
    const to = y + offset;
    const count = channels - channel;
    storeFirst(to, first, count);
    storeFirst(to + pixel, second, count);
    storeFirst(to + pixel * 2, third, count);
    storeFirst(to + pixel * 3, fourth, count);
  }
}

/** All channels of one window, four at a time. */
function convolveWindow(
  x: usize,
  rowStride: usize,
  w: usize,
  filterRows: i32,
  filterColumns: i32,
  channels: i32,
  bias: usize,
  y: usize,
): void {
  const pixel = <usize>channels * FLOAT;
  for (let channel = 0; channel < channels; channel += 4) {
    const offset = <usize>channel * FLOAT;
    let sum = v128.load(bias + offset);
    let taps = w + offset;
    let from = x + offset;
    for (let u = 0; u < filterRows; u++) {
      let at = from;
      for (let v = 0; v < filterColumns; v++) {
        sum = multiplyAdd(v128.load(at), v128.load(taps), sum);
        at += pixel;
        taps += pixel;
      }
      from += rowStride;
    }
    storeFirst(y + offset, sum, channels - channel);
  }
}

/** All outputs of one window, one by one. */
function convolveEach(
  x: usize,
  rowStride: usize,
  w: usize,
  filterRows: i32,
  filterColumns: i32,
  channels: i32,
  multiplier: i32,
  bias: usize,
  y: usize,
): void {
  const pixel = <usize>channels * FLOAT;
  const tap = pixel * <usize>multiplier;
  const outputs = channels * multiplier;
  for (let k = 0; k < outputs; k++) {
    let sum = load<f32>(bias + <usize>k * FLOAT);
    let taps = w + <usize>k * FLOAT;
    let from = x + <usize>(k / multiplier) * FLOAT;
    for (let u = 0; u < filterRows; u++) {
      let at = from;
      for (let v = 0; v < filterColumns; v++) {
        sum += load<f32>(at) * load<f32>(taps);
        at += pixel;
        taps += tap;
      }
      from += rowStride;
    }
    store<f32>(y + <usize>k * FLOAT, sum);
  }
}

/**
 * Adds to the gradient of the filter the part of one image: dw[u, v, c, j] += Σ_p x[p + (u, v), c] · dy[p, c, j]
 *
 * @param x address of the first window; up to three float32 beyond each pixel are read and ignored
 * @param dy [rows, columns, channels · multiplier]; up to three float32 beyond its end are read and ignored
 */
export function addDepthwiseFilterGradient(
  x: usize,
  rowStride: usize,
  strideY: usize,
  strideX: usize,
  dy: usize,
  rows: i32,
  columns: i32,
  dw: usize,
  filterRows: i32,
  filterColumns: i32,
  channels: i32,
  multiplier: i32,
): void {
  const outputs = channels * multiplier;
  const pixel = <usize>channels * FLOAT;
  for (let u = 0; u < filterRows; u++) {
    let from = x;
    let v = 0;
    for (; multiplier === 1 && v + 3 <= filterColumns; v += 3) {
      addThreeTaps(from, strideY, strideX, dy, rows, columns, channels, dw);
      from += pixel * 3;
      dw += pixel * 3;
    }
    for (; v < filterColumns; v++) {
      if (multiplier === 1) addTap(from, strideY, strideX, dy, rows, columns, channels, dw);
      else addEachTap(from, strideY, strideX, dy, rows, columns, channels, multiplier, dw);
      from += pixel;
      dw += <usize>outputs * FLOAT;
    }
    x += rowStride;
  }
}

/** One tap of the filter for all channels, eight at a time, in independent sums. */
function addTap(
  x: usize,
  strideY: usize,
  strideX: usize,
  dy: usize,
  rows: i32,
  columns: i32,
  channels: i32,
  dw: usize,
): void {
  const step = <usize>channels * FLOAT;
  for (let channel = 0; channel < channels; channel += 8) {
    const offset = <usize>channel * FLOAT;
    const isWide = channels - channel > 4;
    let first = f32x4.splat(0);
    let second = first;
    let gradient = dy + offset;
    let line = x + offset;
    for (let row = 0; row < rows; row++) {
      let from = line;
      for (let column = 0; column < columns; column++) {
        first = multiplyAdd(v128.load(from), v128.load(gradient), first);
        if (isWide) second = multiplyAdd(v128.load(from, 16), v128.load(gradient, 16), second);
        from += strideX;
        gradient += step;
      }
      line += strideY;
    }
    addFirst(dw + offset, first, channels - channel);
    if (isWide) addFirst(dw + offset + VECTOR, second, channels - channel - 4);
  }
}

/** Three neighbouring taps of the filter for all channels, eight at a time, in independent sums. */
function addThreeTaps(
  x: usize,
  strideY: usize,
  strideX: usize,
  dy: usize,
  rows: i32,
  columns: i32,
  channels: i32,
  dw: usize,
): void {
  const pixel = <usize>channels * FLOAT;
  for (let channel = 0; channel < channels; channel += 8) {
    const count = channels - channel;
    // Without a second vector, it repeats the first one.
    const next: usize = count > 4 ? VECTOR : 0;
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let c0 = a0;
    let c1 = a0;
    let c2 = a0;
    let gradient = dy + <usize>channel * FLOAT;
    let line = x + <usize>channel * FLOAT;
    for (let row = 0; row < rows; row++) {
      let from = line;
      for (let column = 0; column < columns; column++) {
        const g = v128.load(gradient);
        const h = v128.load(gradient + next);
        const second = from + pixel;
        const third = second + pixel;
        a0 = multiplyAdd(v128.load(from), g, a0);
        c0 = multiplyAdd(v128.load(from + next), h, c0);
        a1 = multiplyAdd(v128.load(second), g, a1);
        c1 = multiplyAdd(v128.load(second + next), h, c1);
        a2 = multiplyAdd(v128.load(third), g, a2);
        c2 = multiplyAdd(v128.load(third + next), h, c2);
        from += strideX;
        gradient += pixel;
      }
      line += strideY;
    }
    const to = dw + <usize>channel * FLOAT;
    addFirst(to, a0, count);
    addFirst(to + pixel, a1, count);
    addFirst(to + pixel * 2, a2, count);
    if (count <= 4) continue;
    addFirst(to + VECTOR, c0, count - 4);
    addFirst(to + VECTOR + pixel, c1, count - 4);
    addFirst(to + VECTOR + pixel * 2, c2, count - 4);
  }
}

function addFirst(to: usize, a: v128, count: i32): void {
  storeFirst(to, f32x4.add(v128.load(to), a), count);
}

function addEachTap(
  x: usize,
  strideY: usize,
  strideX: usize,
  dy: usize,
  rows: i32,
  columns: i32,
  channels: i32,
  multiplier: i32,
  dw: usize,
): void {
  const outputs = channels * multiplier;
  for (let k = 0; k < outputs; k++) {
    let sum: f32 = 0;
    let gradient = dy + <usize>k * FLOAT;
    let line = x + <usize>(k / multiplier) * FLOAT;
    for (let row = 0; row < rows; row++) {
      let from = line;
      for (let column = 0; column < columns; column++) {
        sum += load<f32>(from) * load<f32>(gradient);
        from += strideX;
        gradient += <usize>outputs * FLOAT;
      }
      line += strideY;
    }
    const to = dw + <usize>k * FLOAT;
    store<f32>(to, load<f32>(to) + sum);
  }
}

/** Adds to the gradient of one image: dx[p + (u, v), c] += Σ_j dy[p, c, j] · w[u, v, c, j] */
export function addDepthwiseInputGradient(
  dy: usize,
  rows: i32,
  columns: i32,
  w: usize,
  filterRows: i32,
  filterColumns: i32,
  channels: i32,
  multiplier: i32,
  dx: usize,
  rowStride: usize,
  strideY: usize,
  strideX: usize,
): void {
  const step = <usize>(channels * multiplier) * FLOAT;
  for (let row = 0; row < rows; row++) {
    let window = dx;
    for (let column = 0; column < columns; column++) {
      let taps = w;
      let line = window;
      for (let u = 0; u < filterRows; u++) {
        let to = line;
        for (let v = 0; v < filterColumns; v++) {
          if (multiplier === 1) addProducts(to, dy, taps, channels);
          else addSums(to, dy, taps, channels, multiplier);
          to += <usize>channels * FLOAT;
          taps += step;
        }
        line += rowStride;
      }
      window += strideX;
      dy += step;
    }
    dx += strideY;
  }
}

/** to[c] += a[c] · b[c] */
function addProducts(to: usize, a: usize, b: usize, count: i32): void {
  for (let i = 0; i < count; i += 4) {
    storeFirst(to, multiplyAdd(v128.load(a), v128.load(b), v128.load(to)), count - i);
    to += VECTOR;
    a += VECTOR;
    b += VECTOR;
  }
}

/** to[c] += Σ_j a[c, j] · b[c, j] */
function addSums(to: usize, a: usize, b: usize, count: i32, multiplier: i32): void {
  for (let i = 0; i < count; i++) {
    let sum = load<f32>(to);
    for (let j = 0; j < multiplier; j++) {
      sum += load<f32>(a) * load<f32>(b);
      a += FLOAT;
      b += FLOAT;
    }
    store<f32>(to, sum);
    to += FLOAT;
  }
}
