import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { FLOAT_BYTES } from "../../../../src/runtime/kernels/views.ts";
import { runs } from "../../../support/runs.ts";
import { addTo, at, type Sum, sums } from "./naive.ts";
import { type Allocation, Workbench } from "./workbench.ts";

const few = fc.integer({ min: 1, max: 4 });
const channels = fc.integer({ min: 1, max: 11 });
const seed = fc.integer({ min: 1, max: 1_000_000 });

/** Pseudo-random multiples of ⅛ in [−1, 1], some of them equal. */
function random(count: number, from: number): Float32Array {
  let state = from >>> 0;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.round((state / 2 ** 32) * 16 - 8) / 8;
  });
}

/** Within the rounding error of float32 sums. */
function expectSums(actual: ArrayLike<number>, expected: readonly Sum[]): void {
  expect(actual.length).toBe(expected.length);
  for (const [index, { value, size }] of expected.entries()) {
    if (Math.abs(at(actual, index) - value) > 4e-6 * size + 1e-30)
      expect(at(actual, index), `value ${index}`).toBe(value);
  }
}

function holds<T>(of: fc.Arbitrary<T>, property: (value: T) => void): void {
  fc.assert(fc.property(of, property), { numRuns: runs(60) });
}

const depthwise = fc
  .record({
    rows: few,
    columns: few,
    filterRows: few,
    filterColumns: few,
    strideRows: fc.integer({ min: 1, max: 3 }),
    strideColumns: fc.integer({ min: 1, max: 3 }),
    channels,
    multiplier: fc.constantFrom(1, 1, 2, 3),
    seed,
  })
  .map((c) => ({
    ...c,
    height: (c.rows - 1) * c.strideRows + c.filterRows,
    width: (c.columns - 1) * c.strideColumns + c.filterColumns,
    outputs: c.channels * c.multiplier,
  }));
type Depthwise = typeof depthwise extends fc.Arbitrary<infer T> ? T : never;

/** Calls `visit` for every product, with its indices in x, w [rows, columns, channels, multiplier] and y. */
function everyProduct(c: Depthwise, visit: (x: number, w: number, y: number) => void): void {
  for (let row = 0; row < c.rows; row++)
    for (let column = 0; column < c.columns; column++)
      for (let u = 0; u < c.filterRows; u++)
        for (let v = 0; v < c.filterColumns; v++)
          for (let k = 0; k < c.outputs; k++) {
            const pixel = (row * c.strideRows + u) * c.width + column * c.strideColumns + v;
            visit(
              pixel * c.channels + Math.floor(k / c.multiplier),
              (u * c.filterColumns + v) * c.outputs + k,
              (row * c.columns + column) * c.outputs + k,
            );
          }
}

function viewsOf(c: Depthwise) {
  const pixel = c.channels * FLOAT_BYTES;
  const rowStride = c.width * pixel;
  return {
    windows: ({ address }: Allocation) => ({
      address,
      rowStride,
      strideY: c.strideRows * rowStride,
      strideX: c.strideColumns * pixel,
    }),
    filter: ({ address }: Allocation) => ({
      address,
      rows: c.filterRows,
      columns: c.filterColumns,
      channels: c.channels,
      multiplier: c.multiplier,
    }),
    output: ({ address }: Allocation) => ({
      address,
      height: c.rows,
      width: c.columns,
      channels: c.outputs,
    }),
    imageSize: c.height * c.width * c.channels,
    filterSize: c.filterRows * c.filterColumns * c.outputs,
    outputSize: c.rows * c.columns * c.outputs,
  };
}

const matrix = fc.record({ rows: fc.integer({ min: 1, max: 600 }), columns: channels, seed });

