/** The kernels' formulas as naive float64 loops, which are easy to check. */

/** A sum, and the sum of the magnitudes of its terms, which bounds its rounding error. */
export interface Sum {
  value: number;
  size: number;
}

export function sums(count: number): Sum[] {
  return Array.from({ length: count }, () => ({ value: 0, size: 0 }));
}

export function addTo(sum: Sum | undefined, term: number): void {
  if (sum === undefined) throw new RangeError("There is no such sum.");
  sum.value += term;
  sum.size += Math.abs(term);
}

/** The value at an index; an error if the naive loop itself is wrong. */
export function at(values: ArrayLike<number>, index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`${index} is not among ${values.length} values.`);
  return value;
}

/** A padded image, and a filter. */
export interface Convolution {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly filterRows: number;
  readonly filterColumns: number;
  readonly strideRows: number;
  readonly strideColumns: number;
  readonly outputs: number;
}

/** The number of rows and columns of output positions. */
export function positionsOf(c: Convolution): { readonly rows: number; readonly columns: number } {
  return {
    rows: Math.floor((c.height - c.filterRows) / c.strideRows) + 1,
    columns: Math.floor((c.width - c.filterColumns) / c.strideColumns) + 1,
  };
}

/** Calls `visit` for every product of a convolution, with its indices in x, w [rows, columns, channels, outputs] and y. */
export function everyProduct(c: Convolution, visit: (x: number, w: number, y: number) => void): void {
  const { rows, columns } = positionsOf(c);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      for (let u = 0; u < c.filterRows; u++)
        for (let v = 0; v < c.filterColumns; v++)
          for (let channel = 0; channel < c.channels; channel++)
            for (let k = 0; k < c.outputs; k++) {
              const [down, right] = [row * c.strideRows + u, column * c.strideColumns + v];
              visit(
                (down * c.width + right) * c.channels + channel,
                ((u * c.filterColumns + v) * c.channels + channel) * c.outputs + k,
                (row * columns + column) * c.outputs + k,
              );
            }
}

/** An image, and pooling windows that may reach beyond its edges. */
export interface Pooling {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly poolRows: number;
  readonly poolColumns: number;
  readonly strideRows: number;
  readonly strideColumns: number;
  readonly top: number;
  readonly left: number;
  readonly rows: number;
  readonly columns: number;
}

/** Calls `visit` for every window with its index in y, and the indices in x of its pixels within the image. */
export function everyWindow(p: Pooling, visit: (y: number, xs: readonly number[]) => void): void {
  for (let row = 0; row < p.rows; row++)
    for (let column = 0; column < p.columns; column++)
      for (let channel = 0; channel < p.channels; channel++) {
        const xs: number[] = [];
        for (let u = 0; u < p.poolRows; u++)
          for (let v = 0; v < p.poolColumns; v++) {
            const [down, right] = [row * p.strideRows - p.top + u, column * p.strideColumns - p.left + v];
            if (down < 0 || down >= p.height || right < 0 || right >= p.width) continue;
            xs.push((down * p.width + right) * p.channels + channel);
          }
        visit((row * p.columns + column) * p.channels + channel, xs);
      }
}

/** The index of the largest of some values, the first of equals; −1 if none is larger than −∞. */
export function argmaxOf(x: ArrayLike<number>, indices: readonly number[]): number {
  let best = Number.NEGATIVE_INFINITY;
  let found = -1;
  for (const index of indices) {
    if (!(at(x, index) > best)) continue;
    best = at(x, index);
    found = index;
  }
  return found;
}
