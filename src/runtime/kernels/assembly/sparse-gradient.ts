// The gradients of a convolution where most of dy is zero: below a max pooling only the maxima have a gradient, below a
// ReLU only the positive outputs. These kernels loop over the non-zero values g of dy:
//
//     dw[k, u, t] += g · x[p + u, t]        dx[p + u, t] += g · w[k, u, t]
//
// t is contiguous in memory, in w too, which is why w is transposed: the outputs k are its first axis.
//
// For each output, the non-zero values are first compacted into a list, without branches, which would be mispredicted. A
// tile of dw or w then stays in vectors while the list is read; this is repeated for each tile. The tiles have four rows of
// eight columns, or three of twelve and five of eight, since filters of three and five rows are common.
import { FLOAT, multiplyAdd, VECTOR } from "./simd";

/** Bytes of an entry of a list: the address of a window, and g. */
const ENTRY: usize = 8;

/**
 * Adds to the gradient of a filter the part of one image.
 *
 * @param dy [count, outputs]; up to three float32 beyond its end are read and ignored
 * @param offsets int32 [count, outputs]: byte offset in x of the window that produced the value; negative for none; up to
 * three values beyond its end are read and ignored
 * @param dw [outputs, filterRows, rowLength], each row padded to `width`, a multiple of four
 * @param list scratch memory for 8 · count + 4 float32
 */
export function addSparseFilterGradient(
  x: usize,
  rowStride: usize,
  dy: usize,
  offsets: usize,
  count: i32,
  outputs: i32,
  dw: usize,
  filterRows: i32,
  width: i32,
  list: usize,
): void {
  const rowBytes = <usize>width * FLOAT;
  const listBytes = <usize>count * ENTRY;
  for (let k = 0; k < outputs; k += 4) {
    const first = <usize>k * FLOAT;
    compactFour(dy + first, offsets + first, count, <usize>outputs * FLOAT, x, list);
    let entries = list;
    let end = list + listBytes * 4;
    for (let i = min(outputs - k, 4); i > 0; i--) {
      addTiles(dw, rowBytes, rowStride, filterRows, entries, load<usize>(end));
      dw += rowBytes * <usize>filterRows;
      entries += listBytes;
      end += FLOAT;
    }
  }
}

/**
 * Branchless compaction of four neighbouring outputs: for each, a list of (address of the window, g) of its non-zero g.
 * After the four lists, which are `count` entries apart, are the addresses of their ends.
 */
function compactFour(dy: usize, offsets: usize, count: i32, yStride: usize, x: usize, list: usize): void {
  const listBytes = <usize>count * ENTRY;
  const base = i32x4.splat(<i32>x);
  const zero = i32x4.splat(0);
  const entry = i32x4.splat(<i32>ENTRY);
  let list0 = list;
  let list1 = list0 + listBytes;
  let list2 = list1 + listBytes;
  let list3 = list2 + listBytes;
  const ends = list3 + listBytes;
  for (let position = 0; position < count; position++) {
    const g = v128.load(dy);
    const offset = v128.load(offsets);
    const isUsed = v128.and(f32x4.ne(g, zero), i32x4.ge_s(offset, zero));
    const used = v128.and(isUsed, entry);
    const address = i32x4.add(base, offset);
    const low = v128.shuffle<i32>(address, g, 0, 4, 1, 5);
    v128.store64_lane(list0, low, 0);
    v128.store64_lane(list1, low, 1);
    const high = v128.shuffle<i32>(address, g, 2, 6, 3, 7);
    v128.store64_lane(list2, high, 0);
    v128.store64_lane(list3, high, 1);
    list0 += <usize>i32x4.extract_lane(used, 0);
    list1 += <usize>i32x4.extract_lane(used, 1);
    list2 += <usize>i32x4.extract_lane(used, 2);
    list3 += <usize>i32x4.extract_lane(used, 3);
    dy += yStride;
    offsets += yStride;
  }
  store<usize>(ends, list0);
  store<usize>(ends, list1, 4);
  store<usize>(ends, list2, 8);
  store<usize>(ends, list3, 12);
}

