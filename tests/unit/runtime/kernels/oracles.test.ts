import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { OPERANDS } from "../../../../src/runtime/kernels/operations/binary.ts";
import { scratchSize, splitSize } from "../../../../src/runtime/kernels/polyphase.ts";
import {
  FLOAT_BYTES,
  type ImageView,
  imageSize,
  type PoolWindow,
  roundUpToVector,
  sparseListSize,
  type WindowsView,
} from "../../../../src/runtime/kernels/views.ts";
import { tileScratchSize, transformedFilterSize } from "../../../../src/runtime/kernels/winograd.ts";
import { nadamCoefficients, nadamMomentum } from "../../../../src/runtime/optimizers/nadam.ts";
import { runs } from "../../../support/runs.ts";
import {
  addTo,
  argmaxOf,
  at,
  type Convolution,
  everyProduct,
  everyWindow,
  type Pooling,
  positionsOf,
  type Sum,
  sums,
} from "./naive.ts";
import { type Allocation, Workbench } from "./workbench.ts";

const seed = fc.integer({ min: 1, max: 1_000_000 });
const side = fc.integer({ min: 1, max: 19 });
const few = fc.integer({ min: 1, max: 5 });
const channels = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 18 }));
const length = fc.integer({ min: 1, max: 70 });

/** Pseudo-random numbers in [−1, 1]; with `levels`, rounded to multiples of 1 / levels, so that some are equal. */
function random(count: number, from: number, levels = 0): Float32Array {
  let state = from >>> 0;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const value = (state / 2 ** 32) * 2 - 1;
    return levels === 0 ? value : Math.round(value * levels) / levels;
  });
}

const SPECIAL = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0, 1e-38, -1e-40, 3e38];
function withSpecials(values: Float32Array, from: number, share: number): Float32Array {
  const chance = random(values.length, from + 7);
  const choice = random(values.length, from + 11);
  return values.map((value, index) =>
    Math.abs(at(chance, index)) < share
      ? at(SPECIAL, Math.floor(Math.abs(at(choice, index)) * SPECIAL.length) % SPECIAL.length)
      : value,
  );
}

/** Bit by bit, including the sign of zero. (Vitest's own comparison takes minutes for this many values.) */
function expectSame(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  for (let index = 0; index < expected.length; index++) {
    if (Object.is(at(actual, index), at(expected, index))) continue;
    expect(at(actual, index), `value ${index}`).toBe(at(expected, index));
  }
}

/** Within the rounding error of float32 sums. */
function expectSums(actual: ArrayLike<number>, expected: readonly Sum[]): void {
  expect(actual.length).toBe(expected.length);
  for (const [index, { value, size }] of expected.entries()) {
    if (Math.abs(at(actual, index) - value) <= 4e-6 * size + 1e-30) continue;
    expect(at(actual, index), `value ${index}`).toBe(value);
  }
}

/** Relative to the expected value, or to `floor` if that is larger. */
function expectNear(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  floor = 1,
): void {
  expect(actual.length).toBe(expected.length);
  for (let index = 0; index < actual.length; index++) {
    const [value, wanted] = [at(actual, index), at(expected, index)];
    if (Object.is(value, wanted) || value === wanted) continue;
    if (Math.abs(value - wanted) <= tolerance * Math.max(Math.abs(wanted), floor)) continue;
    expect(value, `value ${index}`).toBe(wanted);
  }
}

function holds<Example>(examples: fc.Arbitrary<Example>, check: (example: Example) => void): void {
  fc.assert(fc.property(examples, check), { numRuns: runs(300) });
}

const convolution: fc.Arbitrary<Convolution & { readonly seed: number }> = fc
  .record({
    height: side,
    width: side,
    channels: fc.oneof(fc.constant(1), channels),
    filterRows: fc.integer({ min: 1, max: 7 }),
    filterColumns: fc.integer({ min: 1, max: 7 }),
    strideRows: few,
    strideColumns: few,
    outputs: channels,
    seed,
  })
  .filter((c) => c.height >= c.filterRows && c.width >= c.filterColumns);

function windowsOf(c: Convolution, image: Allocation): WindowsView {
  const rowStride = c.width * c.channels * FLOAT_BYTES;
  return {
    address: image.address,
    rowStride,
    strideY: c.strideRows * rowStride,
    strideX: c.strideColumns * c.channels * FLOAT_BYTES,
  };
}

const rowLengthOf = (c: Convolution): number => c.filterColumns * c.channels;

function filterOf(c: Convolution, { address }: Allocation) {
  return {
    address,
    rows: c.filterRows,
    rowLength: rowLengthOf(c),
    width: roundUpToVector(c.outputs),
  };
}

/** The output of a convolution, or its gradient. */
function outputOf(c: Convolution, { address }: Allocation): ImageView {
  const { rows, columns } = positionsOf(c);
  return { address, height: rows, width: columns, channels: c.outputs };
}

/** Rows padded with zeros, as by `widen`. */
function widened(values: ArrayLike<number>, columns: number, width: number): Float32Array {
  const rows = values.length / columns;
  const wide = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      wide[row * width + column] = at(values, row * columns + column);
  return wide;
}

function narrowed(values: ArrayLike<number>, columns: number, width: number): Float32Array {
  const rows = values.length / width;
  return Float32Array.from({ length: rows * columns }, (_, index) =>
    at(values, Math.floor(index / columns) * width + (index % columns)),
  );
}

/** The maxima of windows of 2 × 2, and their byte offsets in an image with these strides. */
function pooledByTwo(
  values: Float32Array,
  { height, width, channels }: Omit<ImageView, "address">,
  strideY: number,
  strideX: number,
): { readonly values: Float32Array; readonly argmax: Int32Array } {
  const [rows, columns] = [Math.floor(height / 2), Math.floor(width / 2)];
  const count = rows * columns * channels;
  const wanted = { values: new Float32Array(count), argmax: new Int32Array(count) };
  const windows = { poolRows: 2, poolColumns: 2, strideRows: 2, strideColumns: 2, top: 0, left: 0 };
  everyWindow({ height, width, channels, ...windows, rows, columns }, (index, inside) => {
    const largest = argmaxOf(values, inside);
    const position = Math.floor(largest / channels);
    wanted.values[index] = at(values, largest);
    wanted.argmax[index] = Math.floor(position / width) * strideY + (position % width) * strideX;
  });
  return wanted;
}

/** [outputs, filterRows, width] from [filterRows, run, outputs]. */
function transposed(w: ArrayLike<number>, c: Convolution, width: number): Float32Array {
  const run = rowLengthOf(c);
  const result = new Float32Array(c.outputs * c.filterRows * width);
  for (let u = 0; u < c.filterRows; u++)
    for (let t = 0; t < run; t++)
      for (let k = 0; k < c.outputs; k++)
        result[(k * c.filterRows + u) * width + t] = at(w, (u * run + t) * c.outputs + k);
  return result;
}

