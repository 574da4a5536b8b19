// The products of transformed tiles, with sums in registers.
import { FLOAT, multiplyAdd, VECTOR } from "../simd";
import { GROUP, PAIR, PLANE } from "./layout";

const FOUR_TILES: usize = VECTOR * 4;
const FIVE_TILES: usize = VECTOR * 5;

/**
 * m = v u for eight outputs of the elements of `count` tiles, in blocks of four tiles, of which the first `fives` have
 * five.
 *
 * @param plane bytes from one element of u to the next
 */
export function multiplyTiles(
  v: usize,
  u: usize,
  plane: usize,
  m: usize,
  count: i32,
  fives: i32,
  channels: i32,
): void {
  const bytes = <usize>channels * PAIR;
  for (let element = 0; element < 36; element++) {
    let tile = 0;
    let from = v;
    let to = m;
    for (; tile < fives * 5; tile += 5) {
      multiplyFive(from, u, u + bytes, to);
      from += FIVE_TILES;
      to += FIVE_TILES;
    }
    for (; tile < count; tile += 4) {
      multiplyFour(from, u, u + bytes, to);
      from += FOUR_TILES;
      to += FOUR_TILES;
    }
    v += PLANE;
    m += PLANE;
    u += plane;
  }
}

function multiplyFour(v: usize, u: usize, last: usize, m: usize): void {
  const zero = f32x4.splat(0);
  let a0 = zero,
    a1 = zero,
    a2 = zero,
    a3 = zero,
    c0 = zero,
    c1 = zero,
    c2 = zero,
    c3 = zero;
  while (u < last) {
    const end = min(u + PAIR * 4, last);
    let from = v;
    while (u < end) {
      const k = v128.load(u);
      const l = v128.load(u, 16);
      const x0 = v128.load32_splat(from);
      a0 = multiplyAdd(x0, k, a0);
      c0 = multiplyAdd(x0, l, c0);
      const x1 = v128.load32_splat(from, 16);
      a1 = multiplyAdd(x1, k, a1);
      c1 = multiplyAdd(x1, l, c1);
      const x2 = v128.load32_splat(from, 32);
      a2 = multiplyAdd(x2, k, a2);
      c2 = multiplyAdd(x2, l, c2);
      const x3 = v128.load32_splat(from, 48);
      a3 = multiplyAdd(x3, k, a3);
      c3 = multiplyAdd(x3, l, c3);
      from += FLOAT;
      u += PAIR;
    }
    v += GROUP;
  }
  v128.store(m, a0);
  v128.store(m, a1, 16);
  v128.store(m, a2, 32);
  v128.store(m, a3, 48);
  m += GROUP;
  v128.store(m, c0);
  v128.store(m, c1, 16);
  v128.store(m, c2, 32);
  v128.store(m, c3, 48);
}

function multiplyFive(v: usize, u: usize, last: usize, m: usize): void {
  const zero = f32x4.splat(0);
  let a0 = zero,
    a1 = zero,
    a2 = zero,
    a3 = zero,
    a4 = zero,
    c0 = zero,
    c1 = zero,
    c2 = zero,
    c3 = zero,
    c4 = zero;
  while (u < last) {
    const end = min(u + PAIR * 4, last);
    let from = v;
    while (u < end) {
      const k = v128.load(u);
      const l = v128.load(u, 16);
      const x0 = v128.load32_splat(from);
      a0 = multiplyAdd(x0, k, a0);
      c0 = multiplyAdd(x0, l, c0);
      const x1 = v128.load32_splat(from, 16);
      a1 = multiplyAdd(x1, k, a1);
      c1 = multiplyAdd(x1, l, c1);
      const x2 = v128.load32_splat(from, 32);
      a2 = multiplyAdd(x2, k, a2);
      c2 = multiplyAdd(x2, l, c2);
      const x3 = v128.load32_splat(from, 48);
      a3 = multiplyAdd(x3, k, a3);
      c3 = multiplyAdd(x3, l, c3);
      const x4 = v128.load32_splat(from, 64);
      a4 = multiplyAdd(x4, k, a4);
      c4 = multiplyAdd(x4, l, c4);
      from += FLOAT;
      u += PAIR;
    }
    v += GROUP;
  }
  v128.store(m, a0);
  v128.store(m, a1, 16);
  v128.store(m, a2, 32);
  v128.store(m, a3, 48);
  v128.store(m, a4, 64);
  m += GROUP;
  v128.store(m, c0);
  v128.store(m, c1, 16);
  v128.store(m, c2, 32);
  v128.store(m, c3, 48);
  v128.store(m, c4, 64);
}