/** The gradient of the filter of one output. */
function addTiles(
  dw: usize,
  rowBytes: usize,
  rowStride: usize,
  filterRows: i32,
  list: usize,
  end: usize,
): void {
  if (filterRows === 3) {
    let column: usize = 0;
    for (; column + VECTOR * 2 < rowBytes; column += VECTOR * 3)
      addThreeByTwelve(dw + column, rowBytes, column, rowStride, list, end);
    if (column + VECTOR < rowBytes) addThreeByEight(dw + column, rowBytes, column, rowStride, list, end);
    else if (column < rowBytes) addNarrowTile(dw + column, rowBytes, column, rowStride, 3, list, end);
    return;
  }
  if (filterRows === 5) {
    let column: usize = 0;
    for (; column + VECTOR < rowBytes; column += VECTOR * 2)
      addFiveByEight(dw + column, rowBytes, column, rowStride, list, end);
    if (column < rowBytes) {
      addNarrowTile(dw + column, rowBytes, column, rowStride, 3, list, end);
      const third = dw + rowBytes * 3 + column;
      addNarrowTile(third, rowBytes, rowStride * 3 + column, rowStride, 2, list, end);
    }
    return;
  }
  for (let u = 0; u < filterRows; u += 4) {
    const rows = min(filterRows - u, 4);
    const shift = <usize>u * rowStride;
    let column: usize = 0;
    for (; column + VECTOR < rowBytes; column += VECTOR * 2) {
      if (rows === 3) addThreeByEight(dw + column, rowBytes, shift + column, rowStride, list, end);
      else addTile(dw + column, rowBytes, shift + column, rowStride, rows, list, end);
    }
    if (column < rowBytes) addNarrowTile(dw + column, rowBytes, shift + column, rowStride, rows, list, end);
    dw += rowBytes * <usize>rows;
  }
}

/** Three rows × twelve columns. */
function addThreeByTwelve(
  dw: usize,
  rowBytes: usize,
  shift: usize,
  rowStride: usize,
  list: usize,
  end: usize,
): void {
  const zero = f32x4.splat(0);
  let a0 = zero;
  let a1 = zero;
  let a2 = zero;
  let b0 = zero;
  let b1 = zero;
  let b2 = zero;
  let c0 = zero;
  let c1 = zero;
  let c2 = zero;
  const third = rowStride * 2;
  for (; list < end; list += ENTRY) {
    const from = load<usize>(list) + shift;
    const g = v128.load32_splat(list, 4);
    a0 = multiplyAdd(g, v128.load(from), a0);
    b0 = multiplyAdd(g, v128.load(from, 16), b0);
    c0 = multiplyAdd(g, v128.load(from, 32), c0);
    const next = from + rowStride;
    a1 = multiplyAdd(g, v128.load(next), a1);
    b1 = multiplyAdd(g, v128.load(next, 16), b1);
    c1 = multiplyAdd(g, v128.load(next, 32), c1);
    const last = from + third;
    a2 = multiplyAdd(g, v128.load(last), a2);
    b2 = multiplyAdd(g, v128.load(last, 16), b2);
    c2 = multiplyAdd(g, v128.load(last, 32), c2);
  }
  addThreeTo(dw, a0, b0, c0);
  addThreeTo(dw + rowBytes, a1, b1, c1);
  addThreeTo(dw + rowBytes * 2, a2, b2, c2);
}

function addThreeTo(to: usize, a: v128, b: v128, c: v128): void {
  addTo(to, a);
  addTo(to + VECTOR, b);
  addTo(to + VECTOR * 2, c);
}

/** Three rows × eight columns. */
function addThreeByEight(
  dw: usize,
  rowBytes: usize,
  shift: usize,
  rowStride: usize,
  list: usize,
  end: usize,
): void {
  const zero = f32x4.splat(0);
  let a0 = zero;
  let a1 = zero;
  let a2 = zero;
  let b0 = zero;
  let b1 = zero;
  let b2 = zero;
  const third = rowStride * 2;
  for (; list < end; list += ENTRY) {
    const from = load<usize>(list) + shift;
    const g = v128.load32_splat(list, 4);
    a0 = multiplyAdd(g, v128.load(from), a0);
    b0 = multiplyAdd(g, v128.load(from, 16), b0);
    a1 = multiplyAdd(g, v128.load(from + rowStride), a1);
    b1 = multiplyAdd(g, v128.load(from + rowStride, 16), b1);
    a2 = multiplyAdd(g, v128.load(from + third), a2);
    b2 = multiplyAdd(g, v128.load(from + third, 16), b2);
  }
  addTwoTo(dw, a0, b0);
  addTwoTo(dw + rowBytes, a1, b1);
  addTwoTo(dw + rowBytes * 2, a2, b2);
}