const anyPooling: fc.Arbitrary<Pooling & { readonly seed: number }> = fc
  .record({
    height: side,
    width: side,
    channels,
    poolRows: few,
    poolColumns: few,
    strideRows: few,
    strideColumns: few,
    seed,
    same: fc.boolean(),
  })
  .filter((p) => p.same || (p.height >= p.poolRows && p.width >= p.poolColumns))
  .map(({ same, ...p }) => {
    const countOf = (size: number, pool: number, stride: number): number =>
      same ? Math.ceil(size / stride) : Math.floor((size - pool) / stride) + 1;
    const before = (size: number, pool: number, stride: number): number =>
      same ? Math.floor(Math.max(0, (countOf(size, pool, stride) - 1) * stride + pool - size) / 2) : 0;
    return {
      ...p,
      rows: countOf(p.height, p.poolRows, p.strideRows),
      columns: countOf(p.width, p.poolColumns, p.strideColumns),
      top: before(p.height, p.poolRows, p.strideRows),
      left: before(p.width, p.poolColumns, p.strideColumns),
    };
  });

/** As most networks pool; with an offset, the windows of explicit padding, which leave the last row or column out. */
const poolingByTwo: fc.Arbitrary<Pooling & { readonly seed: number }> = fc
  .record({
    rows: few,
    columns: few,
    channels: fc.integer({ min: 1, max: 9 }),
    top: fc.nat({ max: 1 }),
    left: fc.nat({ max: 1 }),
    seed,
  })
  .map((p) => ({
    ...p,
    height: p.rows * 2,
    width: p.columns * 2,
    poolRows: 2,
    poolColumns: 2,
    strideRows: 2,
    strideColumns: 2,
  }));

const pooling = fc.oneof({ weight: 3, arbitrary: anyPooling }, { weight: 1, arbitrary: poolingByTwo });

const windowOf = (p: Pooling): PoolWindow => ({
  height: p.poolRows,
  width: p.poolColumns,
  strideHeight: p.strideRows,
  strideWidth: p.strideColumns,
  top: p.top,
  left: p.left,
});

const inputOf = ({ height, width, channels }: Pooling, { address }: Allocation): ImageView => ({
  address,
  height,
  width,
  channels,
});

const pooledOf = ({ rows, columns, channels }: Pooling, { address }: Allocation): ImageView => ({
  address,
  height: rows,
  width: columns,
  channels,
});