/** du += vᵀ g for an element of some tiles, in blocks of four or six channels × eight outputs. */
export function addProducts(v: usize, g: usize, du: usize, bytes: usize, channels: i32, outputs: i32): void {
  const sixes = channels & 2 ? channels - 6 : channels;
  for (let output = 0; output < outputs; output += 8) {
    let from = v;
    let channel = 0;
    for (; channel < sixes; channel += 4) {
      addFour(from, g, du, bytes);
      from += GROUP;
      du += PAIR * 4;
    }
    if (channel < channels) {
      addSix(from, g, du, bytes);
      du += PAIR * 6;
    }
    g += GROUP * 2;
  }
}

function addFour(v: usize, g: usize, du: usize, bytes: usize): void {
  const zero = f32x4.splat(0);
  let a0 = zero;
  let c0 = zero;
  let a1 = zero;
  let c1 = zero;
  let a2 = zero;
  let c2 = zero;
  let a3 = zero;
  let c3 = zero;
  const end = v + bytes;
  while (v < end) {
    const k = v128.load(g);
    const l = v128.load(g, GROUP);
    const x0 = v128.load32_splat(v);
    a0 = multiplyAdd(x0, k, a0);
    c0 = multiplyAdd(x0, l, c0);
    const x1 = v128.load32_splat(v, 4);
    a1 = multiplyAdd(x1, k, a1);
    c1 = multiplyAdd(x1, l, c1);
    const x2 = v128.load32_splat(v, 8);
    a2 = multiplyAdd(x2, k, a2);
    c2 = multiplyAdd(x2, l, c2);
    const x3 = v128.load32_splat(v, 12);
    a3 = multiplyAdd(x3, k, a3);
    c3 = multiplyAdd(x3, l, c3);
    v += VECTOR;
    g += VECTOR;
  }
  v128.store(du, f32x4.add(v128.load(du), a0));
  v128.store(du, f32x4.add(v128.load(du, 16), c0), 16);
  v128.store(du, f32x4.add(v128.load(du, 32), a1), 32);
  v128.store(du, f32x4.add(v128.load(du, 48), c1), 48);
  v128.store(du, f32x4.add(v128.load(du, 64), a2), 64);
  v128.store(du, f32x4.add(v128.load(du, 80), c2), 80);
  v128.store(du, f32x4.add(v128.load(du, 96), a3), 96);
  v128.store(du, f32x4.add(v128.load(du, 112), c3), 112);
}

function addSix(v: usize, g: usize, du: usize, bytes: usize): void {
  const zero = f32x4.splat(0);
  let a0 = zero;
  let c0 = zero;
  let a1 = zero;
  let c1 = zero;
  let a2 = zero;
  let c2 = zero;
  let a3 = zero;
  let c3 = zero;
  let a4 = zero;
  let c4 = zero;
  let a5 = zero;
  let c5 = zero;
  const end = v + bytes;
  while (v < end) {
    const k = v128.load(g);
    const l = v128.load(g, GROUP);
    const x0 = v128.load32_splat(v);
    a0 = multiplyAdd(x0, k, a0);
    c0 = multiplyAdd(x0, l, c0);
    const x1 = v128.load32_splat(v, 4);
    a1 = multiplyAdd(x1, k, a1);
    c1 = multiplyAdd(x1, l, c1);
    const x2 = v128.load32_splat(v, 8);
    a2 = multiplyAdd(x2, k, a2);
    c2 = multiplyAdd(x2, l, c2);
    const x3 = v128.load32_splat(v, 12);
    a3 = multiplyAdd(x3, k, a3);
    c3 = multiplyAdd(x3, l, c3);
    const x4 = v128.load32_splat(v, GROUP);
    a4 = multiplyAdd(x4, k, a4);
    c4 = multiplyAdd(x4, l, c4);
    const x5 = v128.load32_splat(v, GROUP + 4);
    a5 = multiplyAdd(x5, k, a5);
    c5 = multiplyAdd(x5, l, c5);
    v += VECTOR;
    g += VECTOR;
  }
  v128.store(du, f32x4.add(v128.load(du), a0));
  v128.store(du, f32x4.add(v128.load(du, 16), c0), 16);
  v128.store(du, f32x4.add(v128.load(du, 32), a1), 32);
  v128.store(du, f32x4.add(v128.load(du, 48), c1), 48);
  v128.store(du, f32x4.add(v128.load(du, 64), a2), 64);
  v128.store(du, f32x4.add(v128.load(du, 80), c2), 80);
  v128.store(du, f32x4.add(v128.load(du, 96), a3), 96);
  v128.store(du, f32x4.add(v128.load(du, 112), c3), 112);
  v128.store(du, f32x4.add(v128.load(du, 128), a4), 128);
  v128.store(du, f32x4.add(v128.load(du, 144), c4), 144);
  v128.store(du, f32x4.add(v128.load(du, 160), a5), 160);
  v128.store(du, f32x4.add(v128.load(du, 176), c5), 176);
}