/** Five rows × eight columns. */
function addFiveByEight(
  dw: usize,
  rowBytes: usize,
  shift: usize,
  rowStride: usize,
  list: usize,
  end: usize,
): void {
  const zero = f32x4.splat(0);
  let a0 = zero;
  let a1 = zero;
  let a2 = zero;
  let a3 = zero;
  let a4 = zero;
  let b0 = zero;
  let b1 = zero;
  let b2 = zero;
  let b3 = zero;
  let b4 = zero;
  const third = rowStride * 2;
  const fourth = rowStride * 3;
  const fifth = rowStride * 4;
  for (; list < end; list += ENTRY) {
    const from = load<usize>(list) + shift;
    const g = v128.load32_splat(list, 4);
    a0 = multiplyAdd(g, v128.load(from), a0);
    b0 = multiplyAdd(g, v128.load(from, 16), b0);
    a1 = multiplyAdd(g, v128.load(from + rowStride), a1);
    b1 = multiplyAdd(g, v128.load(from + rowStride, 16), b1);
    a2 = multiplyAdd(g, v128.load(from + third), a2);
    b2 = multiplyAdd(g, v128.load(from + third, 16), b2);
    a3 = multiplyAdd(g, v128.load(from + fourth), a3);
    b3 = multiplyAdd(g, v128.load(from + fourth, 16), b3);
    a4 = multiplyAdd(g, v128.load(from + fifth), a4);
    b4 = multiplyAdd(g, v128.load(from + fifth, 16), b4);
  }
  addTwoTo(dw, a0, b0);
  addTwoTo(dw + rowBytes, a1, b1);
  addTwoTo(dw + rowBytes * 2, a2, b2);
  addTwoTo(dw + rowBytes * 3, a3, b3);
  addTwoTo(dw + rowBytes * 4, a4, b4);
}

function addTwoTo(to: usize, a: v128, b: v128): void {
  addTo(to, a);
  addTo(to + VECTOR, b);
}

/** Up to four rows × eight columns. Missing rows repeat the first one and are not stored. */
function addTile(
  dw: usize,
  rowBytes: usize,
  shift: usize,
  rowStride: usize,
  rows: i32,
  list: usize,
  end: usize,
): void {
  const zero = f32x4.splat(0);
  let a0 = zero;
  let a1 = zero;
  let a2 = zero;
  let a3 = zero;
  let b0 = zero;
  let b1 = zero;
  let b2 = zero;
  let b3 = zero;
  const second = rows > 1 ? rowStride : 0;
  const third = rows > 2 ? rowStride * 2 : 0;
  const fourth = rows > 3 ? rowStride * 3 : 0;
  for (; list < end; list += ENTRY) {
    const from = load<usize>(list) + shift;
    const g = v128.load32_splat(list, 4);
    a0 = multiplyAdd(g, v128.load(from), a0);
    b0 = multiplyAdd(g, v128.load(from, 16), b0);
    a1 = multiplyAdd(g, v128.load(from + second), a1);
    b1 = multiplyAdd(g, v128.load(from + second, 16), b1);
    a2 = multiplyAdd(g, v128.load(from + third), a2);
    b2 = multiplyAdd(g, v128.load(from + third, 16), b2);
    a3 = multiplyAdd(g, v128.load(from + fourth), a3);
    b3 = multiplyAdd(g, v128.load(from + fourth, 16), b3);
  }
  addTo(dw, a0);
  addTo(dw + VECTOR, b0);
  if (rows > 1) {
    addTo(dw + rowBytes, a1);
    addTo(dw + rowBytes + VECTOR, b1);
  }
  if (rows > 2) {
    addTo(dw + rowBytes * 2, a2);
    addTo(dw + rowBytes * 2 + VECTOR, b2);
  }
  if (rows > 3) {
    addTo(dw + rowBytes * 3, a3);
    addTo(dw + rowBytes * 3 + VECTOR, b3);
  }
}

/** Up to four rows × four columns. */
function addNarrowTile(
  dw: usize,
  rowBytes: usize,
  shift: usize,
  rowStride: usize,
  rows: i32,
  list: usize,
  end: usize,
): void {
  const zero = f32x4.splat(0);
  let a0 = zero;
  let a1 = zero;
  let a2 = zero;
  let a3 = zero;
  const second = rows > 1 ? rowStride : 0;
  const third = rows > 2 ? rowStride * 2 : 0;
  const fourth = rows > 3 ? rowStride * 3 : 0;
  for (; list < end; list += ENTRY) {
    const from = load<usize>(list) + shift;
    const g = v128.load32_splat(list, 4);
    a0 = multiplyAdd(g, v128.load(from), a0);
    a1 = multiplyAdd(g, v128.load(from + second), a1);
    a2 = multiplyAdd(g, v128.load(from + third), a2);
    a3 = multiplyAdd(g, v128.load(from + fourth), a3);
  }
  addTo(dw, a0);
  if (rows > 1) addTo(dw + rowBytes, a1);
  if (rows > 2) addTo(dw + rowBytes * 2, a2);
  if (rows > 3) addTo(dw + rowBytes * 3, a3);
}

function addTo(to: usize, a: v128): void {
  v128.store(to, f32x4.add(v128.load(to), a));
}