for (const variant of ["simd", "relaxed"] as const) {
  describe(`with ${variant === "simd" ? "plain" : "relaxed"} SIMD, computes what a naive loop does:`, () => {
    let bench: Workbench;

    beforeAll(async () => {
      bench = await Workbench.open(variant);
    }, 600_000);

    test("convolve", () => {
      holds(convolution, (c) => {
        const { rows, columns } = positionsOf(c);
        const width = roundUpToVector(c.outputs);
        const x = random(c.height * c.width * c.channels, c.seed);
        const w = random(c.filterRows * rowLengthOf(c) * c.outputs, c.seed + 1);
        const bias = random(c.outputs, c.seed + 2);
        bench.clear();
        const y = bench.allocate(rows * columns * c.outputs);
        const call = {
          input: windowsOf(c, bench.put(x)),
          filter: filterOf(c, bench.put(widened(w, c.outputs, width))),
          bias: bench.put(widened(bias, c.outputs, width)).address,
          output: outputOf(c, y),
        };
        bench.run((kernels) => kernels.convolve(call));
        const expected = sums(y.length);
        expected.forEach((sum, index) => void addTo(sum, at(bias, index % c.outputs)));
        everyProduct(c, (i, j, k) => addTo(expected[k], at(x, i) * at(w, j)));
        expectSums(bench.read(y), expected);
      });
    });

    /** Pooled in 2 × 2 windows. All numbers are multiples of ¼, so sums are exact and many of them equal. */
    const pooled = convolution
      .map((c) => ({ ...c, channels: 1, strideColumns: 1 }))
      .filter((c) => positionsOf(c).rows >= 2 && positionsOf(c).columns >= 4);

    /** The output and its argmax, of images that are as large as this one. */
    function expectPooled(
      c: Convolution,
      { x, w, bias }: Readonly<Record<"x" | "w" | "bias", Float32Array>>,
      { y, argmax }: Readonly<Record<"y" | "argmax", Allocation>>,
    ): void {
      const map = positionsOf(c);
      const values = Float32Array.from({ length: map.rows * map.columns * c.outputs }, (_, index) =>
        at(bias, index % c.outputs),
      );
      everyProduct(c, (i, j, k) => {
        values[k] = at(values, k) + at(x, i) * at(w, j);
      });
      const image = { height: map.rows, width: map.columns, channels: c.outputs };
      const strideY = c.strideRows * c.width * FLOAT_BYTES;
      const wanted = pooledByTwo(values, image, strideY, FLOAT_BYTES);
      expectSame(bench.readIntegers(argmax), wanted.argmax);
      expectNear(bench.read(y), wanted.values, 0);
    }

    const pooledOutputOf = (c: Convolution): Omit<ImageView, "address"> => {
      const { rows, columns } = positionsOf(c);
      return { height: Math.floor(rows / 2), width: Math.floor(columns / 2), channels: c.outputs };
    };

    test("convolveAndPool", () => {
      holds(pooled, (c) => {
        const width = roundUpToVector(c.outputs);
        const size = pooledOutputOf(c);
        const x = random(c.height * c.width, c.seed, 4);
        const w = random(c.filterRows * rowLengthOf(c) * c.outputs, c.seed + 1, 4);
        const bias = random(c.outputs, c.seed + 2, 4);
        bench.clear();
        const y = bench.allocate(imageSize(size));
        const argmax = bench.allocate(y.length);
        const call = {
          input: windowsOf(c, bench.put(x)),
          filter: filterOf(c, bench.put(widened(w, c.outputs, width))),
          bias: bench.put(widened(bias, c.outputs, width)).address,
          output: { ...size, address: y.address },
          argmax: argmax.address,
        };
        bench.run((kernels) => kernels.convolveAndPool(call));
        expectPooled(c, { x, w, bias }, { y, argmax });
      });
    });

    test("convolveFourAndPool", () => {
      const examples = pooled
        .map((c) => ({ ...c, strideRows: 1 }))
        .filter((c) => positionsOf(c).rows >= 2 && c.filterRows >= 2 && c.filterColumns >= 2);
      holds(examples, (c) => {
        const [rows, columns] = [c.filterRows, c.filterColumns];
        const width = roundUpToVector(c.outputs);
        const size = pooledOutputOf(c);
        const xs = [0, 1, 2, 3].map((image) => random(c.height * c.width, c.seed + 10 * image, 4));
        const w = random(rows * rowLengthOf(c) * c.outputs, c.seed + 1, 4);
        const bias = random(c.outputs, c.seed + 2, 4);
        bench.clear();
        // The distance between y and argmax is the same for all images.
        const [y, argmax] = [bench.allocate(4 * imageSize(size)), bench.allocate(4 * imageSize(size))];
        const filter = bench.put(widened(w, c.outputs, width)).address;
        const split = bench.allocate(splitSize(rows) * splitSize(columns) * width).address;
        const partOf = ({ address }: Allocation, image: number): Allocation => {
          const length = imageSize(size);
          return { address: address + image * length * FLOAT_BYTES, length };
        };
        const imageOf = (image: number) => ({
          input: windowsOf(c, bench.put(xs[image] ?? [])),
          output: { ...size, address: partOf(y, image).address },
          argmax: partOf(argmax, image).address,
        });
        const call = {
          images: [imageOf(0), imageOf(1), imageOf(2), imageOf(3)] as const,
          filter: { address: split, rows, columns },
          bias: bench.put(widened(bias, c.outputs, width)).address,
          scratch: bench.allocate(scratchSize({ pooled: size, rows, columns })).address,
        };
        bench.run((kernels) => {
          kernels.splitFilter(filter, rows, columns, width, split);
          kernels.convolveFourAndPool(call);
        });
        for (const [image, x] of xs.entries())
          expectPooled(c, { x, w, bias }, { y: partOf(y, image), argmax: partOf(argmax, image) });
      });
    });

    /** On an image of whole tiles, of whose positions `rows` × `columns` are computed. */
    const tiled = fc
      .record({ taps: fc.constantFrom(3, 5), rows: side, columns: side, pairs: few, outputs: channels, seed })
      .map(({ taps, rows, columns, pairs, ...c }) => {
        const tile = 7 - taps;
        const pixels = (positions: number): number => Math.ceil(positions / tile) * tile + taps - 1;
        return {
          ...{ ...c, taps, rows, columns, channels: 2 + 2 * pairs },
          ...{ height: pixels(rows), width: pixels(columns) },
          ...{ filterRows: taps, filterColumns: taps, strideRows: 1, strideColumns: 1 },
        };
      });

    type Tiled = typeof tiled extends fc.Arbitrary<infer Example> ? Example : never;

    const scratchOf = (c: Tiled): number => bench.allocate(tileScratchSize(c.channels, c.outputs)).address;

    /** Memory for a transformed filter of some inputs and outputs. */
    const transformed = (inputs: number, outputs: number): number =>
      bench.zeros(transformedFilterSize(inputs, outputs)).address;

    /** From the values of all positions to those that are computed. */
    function computed(values: ArrayLike<number>, c: Tiled): Float32Array {
      const { rows, columns, outputs } = c;
      const stride = positionsOf(c).columns * outputs;
      return Float32Array.from({ length: rows * columns * outputs }, (_, index) => {
        const [row, rest] = [Math.floor(index / columns / outputs), index % (columns * outputs)];
        return at(values, row * stride + rest);
      });
    }

    /** Calls `visit` for the products of those positions. */
    function computedProducts(c: Tiled, visit: (x: number, w: number, y: number) => void): void {
      const { columns } = positionsOf(c);
      everyProduct(c, (i, j, k) => {
        const position = Math.floor(k / c.outputs);
        if (Math.floor(position / columns) < c.rows && position % columns < c.columns) visit(i, j, k);
      });
    }

    test("convolveTiles, with and without pooling", () => {
      holds(tiled, (c) => {
        const { taps, rows, columns, outputs } = c;
        const width = roundUpToVector(outputs);
        const x = random(c.height * c.width * c.channels, c.seed);
        const w = random(taps * taps * c.channels * outputs, c.seed + 1);
        const bias = random(outputs, c.seed + 2);
        bench.clear();
        const from = bench.put(widened(w, outputs, width)).address;
        const filter = transformed(c.channels, outputs);
        bench.run((kernels) => kernels.transformFilter(from, taps, c.channels, width, filter));
        const shared = {
          ...{ input: windowsOf(c, bench.put(x)), channels: c.channels, taps, filter },
          ...{ bias: bench.put(widened(bias, outputs, width)).address, scratch: scratchOf(c) },
        };
        const map = bench.allocate(rows * columns * outputs);
        const output = { address: map.address, height: rows, width: columns, channels: outputs };
        bench.run((kernels) => kernels.convolveTiles({ ...shared, output, argmax: null }));
        const positions = positionsOf(c);
        const size = positions.rows * positions.columns * outputs;
        const values = Float64Array.from({ length: size }, (_, index) => at(bias, index % outputs));
        everyProduct(c, (i, j, k) => {
          values[k] = at(values, k) + at(x, i) * at(w, j);
        });
        expectNear(bench.read(map), computed(values, c), 1e-5 * c.channels);
        if (rows % 2 === 1 || columns % 2 === 1) return;
        const [y, argmax] = [bench.allocate(map.length / 4), bench.allocate(map.length / 4)];
        const pooled = { address: y.address, height: rows / 2, width: columns / 2, channels: outputs };
        bench.run((kernels) => kernels.convolveTiles({ ...shared, output: pooled, argmax: argmax.address }));
        const { strideY, strideX } = shared.input;
        const wanted = pooledByTwo(bench.read(map), output, strideY, strideX);
        expectNear(bench.read(y), wanted.values, 0);
        expectSame(bench.readIntegers(argmax), wanted.argmax);
      });
    });

    test("addTiledFilterGradient adds to what is there", () => {
      holds(tiled, (c) => {
        const { taps, rows, columns, channels, outputs } = c;
        const width = roundUpToVector(outputs);
        const x = random(c.height * c.width * channels, c.seed);
        const positions = positionsOf(c);
        const dy = random(positions.rows * positions.columns * outputs, c.seed + 1);
        bench.clear();
        const gradient = transformed(channels, outputs);
        const dw = bench.allocate(taps * taps * channels * width);
        const { address } = bench.put(computed(dy, c));
        const outputGradient = { address, height: rows, width: columns, channels: outputs };
        const input = windowsOf(c, bench.put(x));
        const call = { input, channels, taps, outputGradient, gradient, scratch: scratchOf(c) };
        for (let time = 0; time < 2; time++) bench.run((kernels) => kernels.addTiledFilterGradient(call));
        bench.run((kernels) => kernels.transformFilterGradient(gradient, taps, channels, width, dw.address));
        const values = new Float64Array(taps * taps * channels * outputs);
        computedProducts(c, (i, j, k) => {
          values[j] = at(values, j) + 2 * at(x, i) * at(dy, k);
        });
        const actual = narrowed(bench.read(dw), outputs, width);
        expectNear(actual, values, (taps === 3 ? 2e-5 : 1e-4) * Math.sqrt(rows * columns));
      });
    });

    test("addTiledInputGradient adds to what is there", () => {
      holds(tiled, (c) => {
        const { taps, rows, columns, channels, outputs } = c;
        const width = roundUpToVector(channels);
        const w = random(taps * taps * channels * outputs, c.seed);
        const positions = positionsOf(c);
        const dy = random(positions.rows * positions.columns * outputs, c.seed + 1);
        bench.clear();
        const transposed = bench.allocate(taps * taps * outputs * width).address;
        const matrices = {
          ...{ from: bench.put(w).address, stride: channels * outputs * FLOAT_BYTES, count: taps * taps },
          ...{ to: transposed, rows: channels, columns: outputs, width },
        };
        const filter = transformed(outputs, channels);
        bench.run((kernels) => kernels.transposeEach(matrices));
        bench.run((kernels) => kernels.transformFilter(transposed, taps, outputs, width, filter));
        const dx = bench.zeros(c.height * c.width * width);
        const { address } = bench.put(computed(dy, c));
        const outputGradient = { address, height: rows, width: columns, channels: outputs };
        const tiles = { taps, channels, filter, scratch: scratchOf(c) };
        const call = { ...tiles, outputGradient, inputGradient: dx.address };
        for (let time = 0; time < 2; time++) bench.run((kernels) => kernels.addTiledInputGradient(call));
        const values = new Float64Array(c.height * c.width * channels);
        computedProducts(c, (i, j, k) => {
          values[i] = at(values, i) + 2 * at(w, j) * at(dy, k);
        });
        expectNear(narrowed(bench.read(dx), channels, width), values, 5e-5 * outputs);
      });
    });

    test("addFilterGradient adds to what is there", () => {
      holds(convolution, (c) => {
        const { rows, columns } = positionsOf(c);
        const width = roundUpToVector(c.outputs);
        const x = random(c.height * c.width * c.channels, c.seed);
        const dy = random(rows * columns * c.outputs, c.seed + 1);
        bench.clear();
        const dw = bench.zeros(c.filterRows * rowLengthOf(c) * width);
        const call = {
          input: windowsOf(c, bench.put(x)),
          outputGradient: outputOf(c, bench.put(dy)),
          filterGradient: filterOf(c, dw),
        };
        const expected = sums(c.filterRows * rowLengthOf(c) * c.outputs);
        for (let time = 0; time < 2; time++) {
          bench.run((kernels) => kernels.addFilterGradient(call));
          everyProduct(c, (i, j, k) => addTo(expected[j], at(x, i) * at(dy, k)));
        }
        expectSums(narrowed(bench.read(dw), c.outputs, width), expected);
      });
    });

    const singleChannel = convolution
      .map((c) => ({ ...c, channels: 1, strideColumns: 1 }))
      .filter((c) => positionsOf(c).columns >= 4);

    test("addSingleChannelFilterGradient adds to what is there", () => {
      holds(singleChannel, (c) => {
        const { rows, columns } = positionsOf(c);
        const width = roundUpToVector(c.outputs);
        // NaN is in the sums that it is a term of, and in no other.
        const x = random(c.height * c.width, c.seed).map((value) => (value > 0.98 ? Number.NaN : value));
        const dy = random(rows * columns * c.outputs, c.seed + 1);
        const planes = dy.map((_, index) => {
          const position = index % (rows * columns);
          return at(dy, position * c.outputs + Math.floor(index / (rows * columns)));
        });
        bench.clear();
        const dw = bench.zeros(c.filterRows * c.filterColumns * width);
        const call = {
          input: windowsOf(c, bench.put(x)),
          planes: bench.put(planes).address,
          outputGradient: outputOf(c, { address: 0, length: 0 }),
          filterGradient: filterOf(c, dw),
        };
        const expected = sums(c.filterRows * c.filterColumns * c.outputs);
        for (let time = 0; time < 2; time++) {
          bench.run((kernels) => kernels.addSingleChannelFilterGradient(call));
          everyProduct(c, (i, j, k) => addTo(expected[j], at(x, i) * at(dy, k)));
        }
        const actual = narrowed(bench.read(dw), c.outputs, width);
        expectSums(
          actual.map((value) => (Number.isNaN(value) ? 0 : value)),
          expected.map((sum) => (Number.isNaN(sum.value) ? { value: 0, size: 0 } : sum)),
        );
        expect(Array.from(actual, Number.isNaN)).toEqual(expected.map((sum) => Number.isNaN(sum.value)));
      });
    });

    /** Calls the kernel with two rows of positions at a time, so that it takes several rounds. */
    function inputGradient(c: Convolution, dy: Float32Array, w: Float32Array): Float32Array {
      const { columns } = positionsOf(c);
      const rowLength = rowLengthOf(c);
      const size = c.filterRows * rowLength;
      const matrixWidth = roundUpToVector(size);
      const matrix = new Float32Array(c.outputs * matrixWidth);
      w.forEach((value, index) => {
        matrix[(index % c.outputs) * matrixWidth + Math.floor(index / c.outputs)] = value;
      });
      bench.clear();
      const dx = bench.zeros(c.height * c.width * c.channels);
      const call = {
        outputGradient: outputOf(c, bench.put(dy)),
        matrix: bench.put(matrix).address,
        matrixWidth,
        zeros: bench.zeros(matrixWidth).address,
        sums: bench.allocate(2 * columns * size).address,
        rowsAtOnce: 2,
        inputGradient: windowsOf(c, dx),
        filterRows: c.filterRows,
        rowLength,
      };
      bench.run((kernels) => kernels.addInputGradient(call));
      return bench.read(dx);
    }

    /** The filter rows in the order of the kernel, each transposed. */
    function inputGradientByRows(c: Convolution, dy: Float32Array, w: Float32Array): Float32Array {
      const { columns } = positionsOf(c);
      const rowLength = rowLengthOf(c);
      const matrixWidth = roundUpToVector(rowLength);
      const remainder = (row: number): number => row % c.strideRows;
      const order = Array.from({ length: c.filterRows }, (_, row) => row).toSorted(
        (a, b) => remainder(a) - remainder(b) || a - b,
      );
      const matrices = new Float32Array(c.filterRows * c.outputs * matrixWidth);
      order.forEach((row, index) => {
        for (let t = 0; t < rowLength; t++)
          for (let k = 0; k < c.outputs; k++)
            matrices[(index * c.outputs + k) * matrixWidth + t] = at(
              w,
              (row * rowLength + t) * c.outputs + k,
            );
      });
      bench.clear();
      const dx = bench.zeros(c.height * c.width * c.channels);
      const call = {
        outputGradient: outputOf(c, bench.put(dy)),
        matrices: bench.put(matrices).address,
        matrixWidth,
        zeros: bench.zeros(matrixWidth).address,
        sums: bench.allocate(columns * rowLength).address,
        inputGradient: windowsOf(c, dx),
        filterRows: c.filterRows,
        rowLength,
      };
      bench.run((kernels) => kernels.addInputGradientByRows(call));
      return bench.read(dx);
    }

    for (const [name, compute] of [
      ["addInputGradient", inputGradient],
      ["addInputGradientByRows", inputGradientByRows],
    ] as const) {
      test(name, () => {
        holds(convolution, (c) => {
          const { rows, columns } = positionsOf(c);
          const dy = random(rows * columns * c.outputs, c.seed);
          const w = random(c.filterRows * c.filterColumns * c.channels * c.outputs, c.seed + 1);
          const expected = sums(c.height * c.width * c.channels);
          everyProduct(c, (i, j, k) => addTo(expected[i], at(w, j) * at(dy, k)));
          expectSums(compute(c, dy, w), expected);
        });
      });

      test(`${name} propagates NaN and infinities to the sums that they are terms of, and nowhere else`, () => {
        holds(convolution, (c) => {
          const { rows, columns } = positionsOf(c);
          const specials = [Number.NaN, Number.POSITIVE_INFINITY, 0];
          const spoilt = (values: Float32Array) =>
            values.map((value, index) => (value > 0.9 ? at(specials, index % specials.length) : value));
          const dy = spoilt(random(rows * columns * c.outputs, c.seed));
          const w = spoilt(random(c.filterRows * c.filterColumns * c.channels * c.outputs, c.seed + 1));
          const expected = new Float64Array(c.height * c.width * c.channels);
          everyProduct(c, (i, j, k) => {
            expected[i] = at(expected, i) + at(w, j) * at(dy, k);
          });
          const kinds = (values: ArrayLike<number>) =>
            Array.from(values, (value) => (Number.isFinite(value) ? "finite" : String(value)));
          expect(kinds(compute(c, dy, w))).toEqual(kinds(expected));
        });
      });
    }

    test("addBiasGradient, of few positions and of several blocks", () => {
      const count = fc.oneof(length, fc.integer({ min: 200, max: 600 }));
      holds(
        fc.record({ positions: count, outputs: channels, seed }),
        ({ positions, outputs, seed: from }) => {
          const dy = random(positions * outputs, from);
          bench.clear();
          const db = bench.zeros(roundUpToVector(outputs));
          const { address } = bench.put(dy);
          bench.run((kernels) => kernels.addBiasGradient(address, positions, outputs, db.address));
          const expected = sums(outputs);
          dy.forEach((value, index) => void addTo(expected[index % outputs], value));
          expectSums(bench.read(db).subarray(0, outputs), expected);
        },
      );
    });

    /** Some outputs of a convolution, as a pooling leaves them: at any position, zero, or of no window at all. */
    const sparse = fc.record({
      c: convolution,
      count: fc.integer({ min: 1, max: 30 }),
      zeros: fc.nat({ max: 10 }),
    });
    interface Sparse {
      readonly c: Convolution & { readonly seed: number };
      readonly count: number;
      readonly zeros: number;
    }
    function sparseGradients({ c, count, zeros }: Sparse) {
      const { strideY, strideX } = windowsOf(c, { address: 0, length: 0 });
      const { rows, columns } = positionsOf(c);
      const chance = random(count * c.outputs, c.seed + 3);
      const dy = random(count * c.outputs, c.seed + 4).map((g, index) =>
        Math.abs(at(chance, index)) * 10 < zeros ? 0 : g,
      );
      const choice = random(count * c.outputs, c.seed + 5);
      const offsets = Int32Array.from(choice, (value) => {
        const chosen = Math.floor(((value + 1) / 2) * (rows * columns + 1)) - 1;
        if (chosen < 0) return -1;
        const position = Math.min(chosen, rows * columns - 1);
        return Math.floor(position / columns) * strideY + (position % columns) * strideX;
      });
      return { dy, offsets };
    }
    /** Calls `visit` for every term of both gradients, with the indices in x, in w [rows, rowLength] and in dy. */
    function everyTerm(
      c: Convolution,
      offsets: Int32Array,
      visit: (x: number, w: number, y: number) => void,
    ) {
      const rowLength = rowLengthOf(c);
      offsets.forEach((offset, index) => {
        if (offset < 0) return;
        for (let u = 0; u < c.filterRows; u++)
          for (let t = 0; t < rowLength; t++)
            visit(offset / FLOAT_BYTES + u * c.width * c.channels + t, u * rowLength + t, index);
      });
    }

    test("addSparseFilterGradient", () => {
      holds(sparse, (example) => {
        const { c, count } = example;
        const rowLength = rowLengthOf(c);
        const { dy, offsets } = sparseGradients(example);
        const width = roundUpToVector(rowLength);
        const x = random(c.height * c.width * c.channels, c.seed);
        bench.clear();
        const dw = bench.zeros(c.outputs * c.filterRows * width);
        const call = {
          input: windowsOf(c, bench.put(x)),
          outputGradient: {
            address: bench.put(dy).address,
            offsets: bench.putIntegers(offsets).address,
            count,
            channels: c.outputs,
          },
          filterGradient: { address: dw.address, rows: c.filterRows, width },
          list: bench.allocate(sparseListSize(count)).address,
        };
        bench.run((kernels) => kernels.addSparseFilterGradient(call));
        const expected = sums(c.outputs * c.filterRows * rowLength);
        everyTerm(c, offsets, (i, j, k) =>
          addTo(expected[(k % c.outputs) * c.filterRows * rowLength + j], at(dy, k) * at(x, i)),
        );
        expectSums(narrowed(bench.read(dw), rowLength, width), expected);
      });
    });

    test("addSparseInputGradient", () => {
      holds(sparse, (example) => {
        const { c, count } = example;
        const rowLength = rowLengthOf(c);
        const { dy, offsets } = sparseGradients(example);
        const width = roundUpToVector(rowLength);
        const w = random(c.filterRows * rowLength * c.outputs, c.seed + 1);
        bench.clear();
        const dx = bench.zeros(c.height * c.width * c.channels);
        const call = {
          inputGradient: windowsOf(c, dx),
          outputGradient: {
            address: bench.put(dy).address,
            offsets: bench.putIntegers(offsets).address,
            count,
            channels: c.outputs,
          },
          filter: { address: bench.put(transposed(w, c, width)).address, rows: c.filterRows, width },
          list: bench.allocate(sparseListSize(count)).address,
        };
        bench.run((kernels) => kernels.addSparseInputGradient(call));
        const expected = sums(dx.length);
        everyTerm(c, offsets, (i, j, k) =>
          addTo(expected[i], at(dy, k) * at(w, j * c.outputs + (k % c.outputs))),
        );
        expectSums(bench.read(dx), expected);
      });
    });

    const images: Readonly<Record<string, (p: Pooling & { seed: number }) => Float32Array>> = {
      "of random values": (p) => random(p.height * p.width * p.channels, p.seed),
      "of few different values, so that many are equal": (p) =>
        random(p.height * p.width * p.channels, p.seed, 2),
      "of nothing but equal values": (p) =>
        new Float32Array(p.height * p.width * p.channels).fill(p.seed % 3),
      "of negative values": (p) =>
        random(p.height * p.width * p.channels, p.seed).map((x) => -Math.abs(x) - 1),
      "with NaN, infinities and zeros of both signs": (p) =>
        withSpecials(random(p.height * p.width * p.channels, p.seed), p.seed, 0.7),
      "of nothing but NaN and −∞": (p) =>
        random(p.height * p.width * p.channels, p.seed).map((x) =>
          x > 0 ? Number.NaN : Number.NEGATIVE_INFINITY,
        ),
    };
    for (const [name, imageOf] of Object.entries(images)) {
      test(`maxPool and its gradient ${name}`, () => {
        holds(pooling, (p) => {
          const x = imageOf(p);
          const positions = p.rows * p.columns;
          bench.clear();
          const y = bench.allocate(positions * p.channels);
          const argmax = bench.allocate(y.length);
          const call = {
            input: inputOf(p, bench.put(x)),
            window: windowOf(p),
            output: pooledOf(p, y),
            argmax: argmax.address,
            bytesPerRow: p.width * p.channels * FLOAT_BYTES,
            bytesPerColumn: p.channels * FLOAT_BYTES,
          };
          bench.run((kernels) => kernels.maxPool(call));
          const found = bench.readIntegers(argmax);
          const largest = bench.read(y);
          const dy = random(y.length, p.seed + 1);
          const dx = sums(x.length);
          const wanted = { values: new Float32Array(y.length), argmax: new Int32Array(y.length) };
          everyWindow(p, (index, xs) => {
            const largestIndex = argmaxOf(x, xs);
            const hasMaximum = largestIndex >= 0;
            wanted.values[index] = hasMaximum ? at(x, largestIndex) : Number.NEGATIVE_INFINITY;
            // The kernel returns the offset of the pixel.
            wanted.argmax[index] = hasMaximum ? (largestIndex - (index % p.channels)) * FLOAT_BYTES : -1;
            if (hasMaximum) addTo(dx[largestIndex], at(dy, index));
          });
          expectSame(largest, wanted.values);
          expectSame(found, wanted.argmax);
          const gradient = bench.zeros(x.length);
          const { address } = bench.put(dy);
          bench.run((kernels) =>
            kernels.addMaxPoolGradient(address, argmax.address, positions, p.channels, gradient.address),
          );
          expectSums(bench.read(gradient), dx);
        });
      });
    }

    for (const [name, imageOf] of Object.entries(images)) {
      test(`maxPoolGradientDisjoint ${name}`, () => {
        holds(pooling, (pool) => {
          fc.pre(pool.strideRows >= pool.poolRows && pool.strideColumns >= pool.poolColumns);
          const x = imageOf(pool);
          const dy = random(pool.rows * pool.columns * pool.channels, pool.seed + 1);
          bench.clear();
          const dx = bench.allocate(x.length);
          const expected = bench.read(dx);
          everyWindow(pool, (index, xs) => {
            for (const pixel of xs) expected[pixel] = 0;
            const largest = argmaxOf(x, xs);
            if (largest >= 0) expected[largest] = at(dy, index);
          });
          const call = {
            input: inputOf(pool, bench.put(x)),
            window: windowOf(pool),
            outputGradient: pooledOf(pool, bench.put(dy)),
            inputGradient: dx.address,
          };
          bench.run((kernels) => kernels.maxPoolGradientDisjoint(call));
          expectSame(bench.read(dx), expected);
        });
      });
    }

    test("averagePool and its gradient", () => {
      holds(pooling, (p) => {
        const x = random(p.height * p.width * p.channels, p.seed);
        bench.clear();
        const y = bench.allocate(p.rows * p.columns * p.channels);
        const window = windowOf(p);
        const pooling = { input: inputOf(p, bench.put(x)), window, output: pooledOf(p, y) };
        bench.run((kernels) => kernels.averagePool(pooling));
        const dy = random(y.length, p.seed + 1);
        const [means, dx] = [sums(y.length), sums(x.length)];
        everyWindow(p, (index, xs) => {
          for (const pixel of xs) {
            addTo(means[index], at(x, pixel) / xs.length);
            // As in TensorFlow.js, the size of the whole window, even at the edge.
            addTo(dx[pixel], at(dy, index) / (p.poolRows * p.poolColumns));
          }
        });
        expectSums(bench.read(y), means);
        const gradient = bench.allocate(x.length);
        const backward = {
          outputGradient: pooledOf(p, bench.put(dy)),
          window,
          inputGradient: inputOf(p, gradient),
        };
        bench.run((kernels) => kernels.averagePoolGradient(backward));
        expectSums(bench.read(gradient), dx);
      });
    });

    const padding = fc.record({
      rows: side,
      columns: side,
      channels,
      height: side,
      width: side,
      top: fc.nat({ max: 4 }),
      left: fc.nat({ max: 4 }),
      seed,
    });

    test("padImage and cropImage, to a larger or smaller image", () => {
      holds(
        padding.filter((p) => p.top < p.height && p.left < p.width),
        (p) => {
          const x = random(p.rows * p.columns * p.channels, p.seed);
          bench.clear();
          const viewOf = ({ address }: Allocation) => ({
            address,
            height: p.rows,
            width: p.columns,
            channels: p.channels,
          });
          const paddedFloats = bench.zeros(p.height * p.width * p.channels);
          const padded = {
            address: paddedFloats.address,
            height: p.height,
            width: p.width,
            channels: p.channels,
          };
          const image = viewOf(bench.put(x));
          bench.run((kernels) => kernels.padImage({ image, padded, placement: p }));
          const back = bench.allocate(x.length);
          bench.run((kernels) => kernels.cropImage({ image: viewOf(back), padded, placement: p }));
          const [wanted, cropped] = [new Float32Array(paddedFloats.length), new Float32Array(x.length)];
          x.forEach((value, index) => {
            const channel = index % p.channels;
            const column = Math.floor(index / p.channels) % p.columns;
            const row = Math.floor(index / p.channels / p.columns);
            const [down, right] = [p.top + row, p.left + column];
            if (down >= p.height || right >= p.width) return;
            wanted[(down * p.width + right) * p.channels + channel] = value;
            cropped[index] = value;
          });
          expectSame(bench.read(paddedFloats), wanted);
          expectSame(bench.read(back), cropped);
        },
      );
    });

    const matrix = fc.record({ rows: length, columns: length, more: fc.nat({ max: 5 }), seed });

    test("cropImage takes the first channels of each pixel", () => {
      holds(padding, (p) => {
        const pixelLength = p.channels + 2;
        const values = random(p.height * p.width * pixelLength, p.seed);
        bench.clear();
        const from = { height: p.height, width: p.width };
        const padded = { ...from, address: bench.put(values).address, channels: pixelLength };
        const narrow = bench.allocate(p.height * p.width * p.channels);
        const image = { ...from, address: narrow.address, channels: p.channels };
        bench.run((kernels) => kernels.cropImage({ image, padded, placement: { top: 0, left: 0 } }));
        expectSame(bench.read(narrow), narrowed(values, p.channels, pixelLength));
      });
    });

    test("transposeEach, in either order", () => {
      holds(fc.record({ rows: side, columns: side, count: few, isReversed: fc.boolean(), seed }), (c) => {
        const { rows, columns, count } = c;
        const size = rows * columns;
        const values = random(count * size, c.seed);
        bench.clear();
        const { address } = bench.put(values);
        const to = bench.allocate(count * size);
        const bytes = size * FLOAT_BYTES;
        const order = c.isReversed
          ? { from: address + (count - 1) * bytes, stride: -bytes }
          : { from: address, stride: bytes };
        const call = { ...order, count, to: to.address, rows, columns, width: rows };
        bench.run((kernels) => kernels.transposeEach(call));
        const wanted = Float32Array.from({ length: count * size }, (_, index) => {
          const matrix = Math.floor(index / size);
          const [column, row] = [Math.floor((index % size) / rows), index % rows];
          return at(values, (c.isReversed ? count - 1 - matrix : matrix) * size + row * columns + column);
        });
        expectSame(bench.read(to), wanted);
      });
    });

    test("widen, narrow and transpose", () => {
      holds(matrix, ({ rows, columns, more, seed: valueSeed }) => {
        const values = random(rows * columns, valueSeed);
        bench.clear();
        const from = bench.put(values).address;
        const wide = bench.allocate(rows * (columns + more));
        const width = columns + more;
        bench.run((kernels) => kernels.widen({ from, to: wide.address, rows, columns, width }));
        expectSame(bench.read(wide), widened(values, columns, columns + more));
        const narrow = bench.allocate(rows * columns);
        const back = { from: wide.address, to: narrow.address, rows, columns, width };
        bench.run((kernels) => kernels.narrow(back));
        expectSame(bench.read(narrow), values);
        const across = bench.allocate(columns * (rows + more));
        const transposition = { from, to: across.address, rows, columns, width: rows + more };
        bench.run((kernels) => kernels.transpose(transposition));
        const wanted = new Float32Array(across.length);
        values.forEach((value, index) => {
          wanted[(index % columns) * (rows + more) + Math.floor(index / columns)] = value;
        });
        expectSame(bench.read(across), wanted);
      });
    });

    test("gather, which rejects an index out of range", () => {
      holds(
        fc.record({ entries: length, size: side, indices: fc.array(fc.integer({ min: -1, max: 70 })), seed }),
        ({ entries, size, indices, seed: from }) => {
          const values = random(entries * size, from);
          bench.clear();
          const to = bench.allocate(indices.length * size);
          const good = indices.every((index) => index >= 0 && index < entries);
          const [x, list] = [bench.put(values), bench.putIntegers(indices)];
          const done = bench.run((kernels) =>
            kernels.gather(x.address, to.address, list.address, indices.length, entries, size * FLOAT_BYTES),
          );
          expect(done !== 0).toBe(good);
          if (!good) return;
          expectSame(
            bench.read(to),
            indices.flatMap((index) => Array.from(values.subarray(index * size, (index + 1) * size))),
          );
        },
      );
    });

    test("addRow", () => {
      holds(matrix, ({ rows, columns, seed: from }) => {
        const [values, row] = [random(rows * columns, from), random(columns, from + 1)];
        bench.clear();
        const to = bench.allocate(values.length);
        const [a, b] = [bench.put(values), bench.put(row)];
        bench.run((kernels) => kernels.addRow(a.address, b.address, to.address, rows, columns));
        expectSame(
          bench.read(to),
          values.map((value, index) => value + at(row, index % columns)),
        );
      });
    });

    const arithmetic: readonly ((a: number, b: number) => number)[] = [
      (a, b) => a + b,
      (a, b) => a - b,
      (a, b) => a * b,
      (a, b) => a / b,
      Math.max,
      Math.min,
    ];
    test("combine, two matrices, or a matrix and one scalar per row or one row", () => {
      const operands = fc.constantFrom(
        ["matrix", "matrix"] as const,
        ["column", "matrix"] as const,
        ["matrix", "column"] as const,
        ["row", "matrix"] as const,
        ["matrix", "row"] as const,
      );
      const example = fc.record({
        rows: few,
        columns: length,
        operands,
        operation: fc.nat({ max: 5 }),
        seed,
      });
      holds(example, ({ rows, columns, operands: [kindA, kindB], operation, seed: from }) => {
        const sizes = { matrix: rows * columns, column: rows, row: columns };
        const a = withSpecials(random(sizes[kindA], from), from, 0.2);
        const b = withSpecials(random(sizes[kindB], from + 1), from + 1, 0.2);
        bench.clear();
        const y = bench.allocate(rows * columns);
        const [left, right] = [bench.put(a).address, bench.put(b).address];
        const [oneA, oneB] = [OPERANDS[kindA], OPERANDS[kindB]];
        bench.run((kernels) => kernels.combine(operation, left, oneA, right, oneB, y.address, rows, columns));
        const of = (values: Float32Array, kind: keyof typeof OPERANDS, index: number): number =>
          at(values, { matrix: index, column: Math.floor(index / columns), row: index % columns }[kind]);
        const wanted = Array.from({ length: rows * columns }, (_, index) =>
          Math.fround(arithmetic[operation]?.(of(a, kindA, index), of(b, kindB, index)) ?? 0),
        );
        expectSame(bench.read(y), wanted);
      });
    });

    test("sumRows, of few values and of several blocks", () => {
      const columns = fc.oneof(length, fc.integer({ min: 900, max: 3000 }));
      holds(fc.record({ rows: few, columns, seed }), ({ rows, columns: count, seed: from }) => {
        const x = random(rows * count, from);
        bench.clear();
        const y = bench.allocate(rows);
        const { address } = bench.put(x);
        bench.run((kernels) => kernels.sumRows(address, y.address, rows, count));
        const expected = sums(rows);
        x.forEach((value, index) => void addTo(expected[Math.floor(index / count)], value));
        expectSums(bench.read(y), expected);
      });
    });

    test("reluInputGradient", () => {
      holds(fc.record({ count: length, seed }), ({ count, seed: from }) => {
        const x = withSpecials(random(count, from), from, 0.4);
        const dy = withSpecials(random(count, from + 1), from + 1, 0.2);
        bench.clear();
        const dx = bench.allocate(count);
        const [input, gradient] = [bench.put(x), bench.put(dy)];
        bench.run((kernels) => kernels.reluInputGradient(input.address, gradient.address, dx.address, count));
        const slope = (value: number): number => (Number.isNaN(value) ? value : Number(value > 0));
        expectSame(
          bench.read(dx),
          dy.map((g, index) => g * slope(at(x, index))),
        );
      });
    });

    test("clip", () => {
      holds(fc.record({ count: length, seed }), ({ count, seed: from }) => {
        const x = withSpecials(random(count, from, 8), from, 0.3);
        bench.clear();
        const y = bench.allocate(count);
        const { address } = bench.put(x);
        bench.run((kernels) => kernels.clip(address, y.address, count, -0.25, 0.5));
        expectSame(
          bench.read(y),
          x.map((value) => Math.min(Math.max(value, -0.25), 0.5)),
        );
      });
    });

    test("clipGradient", () => {
      holds(fc.record({ count: length, seed }), ({ count, seed: from }) => {
        const [x, dy] = [withSpecials(random(count, from, 8), from, 0.3), random(count, from + 1)];
        bench.clear();
        const dx = bench.allocate(count);
        const [input, gradient] = [bench.put(x), bench.put(dy)];
        bench.run((kernels) =>
          kernels.clipGradient(input.address, gradient.address, dx.address, count, -0.25, 0.5),
        );
        expectSame(
          bench.read(dx),
          dy.map((g, index) => (at(x, index) >= -0.25 && at(x, index) <= 0.5 ? g : 0)),
        );
      });
    });

    test("countNonZero", () => {
      holds(fc.record({ count: fc.nat({ max: 70 }), seed }), ({ count, seed: from }) => {
        const x = withSpecials(random(count, from, 1), from, 0.2);
        bench.clear();
        const { address } = bench.put(x);
        const nonZero = bench.run((kernels) => kernels.countNonZero(address, count));
        expect(nonZero).toBe(x.filter((value) => value !== 0).length);
      });
    });

    test("areFinite", () => {
      const share = fc.constantFrom(0, 0.02, 0.5);
      holds(
        fc.record({ count: fc.nat({ max: 70 }), seed, share }),
        ({ count, seed: from, share: specials }) => {
          const values = withSpecials(random(count, from), from, specials);
          bench.clear();
          const { address } = bench.put(values);
          const finite = bench.run((kernels) => kernels.areFinite(address, count));
          expect(finite !== 0).toBe(values.every((value) => Number.isFinite(value)));
        },
      );
    });

    interface Activation {
      /** What the kernels of this activation take after the count, if anything. */
      readonly parameter?: number;
      readonly of: (x: number) => number;
      /** The derivative as a function of the output. */
      readonly slope: (y: number) => number;
    }
    const activations: Readonly<Record<string, Activation>> = {
      relu: { of: (x) => Math.max(x, 0), slope: (y) => Number(y > 0) },
      leakyRelu: { parameter: 0.3, of: (x) => (x > 0 ? x : 0.3 * x), slope: (y) => (y > 0 ? 1 : 0.3) },
      elu: {
        parameter: 0.7,
        of: (x) => (x > 0 ? x : 0.7 * Math.expm1(x)),
        slope: (y) => (y > 0 ? 1 : y + 0.7),
      },
      sigmoid: { of: (x) => 1 / (1 + Math.exp(-x)), slope: (y) => y * (1 - y) },
      tanh: { of: Math.tanh, slope: (y) => 1 - y * y },
    };
    const scale = fc.constantFrom(1e-3, 1, 10, 100, 1e30);
    for (const [name, { parameter = 0, of, slope }] of Object.entries(activations)) {
      test(`${name} and its gradient, with NaN and infinities`, () => {
        holds(fc.record({ count: length, seed, scale }), ({ count, seed: from, scale: by }) => {
          const x = withSpecials(
            random(count, from).map((value) => value * by),
            from,
            0.2,
          );
          const dy = random(count, from + 1);
          bench.clear();
          const [y, gradient] = [bench.put(x), bench.put(dy)];
          bench.run((kernels) => kernels[name as "leakyRelu"](y.address, count, parameter));
          const outputs = bench.read(y);
          expectNear(outputs, x.map(of), 1e-6);
          bench.run((kernels) =>
            kernels[`${name as "leakyRelu"}Gradient`](y.address, gradient.address, count, parameter),
          );
          expectNear(
            bench.read(gradient),
            dy.map((g, index) => g * slope(at(outputs, index))),
            1e-6,
          );
        });
      });
    }

    test("tanh of small values, of zeros and of those from 9 on, where it is ±1", () => {
      const sizes = fc.constantFrom(1e-30, 1e-5, 1e-3, 1, 10, 100);
      holds(fc.record({ count: length, seed, scale: sizes }), ({ count, seed: from, scale: by }) => {
        const values = random(count, from).map((value) => value * by);
        const x = withSpecials(values, from, 0.2);
        bench.clear();
        const y = bench.put(x);
        bench.run((kernels) => kernels.tanh(y.address, count));
        const outputs = bench.read(y);
        expectNear(outputs, x.map(Math.tanh), 6e-7, 1e-30);
        const isExact = (value: number): boolean => value === 0 || Math.abs(value) >= 9;
        expectSame(
          outputs.filter((_, index) => isExact(at(x, index))),
          x.filter(isExact).map(Math.sign),
        );
      });
    });

    /** The addresses of a weight and its gradient, and their length. */
    interface Update {
      readonly variable: number;
      readonly gradient: number;
      readonly count: number;
    }
    type State = readonly [weight: number, first: number, second: number];
    /** Runs some steps with random gradients. `formula` returns the weight and its slots after one step. */
    function steps(
      slotCount: 0 | 1 | 2,
      run: (update: Update, slots: readonly number[], step: number) => void,
      formula: (state: State, gradient: number, step: number) => State,
    ): void {
      holds(
        fc.record({ count: length, seed, size: fc.constantFrom(1e-6, 1, 1e3) }),
        ({ count, seed: from, size }) => {
          bench.clear();
          const start = random(count, from);
          const weights = bench.put(start);
          const slots = Array.from({ length: slotCount }, () => bench.zeros(count));
          let expected: State[] = Array.from(start, (weight): State => [weight, 0, 0]);
          for (let step = 1; step <= 4; step++) {
            const gradients = random(count, from + step).map((g) => g * size);
            const update = { variable: weights.address, gradient: bench.put(gradients).address, count };
            run(
              update,
              slots.map(({ address }) => address),
              step,
            );
            expected = expected.map((state, index) => formula(state, at(gradients, index), step));
          }
          // After cancellation, the error is relative to the largest term.
          const largest = (values: readonly number[]): number => Math.max(...values.map(Math.abs), 1e-30);
          for (const [index, values] of [weights, ...slots].entries()) {
            const wanted = expected.map((state) => at(state, index));
            expectNear(bench.read(values), wanted, 1e-5, largest(wanted));
          }
        },
      );
    }

    test("stepSgd", () =>
      steps(
        0,
        (update) => bench.run((kernels) => kernels.stepSgd({ ...update, learningRate: 0.1 })),
        ([w], g) => [w - 0.1 * g, 0, 0],
      ));

    for (const nesterov of [false, true]) {
      test(`stepMomentum${nesterov ? " with Nesterov" : ""}`, () =>
        steps(
          1,
          (update, [moment = 0]) =>
            bench.run((kernels) =>
              kernels.stepMomentum({ ...update, moment, learningRate: 0.1, momentum: 0.9, nesterov }),
            ),
          ([w, before], g) => {
            const m = 0.9 * before + g;
            return [w - 0.1 * (nesterov ? g + 0.9 * m : m), m, 0];
          },
        ));
    }

    test("stepRmsProp", () =>
      steps(
        2,
        (update, [square = 0, moment = 0]) => {
          const by = { learningRate: 0.01, decay: 0.9, momentum: 0.5, epsilon: 1e-7 };
          bench.run((kernels) => kernels.stepRmsProp({ ...update, square, moment, ...by }));
        },
        ([w, beforeS, beforeM], g) => {
          const s = 0.9 * beforeS + 0.1 * g * g;
          const m = 0.5 * beforeM + (0.01 * g) / Math.sqrt(s + 1e-7);
          return [w - m, s, m];
        },
      ));

    test("stepAdam", () =>
      steps(
        2,
        (update, [moment = 0, velocity = 0], step) => {
          const by = { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
          const corrections = { correction1: 1 - 0.9 ** step, correction2: 1 - 0.999 ** step };
          bench.run((kernels) => kernels.stepAdam({ ...update, moment, velocity, ...by, ...corrections }));
        },
        ([w, beforeM, beforeV], g, step) => {
          const m = 0.9 * beforeM + 0.1 * g;
          const v = 0.999 * beforeV + 0.001 * g * g;
          const direction = m / (1 - 0.9 ** step);
          return [w - (0.01 * direction) / (Math.sqrt(v / (1 - 0.999 ** step)) + 1e-7), m, v];
        },
      ));

    test("stepNadam", () => {
      const product = (step: number): number =>
        step === 0 ? 1 : product(step - 1) * nadamMomentum(0.9, step);
      steps(
        2,
        (update, [moment = 0, velocity = 0], step) => {
          const by = { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
          const coefficients = nadamCoefficients(0.9, 0.999, step, product(step));
          bench.run((kernels) => kernels.stepNadam({ ...update, moment, velocity, ...by, coefficients }));
        },
        ([w, beforeM, beforeV], g, step) => {
          const m = beforeM + 0.1 * (g - beforeM);
          const v = beforeV + 0.001 * (g * g - beforeV);
          // Keras's formula with the coefficients written out.
          const [now, next] = [nadamMomentum(0.9, step), nadamMomentum(0.9, step + 1)];
          const direction = (next * m) / (1 - product(step + 1)) + ((1 - now) * g) / (1 - product(step));
          return [w - (0.01 * direction) / (Math.sqrt(v / (1 - 0.999 ** step)) + 1e-7), m, v];
        },
      );
    });
  });
}
