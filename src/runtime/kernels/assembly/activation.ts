// In-place activations and their gradients. Each derivative is a function of the output y, so the input need not be
// saved.
import { FLOAT, multiplyAdd, select, storeFirst, VECTOR } from "./simd";

/** y = max(y, 0) */
export function relu(y: usize, count: i32): void {
  const zero = f32x4.splat(0);
  const end = y + <usize>count * FLOAT;
  // Unlike max, pmax is one instruction on x86, and returns y if it is NaN or −0, of which adding zero makes +0.
  for (; y + VECTOR <= end; y += VECTOR) v128.store(y, f32x4.add(f32x4.pmax(v128.load(y), zero), zero));
  for (; y < end; y += FLOAT) store<f32>(y, max<f32>(load<f32>(y), 0));
}

/** dy = 0 where y is not positive. */
export function reluGradient(y: usize, dy: usize, count: i32): void {
  const zero = f32x4.splat(0);
  const end = y + <usize>count * FLOAT;
  for (; y + VECTOR <= end; y += VECTOR) {
    v128.store(dy, v128.and(v128.load(dy), f32x4.gt(v128.load(y), zero)));
    dy += VECTOR;
  }
  for (; y < end; y += FLOAT) {
    if (!(load<f32>(y) > 0)) store<f32>(dy, 0);
    dy += FLOAT;
  }
}

/** The gradient of min(max(y, 0), maximum): dy = 0 where y is at one of the two bounds. */
export function boundedReluGradient(y: usize, dy: usize, count: i32, maximum: f32): void {
  for (let i = 0; i < count; i++) {
    const value = load<f32>(y);
    if (!(value > 0 && value < maximum)) store<f32>(dy, 0);
    y += FLOAT;
    dy += FLOAT;
  }
}

/** y = y where it is positive, else slope · y; slope ≥ 0 */
export function leakyRelu(y: usize, count: i32, slope: f32): void {
  for (let i = 0; i < count; i++) {
    const value = load<f32>(y);
    store<f32>(y, value > 0 ? value : value * slope);
    y += FLOAT;
  }
}

export function leakyReluGradient(y: usize, dy: usize, count: i32, slope: f32): void {
  for (let i = 0; i < count; i++) {
    if (!(load<f32>(y) > 0)) store<f32>(dy, load<f32>(dy) * slope);
    y += FLOAT;
    dy += FLOAT;
  }
}

/** y = y where it is positive, else alpha · (e^y − 1) */
export function elu(y: usize, count: i32, alpha: f32): void {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  const scale = f32x4.splat(alpha);
  for (let i = 0; i < count; i += 4) {
    const value = loadFirst(y, count - i);
    const below = f32x4.mul(scale, f32x4.sub(exponential(f32x4.min(value, zero)), one));
    storeFirst(y, v128.bitselect(value, below, f32x4.gt(value, zero)), count - i);
    y += VECTOR;
  }
}

/** The derivative is 1, or alpha · e^y = y + alpha. */
export function eluGradient(y: usize, dy: usize, count: i32, alpha: f32): void {
  for (let i = 0; i < count; i++) {
    const value = load<f32>(y);
    if (!(value > 0)) store<f32>(dy, load<f32>(dy) * (value + alpha));
    y += FLOAT;
    dy += FLOAT;
  }
}

/** y = 1 / (1 + e^−y) */
export function sigmoid(y: usize, count: i32): void {
  const one = f32x4.splat(1);
  for (let i = 0; i < count; i += 4) {
    const value = loadFirst(y, count - i);
    storeFirst(y, f32x4.div(one, f32x4.add(one, exponential(f32x4.neg(value)))), count - i);
    y += VECTOR;
  }
}

/** The derivative is y (1 − y). */
export function sigmoidGradient(y: usize, dy: usize, count: i32): void {
  const one = f32x4.splat(1);
  for (let i = 0; i < count; i += 4) {
    const value = loadFirst(y, count - i);
    const gradient = f32x4.mul(loadFirst(dy, count - i), value);
    storeFirst(dy, f32x4.mul(gradient, f32x4.sub(one, value)), count - i);
    y += VECTOR;
    dy += VECTOR;
  }
}

/** From here on, ±1 is as near to tanh as its polynomials. */
const TANH_BOUND: f32 = 7.99881172;

/**
 * y = tanh y = p(y) / q(y) with the polynomials of Eigen (https://eigen.tuxfamily.org), which are accurate to five units
 * in the last place with relaxed SIMD, and to seven without; y itself near zero.
 */
