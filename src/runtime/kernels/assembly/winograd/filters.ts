// The transforms of filters, G, and of their gradients, Gᵀ, of 3 × 3 and 5 × 5.
import { FLOAT, multiplyAdd, VECTOR } from "../simd";
import { filterOffset, filterPlane } from "./layout";

/**
 * u = G g Gᵀ
 *
 * @param w [taps, taps, channels, width], taps 3 or 5, width a multiple of four
 * @param u [36, ⌈width / 8⌉, channels, 8], zero beyond `width`, with 16 more float32 after each of the 36 elements
 */
export function transformFilter(w: usize, taps: i32, channels: i32, width: i32, u: usize): void {
  const tap = <usize>(channels * width) * FLOAT;
  const tapRow = tap * <usize>taps;
  const plane = filterPlane(channels, width);
  for (let channel = 0; channel < channels; channel++) {
    for (let output = 0; output < width; output += 4) {
      const to = u + filterOffset(channel, output, channels);
      for (let column: usize = 0; column < <usize>taps; column++)
        storeFilter(taps, w + column * tap, tapRow, to + column * plane, plane * 6);
      for (let row: usize = 0; row < 6; row++)
        storeFilter(taps, to + row * plane * 6, plane, to + row * plane * 6, plane);
      w += VECTOR;
    }
  }
}

/** G times a column. The result may overwrite it. */
function storeFilter(taps: i32, from: usize, step: usize, to: usize, toStep: usize): void {
  if (taps === 3) storeThreeTaps(from, step, to, toStep);
  else storeFiveTaps(from, step, to, toStep);
}

function storeThreeTaps(from: usize, step: usize, to: usize, toStep: usize): void {
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

function storeFiveTaps(from: usize, step: usize, to: usize, toStep: usize): void {
  const sixth = f32x4.splat(1.0 / 6.0);
  const a = v128.load(from);
  const b = v128.load(from + step);
  const c = v128.load(from + step * 2);
  const d = v128.load(from + step * 3);
  const e = v128.load(from + step * 4);
  const even = f32x4.mul(f32x4.add(f32x4.add(a, c), e), sixth);
  const odd = f32x4.mul(f32x4.add(b, d), sixth);
  const nearEven = multiplyAdd(a, f32x4.splat(1.0 / 24.0), f32x4.mul(c, sixth));
  const farEven = multiplyAdd(e, f32x4.splat(2.0 / 3.0), nearEven);
  const farOdd = multiplyAdd(b, f32x4.splat(1.0 / 12.0), f32x4.mul(d, f32x4.splat(1.0 / 3.0)));
  v128.store(to, f32x4.mul(a, f32x4.splat(0.25)));
  v128.store(to + toStep, f32x4.neg(f32x4.add(even, odd)));
  v128.store(to + toStep * 2, f32x4.sub(odd, even));
  v128.store(to + toStep * 3, f32x4.add(farEven, farOdd));
  v128.store(to + toStep * 4, f32x4.sub(farEven, farOdd));
  v128.store(to + toStep * 5, e);
}

/**
 * dw = Gᵀ du G: the gradient of a filter from that of u, which is overwritten.
 *
 * @param du [36, ⌈width / 8⌉, channels, 8], spaced as u
 * @param dw [taps, taps, channels, width]
 */
export function transformFilterGradient(du: usize, taps: i32, channels: i32, width: i32, dw: usize): void {
  const tap = <usize>(channels * width) * FLOAT;
  const tapRow = tap * <usize>taps;
  const plane = filterPlane(channels, width);
  for (let channel = 0; channel < channels; channel++) {
    for (let output = 0; output < width; output += 4) {
      const from = du + filterOffset(channel, output, channels);
      for (let row: usize = 0; row < 6; row++)
        storeFilterGradient(taps, from + row * plane * 6, plane, from + row * plane * 6, plane);
      for (let column: usize = 0; column < <usize>taps; column++)
        storeFilterGradient(taps, from + column * plane, plane * 6, dw + column * tap, tapRow);
      dw += VECTOR;
    }
  }
}

/** Gᵀ times a column. The result may overwrite it. */
function storeFilterGradient(taps: i32, from: usize, step: usize, to: usize, toStep: usize): void {
  const sixth = f32x4.splat(1.0 / 6.0);
  const second = v128.load(from + step);
  const third = v128.load(from + step * 2);
  const fourth = v128.load(from + step * 3);
  const fifth = v128.load(from + step * 4);
  const near = f32x4.mul(f32x4.add(second, third), sixth);
  const far = f32x4.mul(f32x4.add(fourth, fifth), f32x4.splat(1.0 / 24.0));
  const first = multiplyAdd(v128.load(from), f32x4.splat(0.25), far);
  const nearDifference = f32x4.mul(f32x4.sub(third, second), sixth);
  const farDifference = f32x4.sub(fourth, fifth);
  const last = v128.load(from + step * 5);
  v128.store(to, f32x4.sub(first, near));
  v128.store(to + toStep, multiplyAdd(farDifference, f32x4.splat(1.0 / 12.0), nearDifference));
  if (taps === 3) {
    v128.store(to + toStep * 2, f32x4.sub(multiplyAdd(far, f32x4.splat(4), last), near));
    return;
  }
  v128.store(to + toStep * 2, f32x4.sub(f32x4.mul(far, f32x4.splat(4)), near));
  v128.store(to + toStep * 3, multiplyAdd(farDifference, f32x4.splat(1.0 / 3.0), nearDifference));
  v128.store(to + toStep * 4, f32x4.sub(multiplyAdd(far, f32x4.splat(16), last), near));
}
