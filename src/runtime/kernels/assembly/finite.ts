import { FLOAT, VECTOR } from "./simd";

/** Whether none of `count` float32 is NaN or infinite: only those have an exponent of all ones. */
export function areFinite(x: usize, count: i32): bool {
  const exponent = i32x4.splat(0x7f800000);
  let special = i32x4.splat(0);
  const end = x + <usize>(count & ~3) * FLOAT;
  for (; x < end; x += VECTOR) {
    special = v128.or(special, i32x4.eq(v128.and(v128.load(x), exponent), exponent));
  }
  if (v128.any_true(special)) return false;
  for (let i = count & 3; i > 0; i--) {
    if ((load<u32>(x) & 0x7f800000) === 0x7f800000) return false;
    x += FLOAT;
  }
  return true;
}
