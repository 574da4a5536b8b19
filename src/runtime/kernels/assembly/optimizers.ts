// One optimizer step for one variable of `count` float32, in place, in one pass through memory. The formulas and their
// order of operations are those of TensorFlow.js (for Nadam: Keras 3).
import { FLOAT, VECTOR } from "./simd";

/** w −= rate · g */
export function stepSgd(w: usize, g: usize, count: i32, rate: f32): void {
  const r = f32x4.splat(rate);
  const end = w + vectorBytes(count);
  for (; w < end; w += VECTOR) {
    v128.store(w, f32x4.sub(v128.load(w), f32x4.mul(r, v128.load(g))));
    g += VECTOR;
  }
  for (let i = count & 3; i > 0; i--) {
    store<f32>(w, load<f32>(w) - rate * load<f32>(g));
    w += FLOAT;
    g += FLOAT;
  }
}

/** m = momentum · m + g;  w −= rate · m, or by Nesterov w −= rate · (g + momentum · m) */
export function stepMomentum(
  w: usize,
  g: usize,
  m: usize,
  count: i32,
  rate: f32,
  momentum: f32,
  nesterov: bool,
): void {
  for (let i = 0; i < count; i++) {
    const gradient = load<f32>(g);
    const moment = momentum * load<f32>(m) + gradient;
    store<f32>(m, moment);
    store<f32>(w, load<f32>(w) - rate * (nesterov ? gradient + moment * momentum : moment));
    w += FLOAT;
    g += FLOAT;
    m += FLOAT;
  }
}

/** s = decay · s + (1 − decay) · g²;  m = momentum · m + rate · g / √(s + ε);  w −= m */
export function stepRmsProp(
  w: usize,
  g: usize,
  s: usize,
  m: usize,
  count: i32,
  rate: f32,
  decay: f32,
  oneMinusDecay: f32,
  momentum: f32,
  epsilon: f32,
): void {
  for (let i = 0; i < count; i++) {
    const gradient = load<f32>(g);
    const square = load<f32>(s) * decay + gradient * gradient * oneMinusDecay;
    const moment = load<f32>(m) * momentum + (gradient * rate) / sqrt<f32>(square + epsilon);
    store<f32>(s, square);
    store<f32>(m, moment);
    store<f32>(w, load<f32>(w) - moment);
    w += FLOAT;
    g += FLOAT;
    s += FLOAT;
    m += FLOAT;
  }
}

/**
 * m = β₁ m + (1 − β₁) g;  v = β₂ v + (1 − β₂) g²;  w −= rate · (m / correction₁) / (√(v / correction₂) + ε)
 *
 * @param oneMinusBeta1 1 − β₁, rounded from float64
 * @param oneMinusBeta2 1 − β₂, rounded from float64
 */
export function stepAdam(
  w: usize,
  g: usize,
  m: usize,
  v: usize,
  count: i32,
  rate: f32,
  beta1: f32,
  oneMinusBeta1: f32,
  beta2: f32,
  oneMinusBeta2: f32,
  correction1: f32,
  correction2: f32,
  epsilon: f32,
): void {
  const end = w + vectorBytes(count);
  for (; w < end; w += VECTOR) {
    const gradient = v128.load(g);
    const moment = f32x4.add(
      f32x4.mul(v128.load(m), f32x4.splat(beta1)),
      f32x4.mul(gradient, f32x4.splat(oneMinusBeta1)),
    );
    const velocity = f32x4.add(
      f32x4.mul(v128.load(v), f32x4.splat(beta2)),
      f32x4.mul(f32x4.mul(gradient, gradient), f32x4.splat(oneMinusBeta2)),
    );
    v128.store(m, moment);
    v128.store(v, velocity);
    const scale = f32x4.add(f32x4.sqrt(f32x4.div(velocity, f32x4.splat(correction2))), f32x4.splat(epsilon));
    const change = f32x4.div(f32x4.div(moment, f32x4.splat(correction1)), scale);
    v128.store(w, f32x4.sub(v128.load(w), f32x4.mul(change, f32x4.splat(rate))));
    g += VECTOR;
    m += VECTOR;
    v += VECTOR;
  }
  for (let i = count & 3; i > 0; i--) {
    const gradient = load<f32>(g);
    const moment = load<f32>(m) * beta1 + gradient * oneMinusBeta1;
    const velocity = load<f32>(v) * beta2 + gradient * gradient * oneMinusBeta2;
    store<f32>(m, moment);
    store<f32>(v, velocity);
    const change = moment / correction1 / (sqrt<f32>(velocity / correction2) + epsilon);
    store<f32>(w, load<f32>(w) - change * rate);
    w += FLOAT;
    g += FLOAT;
    m += FLOAT;
    v += FLOAT;
  }
}

/**
 * m += (1 − β₁)(g − m);  v += (1 − β₂)(g² − v);  w −= rate · (a m + b g) / (√(c v) + ε),
 * with the coefficients a, b and c of the step (see `optimizers/nadam.ts`).
 */
export function stepNadam(
  w: usize,
  g: usize,
  m: usize,
  v: usize,
  count: i32,
  rate: f32,
  oneMinusBeta1: f32,
  oneMinusBeta2: f32,
  a: f32,
  b: f32,
  c: f32,
  epsilon: f32,
): void {
  const end = w + vectorBytes(count);
  for (; w < end; w += VECTOR) {
    const gradient = v128.load(g);
    const oldMoment = v128.load(m);
    const oldVelocity = v128.load(v);
    const moment = f32x4.add(
      oldMoment,
      f32x4.mul(f32x4.sub(gradient, oldMoment), f32x4.splat(oneMinusBeta1)),
    );
    const velocity = f32x4.add(
      oldVelocity,
      f32x4.mul(f32x4.sub(f32x4.mul(gradient, gradient), oldVelocity), f32x4.splat(oneMinusBeta2)),
    );
    v128.store(m, moment);
    v128.store(v, velocity);
    const direction = f32x4.add(f32x4.mul(moment, f32x4.splat(a)), f32x4.mul(gradient, f32x4.splat(b)));
    const scale = f32x4.add(f32x4.sqrt(f32x4.mul(velocity, f32x4.splat(c))), f32x4.splat(epsilon));
    v128.store(w, f32x4.sub(v128.load(w), f32x4.div(f32x4.mul(direction, f32x4.splat(rate)), scale)));
    g += VECTOR;
    m += VECTOR;
    v += VECTOR;
  }
  for (let i = count & 3; i > 0; i--) {
    const gradient = load<f32>(g);
    const moment = load<f32>(m) + (gradient - load<f32>(m)) * oneMinusBeta1;
    const velocity = load<f32>(v) + (gradient * gradient - load<f32>(v)) * oneMinusBeta2;
    store<f32>(m, moment);
    store<f32>(v, velocity);
    const change = ((moment * a + gradient * b) * rate) / (sqrt<f32>(velocity * c) + epsilon);
    store<f32>(w, load<f32>(w) - change);
    w += FLOAT;
    g += FLOAT;
    m += FLOAT;
    v += FLOAT;
  }
}

/** The size in bytes of the whole vectors in `count` float32. */
function vectorBytes(count: i32): usize {
  return <usize>(count >> 2) * VECTOR;
}
