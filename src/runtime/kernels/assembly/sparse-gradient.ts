// The gradients of a convolution where most of dy is zero: behind a max pooling only the places that were a maximum
// have a gradient, and behind a ReLU only those where it let one through. So one goes through the values that are not
// zero, and adds each one's share:
//
//     dw[k, u, t] += g · x[p + u, t]        dx[p + u, t] += g · w[k, u, t]
//
// t lies one after the other in memory, in w too, which is why the outputs k come first there.
import { FLOAT, multiplyAdd, VECTOR } from "./simd";

/**
 * One image. For each place and output: g = dy, at the place of x that `places` says (in bytes from x).
 *
 * @param dy [count, outputs]
 * @param places [count, outputs] of int32: where in x the window begins that the value came from
 * @param dw [outputs, filterRows, run], a row being `width` long, a multiple of four
 * @param bias [outputs], to which the sum of dy is added
 */
export function addSparseFilterGradient(
  x: usize,
  rowStride: usize,
  dy: usize,
  places: usize,
  count: i32,
  outputs: i32,
  dw: usize,
  filterRows: i32,
  width: i32,
  bias: usize,
): void {
  const size = <usize>(filterRows * width) * FLOAT;
  const vectors = width >> 2;
  for (let k = 0; k < outputs; k++) {
    const target = dw + <usize>k * size;
    let total: f32 = 0;
    let from = <usize>k * FLOAT;
    for (let cell = 0; cell < count; cell++) {
      const g = load<f32>(dy + from);
      const place = load<i32>(places + from);
      if (g !== 0 && place >= 0) {
        total += g;
        addScaled(target, width, x + <usize>place, rowStride, f32x4.splat(g), filterRows, vectors);
      }
      from += <usize>outputs * FLOAT;
    }
    const shift = bias + <usize>k * FLOAT;
    store<f32>(shift, load<f32>(shift) + total);
  }
}

/** target[u, t] += g · window[u, t] for dense rows of the target. */
function addScaled(
  target: usize,
  width: i32,
  window: usize,
  rowStride: usize,
  g: v128,
  filterRows: i32,
  vectors: i32,
): void {
  if (vectors === 2) {
    for (let u = 0; u < filterRows; u++) {
      v128.store(target, multiplyAdd(g, v128.load(window), v128.load(target)));
      v128.store(target, multiplyAdd(g, v128.load(window, 16), v128.load(target, 16)), 16);
      target += 32;
      window += rowStride;
    }
    return;
  }
  for (let u = 0; u < filterRows; u++) {
    for (let offset: usize = 0; offset < (<usize>vectors) << 4; offset += VECTOR) {
      v128.store(target + offset, multiplyAdd(g, v128.load(window + offset), v128.load(target + offset)));
    }
    target += <usize>width * FLOAT;
    window += rowStride;
  }
}

/** The same for x: dx[p + u, t] += g · w[k, u, t]; w's rows are `width` long, and zero beyond `run`. */
export function addSparseInputGradient(
  dx: usize,
  rowStride: usize,
  dy: usize,
  places: usize,
  count: i32,
  outputs: i32,
  w: usize,
  filterRows: i32,
  width: i32,
): void {
  const size = <usize>(filterRows * width) * FLOAT;
  const bytes = <usize>width * FLOAT;
  for (let cell = 0; cell < count; cell++) {
    let filter = w;
    for (let k = 0; k < outputs; k++) {
      const g = load<f32>(dy);
      const place = load<i32>(places);
      if (g !== 0 && place >= 0) {
        const scale = f32x4.splat(g);
        let window = dx + <usize>place;
        let row = filter;
        for (let u = 0; u < filterRows; u++) {
          for (let offset: usize = 0; offset < bytes; offset += VECTOR) {
            v128.store(
              window + offset,
              multiplyAdd(scale, v128.load(row + offset), v128.load(window + offset)),
            );
          }
          row += bytes;
          window += rowStride;
        }
      }
      dy += FLOAT;
      places += FLOAT;
      filter += size;
    }
  }
}