/**
 * Adds to the gradient of one image. The rows of w are zero beyond `rowLength`. The parameters are those of
 * `addSparseFilterGradient`, with offsets in dx.
 */
export function addSparseInputGradient(
  dx: usize,
  rowStride: usize,
  dy: usize,
  offsets: usize,
  count: i32,
  outputs: i32,
  w: usize,
  filterRows: i32,
  width: i32,
  list: usize,
): void {
  const rowBytes = <usize>width * FLOAT;
  const listBytes = <usize>count * ENTRY;
  for (let k = 0; k < outputs; k += 4) {
    const first = <usize>k * FLOAT;
    compactFour(dy + first, offsets + first, count, <usize>outputs * FLOAT, dx, list);
    let entries = list;
    let end = list + listBytes * 4;
    for (let i = min(outputs - k, 4); i > 0; i--) {
      addFilter(w, rowBytes, rowStride, filterRows, entries, load<usize>(end));
      w += rowBytes * <usize>filterRows;
      entries += listBytes;
      end += FLOAT;
    }
  }
}

/** Adds the filter of one output to the windows of a list. */
function addFilter(
  w: usize,
  rowBytes: usize,
  rowStride: usize,
  filterRows: i32,
  list: usize,
  end: usize,
): void {
  let u = 0;
  for (; u + 3 <= filterRows; u += 3) {
    const shift = <usize>u * rowStride;
    let column: usize = 0;
    for (; column + VECTOR * 2 < rowBytes; column += VECTOR * 3)
      addThreeRows(w + column, rowBytes, shift + column, rowStride, list, end);
    for (; column < rowBytes; column += VECTOR)
      addThreeVectors(w + column, rowBytes, shift + column, rowStride, list, end);
    w += rowBytes * 3;
  }
  for (; u < filterRows; u++) {
    const shift = <usize>u * rowStride;
    for (let column: usize = 0; column < rowBytes; column += VECTOR)
      addVector(v128.load(w + column), shift + column, list, end);
    w += rowBytes;
  }
}

/** Three rows × twelve columns of w. */
function addThreeRows(
  w: usize,
  rowBytes: usize,
  shift: usize,
  rowStride: usize,
  list: usize,
  end: usize,
): void {
  const a0 = v128.load(w);
  const b0 = v128.load(w, 16);
  const c0 = v128.load(w, 32);
  const a1 = v128.load(w + rowBytes);
  const b1 = v128.load(w + rowBytes, 16);
  const c1 = v128.load(w + rowBytes, 32);
  const a2 = v128.load(w + rowBytes * 2);
  const b2 = v128.load(w + rowBytes * 2, 16);
  const c2 = v128.load(w + rowBytes * 2, 32);
  for (; list < end; list += ENTRY) {
    let to = load<usize>(list) + shift;
    const g = v128.load32_splat(list, 4);
    v128.store(to, multiplyAdd(g, a0, v128.load(to)));
    v128.store(to, multiplyAdd(g, b0, v128.load(to, 16)), 16);
    v128.store(to, multiplyAdd(g, c0, v128.load(to, 32)), 32);
    to += rowStride;
    v128.store(to, multiplyAdd(g, a1, v128.load(to)));
    v128.store(to, multiplyAdd(g, b1, v128.load(to, 16)), 16);
    v128.store(to, multiplyAdd(g, c1, v128.load(to, 32)), 32);
    to += rowStride;
    v128.store(to, multiplyAdd(g, a2, v128.load(to)));
    v128.store(to, multiplyAdd(g, b2, v128.load(to, 16)), 16);
    v128.store(to, multiplyAdd(g, c2, v128.load(to, 32)), 32);
  }
}

/** Three rows × four columns of w. */
function addThreeVectors(
  w: usize,
  rowBytes: usize,
  shift: usize,
  rowStride: usize,
  list: usize,
  end: usize,
): void {
  const a = v128.load(w);
  const b = v128.load(w + rowBytes);
  const c = v128.load(w + rowBytes * 2);
  for (; list < end; list += ENTRY) {
    let to = load<usize>(list) + shift;
    const g = v128.load32_splat(list, 4);
    v128.store(to, multiplyAdd(g, a, v128.load(to)));
    to += rowStride;
    v128.store(to, multiplyAdd(g, b, v128.load(to)));
    to += rowStride;
    v128.store(to, multiplyAdd(g, c, v128.load(to)));
  }
}

function addVector(w: v128, shift: usize, list: usize, end: usize): void {
  for (; list < end; list += ENTRY) {
    const to = load<usize>(list) + shift;
    v128.store(to, multiplyAdd(v128.load32_splat(list, 4), w, v128.load(to)));
  }
}
