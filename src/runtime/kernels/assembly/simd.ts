// Helpers for vectors of four float32.

/** Bytes in a float32, and in a vector of four. */
export const FLOAT: usize = 4;
export const VECTOR: usize = 16;

/** a · b + c: one instruction that rounds once with relaxed SIMD, else two that round twice. */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** a where the mask is set, else b. Each lane of the mask is all ones or all zeros. */
export function select(a: v128, b: v128, mask: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return i32x4.relaxed_laneselect(a, b, mask);
  return v128.bitselect(a, b, mask);
}

/** The sum of the four lanes. */
export function sum(a: v128): f32 {
  return (
    f32x4.extract_lane(a, 0) +
    f32x4.extract_lane(a, 1) +
    (f32x4.extract_lane(a, 2) + f32x4.extract_lane(a, 3))
  );
}

/** Stores the first `count` lanes; all four if `count` is larger. */
export function storeFirst(to: usize, a: v128, count: i32): void {
  if (count >= 4) {
    v128.store(to, a);
    return;
  }
  v128.store_lane<f32>(to, a, 0);
  if (count > 1) v128.store_lane<f32>(to, a, 1, 4);
  if (count > 2) v128.store_lane<f32>(to, a, 2, 8);
}

/** Copies `count` float32. */
export function copy(to: usize, from: usize, count: i32): void {
  const end = to + <usize>count * FLOAT;
  while (to + VECTOR <= end) {
    v128.store(to, v128.load(from));
    to += VECTOR;
    from += VECTOR;
  }
  while (to < end) {
    store<f32>(to, load<f32>(from));
    to += FLOAT;
    from += FLOAT;
  }
}

/** Sets `count` float32 to zero. */
export function clear(to: usize, count: i32): void {
  memory.fill(to, 0, <usize>count * FLOAT);
}