for (const variant of ["simd", "relaxed"] as const) {
  describe(`with ${variant === "simd" ? "plain" : "relaxed"} SIMD, computes what a naive loop does:`, () => {
    let bench: Workbench;

    beforeAll(async () => {
      bench = await Workbench.open(variant);
    }, 600_000);

    test("convolveDepthwise", () => {
      holds(depthwise, (c) => {
        const views = viewsOf(c);
        const [x, w] = [random(views.imageSize, c.seed), random(views.filterSize, c.seed + 1)];
        const bias = random(c.outputs, c.seed + 2);
        bench.clear();
        const y = bench.allocate(views.outputSize);
        const call = {
          input: views.windows(bench.put(x)),
          filter: views.filter(bench.put(w)),
          bias: bench.put(bias).address,
          output: views.output(y),
        };
        bench.run((kernels) => kernels.convolveDepthwise(call));
        const expected = sums(views.outputSize);
        for (const [index, sum] of expected.entries()) addTo(sum, at(bias, index % c.outputs));
        everyProduct(c, (i, j, k) => addTo(expected[k], at(x, i) * at(w, j)));
        expectSums(bench.read(y), expected);
      });
    });

    test("addDepthwiseFilterGradient", () => {
      holds(depthwise, (c) => {
        const views = viewsOf(c);
        const [x, dy] = [random(views.imageSize, c.seed), random(views.outputSize, c.seed + 1)];
        bench.clear();
        const dw = bench.zeros(views.filterSize);
        const call = {
          input: views.windows(bench.put(x)),
          outputGradient: views.output(bench.put(dy)),
          filterGradient: views.filter(dw),
        };
        bench.run((kernels) => kernels.addDepthwiseFilterGradient(call));
        const expected = sums(views.filterSize);
        everyProduct(c, (i, j, k) => addTo(expected[j], at(x, i) * at(dy, k)));
        expectSums(bench.read(dw), expected);
      });
    });

    test("addDepthwiseInputGradient", () => {
      holds(depthwise, (c) => {
        const views = viewsOf(c);
        const [w, dy] = [random(views.filterSize, c.seed), random(views.outputSize, c.seed + 1)];
        bench.clear();
        const dx = bench.zeros(views.imageSize);
        const call = {
          outputGradient: views.output(bench.put(dy)),
          filter: views.filter(bench.put(w)),
          inputGradient: views.windows(dx),
        };
        bench.run((kernels) => kernels.addDepthwiseInputGradient(call));
        const expected = sums(views.imageSize);
        everyProduct(c, (i, j, k) => addTo(expected[i], at(w, j) * at(dy, k)));
        expectSums(bench.read(dx), expected);
      });
    });

    test("addColumnProducts, of two matrices and of one with itself", () => {
      holds(matrix, ({ rows, columns, seed: from }) => {
        const [x, y] = [random(rows * columns, from), random(rows * columns, from + 1)];
        const center = random(columns, from + 2);
        for (const other of [y, null]) {
          bench.clear();
          const to = bench.zeros(columns);
          const operands = { matrix: bench.put(x).address, center: bench.put(center).address };
          const by = other === null ? null : bench.put(other).address;
          bench.run((kernels) =>
            kernels.addColumnProducts({ ...operands, by, to: to.address, rows, columns }),
          );
          const expected = sums(columns);
          x.forEach((value, index) => {
            const centered = value - at(center, index % columns);
            addTo(expected[index % columns], centered * (other === null ? centered : at(other, index)));
          });
          expectSums(bench.read(to), expected);
        }
      });
    });

    test("normalizeColumns and its gradient", () => {
      holds(matrix, ({ rows, columns, seed: from }) => {
        const [x, dy] = [random(rows * columns, from), random(rows * columns, from + 1)];
        const [center, a, b, d] = [2, 3, 4, 5].map((offset) => random(columns, from + offset));
        if (center === undefined || a === undefined || b === undefined || d === undefined) return;
        bench.clear();
        const [y, dx] = [bench.allocate(x.length), bench.allocate(x.length)];
        const [matrixAt, gradientAt] = [bench.put(x).address, bench.put(dy).address];
        const [centerAt, aAt, bAt, dAt] = [center, a, b, d].map((values) => bench.put(values).address);
        const shape = { matrix: matrixAt, center: centerAt ?? 0, rows, columns };
        bench.run((kernels) => {
          kernels.normalizeColumns({ ...shape, factor: aAt ?? 0, offset: bAt ?? 0, output: y.address });
          kernels.normalizationGradient({
            ...shape,
            outputGradient: gradientAt,
            ofGradient: aAt ?? 0,
            ofInput: bAt ?? 0,
            constant: dAt ?? 0,
            inputGradient: dx.address,
          });
        });
        const [normalized, gradients] = [sums(x.length), sums(x.length)];
        x.forEach((value, index) => {
          const column = index % columns;
          const centered = value - at(center, column);
          addTo(normalized[index], centered * at(a, column));
          addTo(normalized[index], at(b, column));
          addTo(gradients[index], at(dy, index) * at(a, column));
          addTo(gradients[index], centered * at(b, column));
          addTo(gradients[index], at(d, column));
        });
        expectSums(bench.read(y), normalized);
        expectSums(bench.read(dx), gradients);
      });
    });

    test("maxColumns and its gradient, at every row that has the maximum", () => {
      holds(matrix, ({ rows, columns, seed: from }) => {
        const [x, dy] = [random(rows * columns, from), random(columns, from + 1)];
        bench.clear();
        const [y, dx] = [bench.allocate(columns), bench.allocate(x.length)];
        const [from0, gradient] = [bench.put(x).address, bench.put(dy).address];
        bench.run((kernels) => {
          kernels.maxColumns(from0, rows, columns, y.address);
          kernels.maxColumnsGradient(from0, y.address, gradient, dx.address, rows, columns);
        });
        const largest = Array.from({ length: columns }, (_, column) =>
          Math.max(...x.filter((_value, index) => index % columns === column)),
        );
        expect(Array.from(bench.read(y))).toEqual(largest);
        const isLargest = (value: number, index: number) => value === largest[index % columns];
        const expected = x.map((value, index) => (isLargest(value, index) ? at(dy, index % columns) : 0));
        expect(bench.read(dx).every((value, index) => value === expected[index])).toBe(true);
      });
    });

    test("repeatPixels and its gradient", () => {
      const enlarged = fc.record({ height: few, width: few, channels, rows: few, columns: few, seed });
      holds(enlarged, ({ height, width, channels: count, rows, columns, seed: from }) => {
        const x = random(height * width * count, from);
        const dy = random(x.length * rows * columns, from + 1);
        bench.clear();
        const [y, dx] = [bench.allocate(dy.length), bench.allocate(x.length)];
        const [from0, gradient] = [bench.put(x).address, bench.put(dy).address];
        bench.run((kernels) => {
          kernels.repeatPixels(from0, height, width, count, rows, columns, y.address);
          kernels.repeatPixelsGradient(gradient, height, width, count, rows, columns, dx.address);
        });
        const source = (index: number): number => {
          const pixel = Math.floor(index / count);
          const [row, column] = [Math.floor(pixel / (width * columns)), pixel % (width * columns)];
          return (Math.floor(row / rows) * width + Math.floor(column / columns)) * count + (index % count);
        };
        const expected = sums(x.length);
        dy.forEach((value, index) => void addTo(expected[source(index)], value));
        expect(bench.read(y).every((value, index) => value === x[source(index)])).toBe(true);
        expectSums(bench.read(dx), expected);
      });
    });

    test("addPenalty, with its gradient", () => {
      holds(fc.record({ count: fc.integer({ min: 1, max: 50 }), seed }), ({ count, seed: from }) => {
        const [w, before] = [random(count, from), random(count, from + 1)];
        const [l1, l2] = [0.25, 0.5];
        bench.clear();
        const dw = bench.put(before);
        const address = bench.put(w).address;
        const penalty = bench.run((kernels) => kernels.addPenalty(address, dw.address, count, l1, l2));
        const total = w.reduce((sum, value) => sum + l1 * Math.abs(value) + l2 * value * value, 0);
        expect(penalty).toBeCloseTo(total, 4);
        const expected = w.map((value, i) => at(before, i) + (value > 0 ? l1 : -l1) + 2 * l2 * value);
        expect(Array.from(bench.read(dw))).toEqual(Array.from(expected));
      });
    });

    test("boundedReluGradient", () => {
      const y = [0, 0.5, 1, 0.25, -0, 0.75];
      bench.clear();
      const dy = bench.put([1, 2, 3, 4, 5, 6]);
      const address = bench.put(y).address;
      bench.run((kernels) => kernels.boundedReluGradient(address, dy.address, y.length, 1));
      expect(Array.from(bench.read(dy))).toEqual([0, 2, 0, 4, 0, 6]);
    });
  });
}
