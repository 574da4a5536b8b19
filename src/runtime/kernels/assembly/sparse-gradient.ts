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
 * For each output the values that are not zero are first written into a list, without asking about each (a question
 * whose answer cannot be foreseen costs the processor more than the work). Then a tile of four rows by eight columns
 * of dw is held in eight vectors while the list runs, until all of dw was covered.
 *
 * @param dy [count, outputs]
 * @param places [count, outputs] of int32: where in x the window begins that the value came from; none below 0
 * @param dw [outputs, filterRows, run], a row being `width` long, a multiple of four
 * @param list room for 2 · count float32
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
  list: usize,
): void {
  const rowBytes = <usize>width * FLOAT;
  const pitch = <usize>outputs * FLOAT;
  for (let k = 0; k < outputs; k++) {
    const offset = <usize>k * FLOAT;
    const end = listValues(dy + offset, places + offset, count, pitch, x, list);
    for (let u = 0; u < filterRows; u += 4) {
      const rows = min(filterRows - u, 4);
      const shift = <usize>u * rowStride;
      let column: usize = 0;
      for (; column + VECTOR < rowBytes; column += VECTOR * 2) {
        addTile(dw + column, rowBytes, shift + column, rowStride, rows, list, end);
      }
      if (column < rowBytes) addNarrowTile(dw + column, rowBytes, shift + column, rowStride, rows, list, end);
      dw += rowBytes * <usize>rows;
    }
  }
}

/** Writes (place, g) for each g that is not zero; returns the list's end. */
function listValues(dy: usize, places: usize, count: i32, pitch: usize, x: usize, list: usize): usize {
  for (let cell = 0; cell < count; cell++) {
    const g = load<f32>(dy);
    const place = load<i32>(places);
    store<usize>(list, x + <usize>place);
    store<f32>(list, g, 4);
    list += (<usize>(i32(g !== 0) & i32(place >= 0))) << 3;
    dy += pitch;
    places += pitch;
  }
  return list;
}

/** Up to four rows by eight columns. A row that the filter does not have repeats the first, and is not stored. */
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
  for (; list < end; list += 8) {
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

/** Up to four rows by four columns. */
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
  for (; list < end; list += 8) {
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