export function tanh(y: usize, count: i32): void {
  // Four vectors at a time, which share the constants.
  let i = 0;
  for (; i + 16 <= count; i += 16) {
    const first = tanhOf(v128.load(y));
    const second = tanhOf(v128.load(y, 16));
    const third = tanhOf(v128.load(y, 32));
    const fourth = tanhOf(v128.load(y, 48));
    v128.store(y, first);
    v128.store(y, second, 16);
    v128.store(y, third, 32);
    v128.store(y, fourth, 48);
    y += VECTOR * 4;
  }
  for (; i < count; i += 4) {
    storeFirst(y, tanhOf(loadFirst(y, count - i)), count - i);
    y += VECTOR;
  }
}

function tanhOf(x: v128): v128 {
  const square = f32x4.mul(x, x);
  let p = f32x4.splat(-2.76076847742355e-16);
  p = multiplyAdd(p, square, f32x4.splat(2.00018790482477e-13));
  p = multiplyAdd(p, square, f32x4.splat(-8.60467152213735e-11));
  p = multiplyAdd(p, square, f32x4.splat(5.12229709037114e-8));
  p = multiplyAdd(p, square, f32x4.splat(1.48572235717979e-5));
  p = multiplyAdd(p, square, f32x4.splat(6.37261928875436e-4));
  p = multiplyAdd(p, square, f32x4.splat(4.89352455891786e-3));
  let q = f32x4.splat(1.19825839466702e-6);
  q = multiplyAdd(q, square, f32x4.splat(1.18534705686654e-4));
  q = multiplyAdd(q, square, f32x4.splat(2.268434632439e-3));
  q = multiplyAdd(q, square, f32x4.splat(4.89352518554385e-3));
  const quotient = f32x4.div(f32x4.mul(p, x), q);
  const size = f32x4.abs(x);
  const isNearZero = f32x4.lt(size, f32x4.splat(4e-4));
  const one = v128.or(v128.and(x, f32x4.splat(-0.0)), f32x4.splat(1));
  return select(one, select(x, quotient, isNearZero), f32x4.ge(size, f32x4.splat(TANH_BOUND)));
}

/** The derivative is 1 − y². */
export function tanhGradient(y: usize, dy: usize, count: i32): void {
  const one = f32x4.splat(1);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const value = v128.load(y);
    v128.store(dy, f32x4.mul(v128.load(dy), f32x4.sub(one, f32x4.mul(value, value))));
    y += VECTOR;
    dy += VECTOR;
  }
  for (; i < count; i++) {
    const value = load<f32>(y);
    store<f32>(dy, load<f32>(dy) * (1 - value * value));
    y += FLOAT;
    dy += FLOAT;
  }
}

/** 1.5 · 2^23: adding it rounds a small number to an integer, which is then in the last bits of the sum. */
const ROUNDING: f32 = 12582912;

/**
 * e^x = 2^n · e^r with n the integer nearest to x / ln 2, and e^r on [−ln 2 / 2, ln 2 / 2] by the polynomial of the
 * Cephes library (S. Moshier), which is accurate to the last digit or two of float32.
 */
function exponential(x: v128): v128 {
  // Unlike min and max, pmin and pmax are one instruction each on x86, and return x if it is NaN.
  const bounded = f32x4.pmax(f32x4.pmin(x, f32x4.splat(88.7)), f32x4.splat(-87.3));
  const shifted = multiplyAdd(bounded, f32x4.splat(<f32>Math.LOG2E), f32x4.splat(ROUNDING));
  const n = f32x4.sub(shifted, f32x4.splat(ROUNDING));
  // ln 2 is split in two, so that n · ln 2 is exact.
  let r = f32x4.sub(bounded, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.1219444e-4)));
  let p = f32x4.splat(1.98756915e-4);
  p = multiplyAdd(p, r, f32x4.splat(1.3981999507e-3));
  p = multiplyAdd(p, r, f32x4.splat(8.3334519073e-3));
  p = multiplyAdd(p, r, f32x4.splat(4.1665795894e-2));
  p = multiplyAdd(p, r, f32x4.splat(1.6666665459e-1));
  p = multiplyAdd(p, r, f32x4.splat(5.0000001201e-1));
  p = multiplyAdd(p, f32x4.mul(r, r), f32x4.add(r, f32x4.splat(1)));
  const power = i32x4.add(i32x4.shl(shifted, 23), i32x4.splat(127 << 23));
  return f32x4.mul(p, power);
}

function loadFirst(from: usize, count: i32): v128 {
  if (count >= 4) return v128.load(from);
  let a = v128.load32_zero(from);
  if (count > 1) a = v128.load_lane<f32>(from, a, 1, 4);
  if (count > 2) a = v128.load_lane<f32>(from, a, 2, 8);
  return a;
}
