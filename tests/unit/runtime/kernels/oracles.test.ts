import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { FLOAT_BYTES, roundUpToVector } from "../../../../src/runtime/kernels/engine.ts";
import { nadamCoefficients, nadamMomentum } from "../../../../src/runtime/optimizers/nadam.ts";
import { runs } from "../../../support/runs.ts";
import {
  addTo,
  at,
  type Convolution,
  everyProduct,
  everyWindow,
  type Pooling,
  placeOfLargest,
  placesOf,
  type Sum,
  sums,
} from "./naive.ts";
import { type Room, Workbench } from "./workbench.ts";

const seed = fc.integer({ min: 1, max: 1_000_000 });
const side = fc.integer({ min: 1, max: 19 });
const few = fc.integer({ min: 1, max: 5 });
const channels = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 18 }));
const length = fc.integer({ min: 1, max: 70 });

/** Numbers from a seed, in [−1, 1]; of `levels` only so many different ones, so that some are equal. */
function random(count: number, from: number, levels = 0): Float32Array {
  let state = from >>> 0;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const value = (state / 2 ** 32) * 2 - 1;
    return levels === 0 ? value : Math.round(value * levels) / levels;
  });
}

/** Every so many, one that is special. */
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

/** To the last bit, the sign of zero included. (Vitest's own comparison takes minutes for as many values.) */
function expectSame(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  for (let index = 0; index < expected.length; index++) {
    if (Object.is(at(actual, index), at(expected, index))) continue;
    expect(at(actual, index), `value ${index}`).toBe(at(expected, index));
  }
}

/** To the rounding of float32 sums of so many terms. */
function expectSums(actual: ArrayLike<number>, expected: readonly Sum[]): void {
  expect(actual.length).toBe(expected.length);
  for (const [index, { value, size }] of expected.entries()) {
    if (Math.abs(at(actual, index) - value) <= 4e-6 * size + 1e-30) continue;
    expect(at(actual, index), `value ${index}`).toBe(value);
  }
}

/** Relative to the value itself, or absolutely to what is smaller than `floor`. */
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

/** The numbers by which kernels go over an image: bytes from row to row, and between places. */
function stepsOf(c: Convolution) {
  const rowStride = c.width * c.channels * FLOAT_BYTES;
  return {
    rowStride,
    down: c.strideRows * rowStride,
    right: c.strideColumns * c.channels * FLOAT_BYTES,
    run: c.filterColumns * c.channels,
    wide: roundUpToVector(c.outputs),
  };
}

/** Rows made longer, as `widen` does. */
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

/** [outputs, filterRows, width] from [filterRows, run, outputs]. */
function turned(w: ArrayLike<number>, c: Convolution, width: number): Float32Array {
  const { run } = stepsOf(c);
  const result = new Float32Array(c.outputs * c.filterRows * width);
  for (let u = 0; u < c.filterRows; u++)
    for (let t = 0; t < run; t++)
      for (let k = 0; k < c.outputs; k++)
        result[(k * c.filterRows + u) * width + t] = at(w, (u * run + t) * c.outputs + k);
  return result;
}

const pooling: fc.Arbitrary<Pooling & { readonly seed: number }> = fc
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
    const places = (size: number, pool: number, stride: number): number =>
      same ? Math.ceil(size / stride) : Math.floor((size - pool) / stride) + 1;
    const before = (size: number, pool: number, stride: number): number =>
      same ? Math.floor(Math.max(0, (places(size, pool, stride) - 1) * stride + pool - size) / 2) : 0;
    return {
      ...p,
      rows: places(p.height, p.poolRows, p.strideRows),
      columns: places(p.width, p.poolColumns, p.strideColumns),
      top: before(p.height, p.poolRows, p.strideRows),
      left: before(p.width, p.poolColumns, p.strideColumns),
    };
  });

const windowOf = (p: Pooling) =>
  [
    p.height,
    p.width,
    p.channels,
    p.poolRows,
    p.poolColumns,
    p.strideRows,
    p.strideColumns,
    p.top,
    p.left,
  ] as const;

