import { FLOAT } from "./simd";

/**
 * The penalty l1 · Σ |w| + l2 · Σ w² of a regularizer. Adds its gradient to dw, unless that is 0. As in TensorFlow.js,
 * the derivative of |w| at 0 is −1.
 */
export function addPenalty(w: usize, dw: usize, count: i32, l1: f32, l2: f32): f32 {
  let total: f64 = 0;
  for (let i = 0; i < count; i++) {
    const value = load<f32>(w);
    total += <f64>(l1 * abs<f32>(value) + l2 * value * value);
    if (dw !== 0) {
      store<f32>(dw, load<f32>(dw) + (value > 0 ? l1 : -l1) + 2 * l2 * value);
      dw += FLOAT;
    }
    w += FLOAT;
  }
  return <f32>total;
}