for (const variant of ["simd", "relaxed"] as const) {
  describe(`with ${variant === "simd" ? "plain" : "relaxed"} SIMD, as a naive loop does:`, () => {
    let bench: Workbench;

    beforeAll(async () => {
      bench = await Workbench.open(variant);
    }, 60_000);

    test("convolve", () => {
      holds(convolution, (c) => {
        const { rowStride, down, right, run, wide } = stepsOf(c);
        const { rows, columns } = placesOf(c);
        const x = random(c.height * c.width * c.channels, c.seed);
        const w = random(c.filterRows * run * c.outputs, c.seed + 1);
        const bias = random(c.outputs, c.seed + 2);
        bench.clear();
        const y = bench.room(rows * columns * c.outputs);
        bench.run(
          "convolve",
          bench.put(x),
          rowStride,
          down,
          right,
          bench.put(widened(w, c.outputs, wide)),
          c.filterRows,
          run,
          wide,
          bench.put(widened(bias, c.outputs, wide)),
          y,
          rows,
          columns,
          c.outputs,
        );
        const expected = sums(y.length);
        expected.forEach((sum, index) => void addTo(sum, at(bias, index % c.outputs)));
        everyProduct(c, (i, j, k) => addTo(expected[k], at(x, i) * at(w, j)));
        expectSums(bench.read(y), expected);
      });
    });

    /** Pooled in windows of 2 × 2; all numbers are quarters, so that sums are exact, and many of them equal. */
    const pooled = convolution
      .map((c) => ({ ...c, channels: 1, strideColumns: 1 }))
      .filter((c) => placesOf(c).rows >= 2 && placesOf(c).columns >= 4);

    test("convolveAndPool", () => {
      holds(pooled, (c) => {
        const { rowStride, down, run, wide } = stepsOf(c);
        const map = placesOf(c);
        const [rows, columns] = [Math.floor(map.rows / 2), Math.floor(map.columns / 2)];
        const x = random(c.height * c.width, c.seed, 4);
        const w = random(c.filterRows * run * c.outputs, c.seed + 1, 4);
        const bias = random(c.outputs, c.seed + 2, 4);
        bench.clear();
        const [y, places] = [bench.room(rows * columns * c.outputs), bench.room(rows * columns * c.outputs)];
        bench.run(
          "convolveAndPool",
          bench.put(x),
          rowStride,
          down,
          bench.put(widened(w, c.outputs, wide)),
          c.filterRows,
          run,
          wide,
          bench.put(widened(bias, c.outputs, wide)),
          y,
          places,
          rows,
          columns,
          c.outputs,
        );
        const values = Float32Array.from({ length: map.rows * map.columns * c.outputs }, (_, index) =>
          at(bias, index % c.outputs),
        );
        everyProduct(c, (i, j, k) => {
          values[k] = at(values, k) + at(x, i) * at(w, j);
        });
        const windows = { poolRows: 2, poolColumns: 2, strideRows: 2, strideColumns: 2, top: 0, left: 0 };
        const wanted = { values: new Float32Array(y.length), places: new Int32Array(y.length) };
        const image = { height: map.rows, width: map.columns, channels: c.outputs };
        everyWindow({ ...image, ...windows, rows, columns }, (index, inside) => {
          const largest = placeOfLargest(values, inside);
          const cell = Math.floor(largest / c.outputs);
          wanted.values[index] = at(values, largest);
          wanted.places[index] = Math.floor(cell / map.columns) * down + (cell % map.columns) * FLOAT_BYTES;
        });
        expectSame(bench.readIntegers(places), wanted.places);
        expectNear(bench.read(y), wanted.values, 0);
      });
    });

    test("addFilterGradient, and once more on top", () => {
      holds(convolution, (c) => {
        const { rowStride, down, right, run, wide } = stepsOf(c);
        const { rows, columns } = placesOf(c);
        const x = random(c.height * c.width * c.channels, c.seed);
        const dy = random(rows * columns * c.outputs, c.seed + 1);
        bench.clear();
        const [image, gradient] = [bench.put(x), bench.put(dy)];
        const dw = bench.zeros(c.filterRows * run * wide);
        const expected = sums(c.filterRows * run * c.outputs);
        for (let time = 0; time < 2; time++) {
          bench.run(
            "addFilterGradient",
            image,
            rowStride,
            down,
            right,
            gradient,
            rows,
            columns,
            c.outputs,
            dw,
            c.filterRows,
            run,
            wide,
          );
          everyProduct(c, (i, j, k) => addTo(expected[j], at(x, i) * at(dy, k)));
        }
        expectSums(narrowed(bench.read(dw), c.outputs, wide), expected);
      });
    });

    /** Calls the kernel on two rows of places at a time, so that it takes some turns. */
    function inputGradient(c: Convolution, dy: Float32Array, w: Float32Array): Float32Array {
      const { rowStride, down, right, run } = stepsOf(c);
      const { rows, columns } = placesOf(c);
      const size = c.filterRows * run;
      const width = roundUpToVector(size);
      const matrix = new Float32Array(c.outputs * width);
      w.forEach((value, index) => {
        matrix[(index % c.outputs) * width + Math.floor(index / c.outputs)] = value;
      });
      bench.clear();
      const dx = bench.zeros(c.height * c.width * c.channels);
      const [gradient, filter] = [bench.put(dy), bench.put(matrix)];
      const [zeros, products] = [bench.zeros(width), bench.room(2 * columns * size)];
      const windows = [dx, rowStride, down, right, c.filterRows, run] as const;
      bench.run(
        "addInputGradient",
        gradient,
        rows,
        columns,
        c.outputs,
        filter,
        width,
        zeros,
        products,
        2,
        ...windows,
      );
      return bench.read(dx);
    }

    test("addInputGradient", () => {
      holds(convolution, (c) => {
        const { rows, columns } = placesOf(c);
        const dy = random(rows * columns * c.outputs, c.seed);
        const w = random(c.filterRows * c.filterColumns * c.channels * c.outputs, c.seed + 1);
        const expected = sums(c.height * c.width * c.channels);
        everyProduct(c, (i, j, k) => addTo(expected[i], at(w, j) * at(dy, k)));
        expectSums(inputGradient(c, dy, w), expected);
      });
    });

    test("addInputGradient lets NaN and infinities come where they are terms, and nowhere else", () => {
      holds(convolution, (c) => {
        const { rows, columns } = placesOf(c);
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
        expect(kinds(inputGradient(c, dy, w))).toEqual(kinds(expected));
      });
    });

    test("addBiasGradient, of few places and of several blocks", () => {
      const count = fc.oneof(length, fc.integer({ min: 200, max: 600 }));
      holds(fc.record({ places: count, outputs: channels, seed }), ({ places, outputs, seed: from }) => {
        const dy = random(places * outputs, from);
        bench.clear();
        const db = bench.zeros(roundUpToVector(outputs));
        bench.run("addBiasGradient", bench.put(dy), places, outputs, db);
        const expected = sums(outputs);
        dy.forEach((value, index) => void addTo(expected[index % outputs], value));
        expectSums(bench.read(db).subarray(0, outputs), expected);
      });
    });

    /** Of a convolution's outputs those that have a gradient, as a pooling leaves them: any place, zeros, none at all. */
    const sparse = fc.record({
      c: convolution,
      cells: fc.integer({ min: 1, max: 30 }),
      zeros: fc.nat({ max: 10 }),
    });
    function sparseGradients({
      c,
      cells,
      zeros,
    }: {
      c: Convolution & { seed: number };
      cells: number;
      zeros: number;
    }) {
      const { rowStride, down, right } = stepsOf(c);
      const { rows, columns } = placesOf(c);
      const chance = random(cells * c.outputs, c.seed + 3);
      const dy = random(cells * c.outputs, c.seed + 4).map((g, index) =>
        Math.abs(at(chance, index)) * 10 < zeros ? 0 : g,
      );
      const choice = random(cells * c.outputs, c.seed + 5);
      const places = Int32Array.from(choice, (value) => {
        const place = Math.floor(((value + 1) / 2) * (rows * columns + 1)) - 1;
        if (place < 0) return -1;
        const cell = Math.min(place, rows * columns - 1);
        return Math.floor(cell / columns) * down + (cell % columns) * right;
      });
      return { dy, places, rowStride };
    }

    test("addSparseFilterGradient", () => {
      holds(sparse, (example) => {
        const { c, cells } = example;
        const { run } = stepsOf(c);
        const { dy, places, rowStride } = sparseGradients(example);
        const width = roundUpToVector(run);
        const x = random(c.height * c.width * c.channels, c.seed);
        bench.clear();
        const dw = bench.zeros(c.outputs * c.filterRows * width);
        bench.run(
          "addSparseFilterGradient",
          bench.put(x),
          rowStride,
          bench.put(dy),
          bench.putIntegers(places),
          cells,
          c.outputs,
          dw,
          c.filterRows,
          width,
          bench.room(2 * cells),
        );
        const expected = sums(c.outputs * c.filterRows * run);
        dy.forEach((g, index) => {
          const place = at(places, index) / FLOAT_BYTES;
          if (place < 0) return;
          for (let u = 0; u < c.filterRows; u++)
            for (let t = 0; t < run; t++)
              addTo(
                expected[((index % c.outputs) * c.filterRows + u) * run + t],
                g * at(x, place + u * c.width * c.channels + t),
              );
        });
        expectSums(narrowed(bench.read(dw), run, width), expected);
      });
    });

    test("addSparseInputGradient", () => {
      holds(sparse, (example) => {
        const { c, cells } = example;
        const { run } = stepsOf(c);
        const { dy, places, rowStride } = sparseGradients(example);
        const width = roundUpToVector(run);
        const w = random(c.filterRows * run * c.outputs, c.seed + 1);
        bench.clear();
        const dx = bench.zeros(c.height * c.width * c.channels);
        bench.run(
          "addSparseInputGradient",
          dx,
          rowStride,
          bench.put(dy),
          bench.putIntegers(places),
          cells,
          c.outputs,
          bench.put(turned(w, c, width)),
          c.filterRows,
          width,
        );
        const expected = sums(dx.length);
        dy.forEach((g, index) => {
          const place = at(places, index) / FLOAT_BYTES;
          if (place < 0) return;
          for (let u = 0; u < c.filterRows; u++)
            for (let t = 0; t < run; t++)
              addTo(
                expected[place + u * c.width * c.channels + t],
                g * at(w, (u * run + t) * c.outputs + (index % c.outputs)),
              );
        });
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
          const cells = p.rows * p.columns;
          bench.clear();
          const [y, places] = [bench.room(cells * p.channels), bench.room(cells * p.channels)];
          const steps = [p.width * p.channels * FLOAT_BYTES, p.channels * FLOAT_BYTES] as const;
          bench.run("maxPool", bench.put(x), ...windowOf(p), y, places, p.rows, p.columns, ...steps);
          const found = bench.readIntegers(places);
          const largest = bench.read(y);
          const dy = random(y.length, p.seed + 1);
          const dx = sums(x.length);
          const wanted = { values: new Float32Array(y.length), places: new Int32Array(y.length) };
          everyWindow(p, (index, xs) => {
            const place = placeOfLargest(x, xs);
            wanted.values[index] = place < 0 ? Number.NEGATIVE_INFINITY : at(x, place);
            // The kernel tells where the channels of the place begin.
            wanted.places[index] = place < 0 ? -1 : (place - (index % p.channels)) * FLOAT_BYTES;
            if (place >= 0) addTo(dx[place], at(dy, index));
          });
          expectSame(largest, wanted.values);
          expectSame(found, wanted.places);
          const gradient = bench.zeros(x.length);
          bench.run("addMaxPoolGradient", bench.put(dy), places, cells, p.channels, gradient);
          expectSums(bench.read(gradient), dx);
        });
      });
    }

    for (const [name, imageOf] of Object.entries(images)) {
      test(`maxPoolGradientApart ${name}`, () => {
        holds(pooling, (pool) => {
          fc.pre(pool.strideRows >= pool.poolRows && pool.strideColumns >= pool.poolColumns);
          const x = imageOf(pool);
          const dy = random(pool.rows * pool.columns * pool.channels, pool.seed + 1);
          bench.clear();
          const dx = bench.room(x.length);
          const expected = bench.read(dx);
          everyWindow(pool, (index, xs) => {
            for (const place of xs) expected[place] = 0;
            const largest = placeOfLargest(x, xs);
            if (largest >= 0) expected[largest] = at(dy, index);
          });
          const [from, gradient] = [bench.put(x), bench.put(dy)];
          bench.run("maxPoolGradientApart", from, ...windowOf(pool), gradient, dx, pool.rows, pool.columns);
          expectSame(bench.read(dx), expected);
        });
      });
    }

    test("averagePool and its gradient", () => {
      holds(pooling, (p) => {
        const x = random(p.height * p.width * p.channels, p.seed);
        const cells = p.rows * p.columns;
        bench.clear();
        const y = bench.room(cells * p.channels);
        bench.run("averagePool", bench.put(x), ...windowOf(p), y, p.rows, p.columns);
        const dy = random(y.length, p.seed + 1);
        const [means, dx] = [sums(y.length), sums(x.length)];
        everyWindow(p, (index, xs) => {
          for (const place of xs) {
            addTo(means[index], at(x, place) / xs.length);
            // TensorFlow.js's rule: a whole window's part, even where the edge cuts it.
            addTo(dx[place], at(dy, index) / (p.poolRows * p.poolColumns));
          }
        });
        expectSums(bench.read(y), means);
        const gradient = bench.zeros(x.length);
        bench.run("addAveragePoolGradient", bench.put(dy), ...windowOf(p), gradient, p.rows, p.columns);
        expectSums(bench.read(gradient), dx);
      });
    });

    const framing = fc.record({
      batch: few,
      rows: side,
      columns: side,
      channels,
      height: side,
      width: side,
      top: fc.nat({ max: 4 }),
      left: fc.nat({ max: 4 }),
      seed,
    });

    test("frame and unframe, the frame being larger or smaller than the image", () => {
      holds(
        framing.filter((f) => f.top < f.height && f.left < f.width),
        (f) => {
          const x = random(f.batch * f.rows * f.columns * f.channels, f.seed);
          bench.clear();
          const shape = [f.batch, f.rows, f.columns, f.channels, f.height, f.width, f.top, f.left] as const;
          // The kernel leaves what lies around the image as it is.
          const framed = bench.zeros(f.batch * f.height * f.width * f.channels);
          bench.run("frame", bench.put(x), framed, ...shape);
          const back = bench.room(x.length);
          bench.run("unframe", framed, back, ...shape);
          const [wanted, cut] = [new Float32Array(framed.length), new Float32Array(x.length)];
          x.forEach((value, index) => {
            const channel = index % f.channels;
            const column = Math.floor(index / f.channels) % f.columns;
            const row = Math.floor(index / f.channels / f.columns) % f.rows;
            const image = Math.floor(index / f.channels / f.columns / f.rows);
            const [down, right] = [f.top + row, f.left + column];
            if (down >= f.height || right >= f.width) return;
            wanted[((image * f.height + down) * f.width + right) * f.channels + channel] = value;
            cut[index] = value;
          });
          expectSame(bench.read(framed), wanted);
          expectSame(bench.read(back), cut);
        },
      );
    });

    const matrix = fc.record({ rows: length, columns: length, more: fc.nat({ max: 5 }), seed });

    test("widen, narrow and transpose", () => {
      holds(matrix, ({ rows, columns, more, seed: from }) => {
        const values = random(rows * columns, from);
        bench.clear();
        const source = bench.put(values);
        const wide = bench.room(rows * (columns + more));
        bench.run("widen", source, wide, rows, columns, columns + more);
        expectSame(bench.read(wide), widened(values, columns, columns + more));
        const narrow = bench.room(rows * columns);
        bench.run("narrow", wide, narrow, rows, columns, columns + more);
        expectSame(bench.read(narrow), values);
        const across = bench.room(columns * (rows + more));
        bench.run("transpose", source, across, rows, columns, rows + more);
        const wanted = new Float32Array(across.length);
        values.forEach((value, index) => {
          wanted[(index % columns) * (rows + more) + Math.floor(index / columns)] = value;
        });
        expectSame(bench.read(across), wanted);
      });
    });

    test("gather, which refuses an index out of range", () => {
      holds(
        fc.record({ entries: length, size: side, indices: fc.array(fc.integer({ min: -1, max: 70 })), seed }),
        ({ entries, size, indices, seed: from }) => {
          const values = random(entries * size, from);
          bench.clear();
          const to = bench.room(indices.length * size);
          const good = indices.every((index) => index >= 0 && index < entries);
          const done = bench.run(
            "gather",
            bench.put(values),
            to,
            bench.putIntegers(indices),
            indices.length,
            entries,
            size * FLOAT_BYTES,
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
        const to = bench.room(values.length);
        bench.run("addRow", bench.put(values), bench.put(row), to, rows, columns);
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
    ];
    test("combine, two matrices, or a matrix and one number for each row", () => {
      const operands = fc.constantFrom([0, 0] as const, [1, 0] as const, [0, 1] as const);
      const example = fc.record({
        rows: few,
        columns: length,
        operands,
        operation: fc.nat({ max: 3 }),
        seed,
      });
      holds(example, ({ rows, columns, operands: [oneA, oneB], operation, seed: from }) => {
        const size = (one: number): number => (one ? rows : rows * columns);
        const a = withSpecials(random(size(oneA), from), from, 0.2);
        const b = withSpecials(random(size(oneB), from + 1), from + 1, 0.2);
        bench.clear();
        const y = bench.room(rows * columns);
        bench.run("combine", operation, bench.put(a), oneA, bench.put(b), oneB, y, rows, columns);
        const of = (values: Float32Array, one: number, index: number): number =>
          at(values, one ? Math.floor(index / columns) : index);
        const wanted = Array.from({ length: rows * columns }, (_, index) =>
          Math.fround(arithmetic[operation]?.(of(a, oneA, index), of(b, oneB, index)) ?? 0),
        );
        expectSame(bench.read(y), wanted);
      });
    });

    test("sumRows, of few values and of several blocks", () => {
      const columns = fc.oneof(length, fc.integer({ min: 900, max: 3000 }));
      holds(fc.record({ rows: few, columns, seed }), ({ rows, columns: count, seed: from }) => {
        const x = random(rows * count, from);
        bench.clear();
        const y = bench.room(rows);
        bench.run("sumRows", bench.put(x), y, rows, count);
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
        const dx = bench.room(count);
        bench.run("reluInputGradient", bench.put(x), bench.put(dy), dx, count);
        const slope = (value: number): number => (Number.isNaN(value) ? value : Number(value > 0));
        expectSame(
          bench.read(dx),
          dy.map((g, index) => g * slope(at(x, index))),
        );
      });
    });

    test("clipGradient", () => {
      holds(fc.record({ count: length, seed }), ({ count, seed: from }) => {
        const [x, dy] = [withSpecials(random(count, from, 8), from, 0.3), random(count, from + 1)];
        bench.clear();
        const dx = bench.room(count);
        bench.run("clipGradient", bench.put(x), bench.put(dy), dx, count, -0.25, 0.5);
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
        expect(bench.run("countNonZero", bench.put(x), count)).toBe(x.filter((value) => value !== 0).length);
      });
    });

    test("areFinite", () => {
      const share = fc.constantFrom(0, 0.02, 0.5);
      holds(
        fc.record({ count: fc.nat({ max: 70 }), seed, share }),
        ({ count, seed: from, share: specials }) => {
          const values = withSpecials(random(count, from), from, specials);
          bench.clear();
          const finite = bench.run("areFinite", bench.put(values), count);
          expect(finite !== 0).toBe(values.every((value) => Number.isFinite(value)));
        },
      );
    });

    /** From y: the derivative. */
    const activations: Readonly<
      Record<string, { readonly parameter?: number; of: (x: number) => number; slope: (y: number) => number }>
    > = {
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
      test(`${name} and its gradient, NaN and infinities among the values`, () => {
        holds(fc.record({ count: length, seed, scale }), ({ count, seed: from, scale: by }) => {
          const x = withSpecials(
            random(count, from).map((value) => value * by),
            from,
            0.2,
          );
          const dy = random(count, from + 1);
          bench.clear();
          const [y, gradient] = [bench.put(x), bench.put(dy)];
          bench.run(name as "leakyRelu", y, count, parameter);
          const outputs = bench.read(y);
          expectNear(outputs, x.map(of), 1e-6);
          bench.run(`${name as "leakyRelu"}Gradient`, y, gradient, count, parameter);
          expectNear(
            bench.read(gradient),
            dy.map((g, index) => g * slope(at(outputs, index))),
            1e-6,
          );
        });
      });
    }

    /** Some steps from random weights and gradients; `step` gives the weight and the states after one step. */
    type State = readonly [weight: number, first: number, second: number];
    function steps(
      states: 0 | 1 | 2,
      run: (weights: Room, gradient: Room, rooms: readonly Room[], step: number) => void,
      formula: (state: State, gradient: number, step: number) => State,
    ): void {
      holds(
        fc.record({ count: length, seed, size: fc.constantFrom(1e-6, 1, 1e3) }),
        ({ count, seed: from, size }) => {
          bench.clear();
          const start = random(count, from);
          const weights = bench.put(start);
          const rooms = Array.from({ length: states }, () => bench.zeros(count));
          let expected: State[] = Array.from(start, (weight): State => [weight, 0, 0]);
          for (let step = 1; step <= 4; step++) {
            const gradients = random(count, from + step).map((g) => g * size);
            run(weights, bench.put(gradients), rooms, step);
            expected = expected.map((state, index) => formula(state, at(gradients, index), step));
          }
          // What cancels out is as exact as what it was made of.
          const largest = (values: readonly number[]): number => Math.max(...values.map(Math.abs), 1e-30);
          for (const [index, room] of [weights, ...rooms].entries()) {
            const wanted = expected.map((state) => at(state, index));
            expectNear(bench.read(room), wanted, 1e-5, largest(wanted));
          }
        },
      );
    }

    test("stepSgd", () =>
      steps(
        0,
        (w, g) => void bench.run("stepSgd", w, g, w.length, 0.1),
        ([w], g) => [w - 0.1 * g, 0, 0],
      ));

    for (const nesterov of [false, true]) {
      test(`stepMomentum${nesterov ? " by Nesterov" : ""}`, () =>
        steps(
          1,
          (w, g, [m = w]) => void bench.run("stepMomentum", w, g, m, w.length, 0.1, 0.9, Number(nesterov)),
          ([w, before], g) => {
            const m = 0.9 * before + g;
            return [w - 0.1 * (nesterov ? g + 0.9 * m : m), m, 0];
          },
        ));
    }

    test("stepRmsProp", () =>
      steps(
        2,
        (w, g, [s = w, m = w]) =>
          void bench.run("stepRmsProp", w, g, s, m, w.length, 0.01, 0.9, 1 - 0.9, 0.5, 1e-7),
        ([w, beforeS, beforeM], g) => {
          const s = 0.9 * beforeS + 0.1 * g * g;
          const m = 0.5 * beforeM + (0.01 * g) / Math.sqrt(s + 1e-7);
          return [w - m, s, m];
        },
      ));

    test("stepAdam", () =>
      steps(
        2,
        (w, g, [m = w, v = w], step) =>
          void bench.run(
            "stepAdam",
            w,
            g,
            m,
            v,
            w.length,
            0.01,
            0.9,
            1 - 0.9,
            0.999,
            1 - 0.999,
            1 - 0.9 ** step,
            1 - 0.999 ** step,
            1e-7,
          ),
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
        (w, g, [m = w, v = w], step) => {
          const by = nadamCoefficients(0.9, 0.999, step, product(step));
          bench.run(
            "stepNadam",
            w,
            g,
            m,
            v,
            w.length,
            0.01,
            1 - 0.9,
            1 - 0.999,
            by.moment,
            by.gradient,
            by.velocity,
            1e-7,
          );
        },
        ([w, beforeM, beforeV], g, step) => {
          const m = beforeM + 0.1 * (g - beforeM);
          const v = beforeV + 0.001 * (g * g - beforeV);
          // Keras's own formula, its coefficients written out.
          const [now, next] = [nadamMomentum(0.9, step), nadamMomentum(0.9, step + 1)];
          const direction = (next * m) / (1 - product(step + 1)) + ((1 - now) * g) / (1 - product(step));
          return [w - (0.01 * direction) / (Math.sqrt(v / (1 - 0.999 ** step)) + 1e-7), m, v];
        },
      );
    });
  });
}
