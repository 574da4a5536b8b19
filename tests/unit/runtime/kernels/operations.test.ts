import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { runs } from "../../../support/runs.ts";
import { start } from "../start.ts";

const side = fc.integer({ min: 1, max: 9 });
const small = fc.integer({ min: 1, max: 4 });
const shape = fc
  .record({
    batch: small,
    height: side,
    width: side,
    inChannels: side,
    outChannels: side,
    rows: small,
    columns: small,
    stride: fc.tuple(small, small),
    dilation: small,
    pad: fc.constantFrom<"same" | "valid">("same", "valid"),
    seed: fc.integer({ min: 1, max: 1000 }),
  })
  .filter(({ height, width, rows, columns, pad }) => pad === "same" || (height >= rows && width >= columns));
type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never;

function random(sizes: number[], seed: number): tf.Tensor4D {
  return tf.randomUniform<tf.Rank>(sizes, -1, 1, "float32", seed) as tf.Tensor4D;
}

const image = ({ batch, height, width, inChannels, seed }: Shape): tf.Tensor4D =>
  random([batch, height, width, inChannels], seed);
const filter = ({ rows, columns, inChannels, outChannels, seed }: Shape): tf.Tensor4D =>
  random([rows, columns, inChannels, outChannels], seed + 1);

/** With a multiple of four channels. */
const padded = (s: Shape): tf.Tensor4D => random([s.batch, s.height + 1, s.width + 1, 4 * s.rows], s.seed);

/** With several channels and enough images to compute them in transformed tiles. */
const tiled = (s: Shape, taps: 3 | 5): [image: tf.Tensor4D, filter: tf.Tensor4D] => [
  random([4 * s.batch, s.height + taps - 1, s.width + taps - 1, channelsOf(s, taps)], s.seed),
  random([taps, taps, channelsOf(s, taps), 7 + s.outChannels], s.seed + 1),
];
const channelsOf = (s: Shape, taps: 3 | 5): number => (taps === 3 ? 4 + 4 * s.rows : 4 + 2 * s.rows);

/** The gradient of Σ f(x) · m with respect to x. */
function gradient(x: tf.Tensor, f: (x: tf.Tensor4D) => tf.Tensor): tf.Tensor {
  const m = random(f(x as tf.Tensor4D).shape, 77);
  return tf.grad((a) =>
    f(a as tf.Tensor4D)
      .mul(m)
      .sum(),
  )(x);
}

const operations: Readonly<Record<string, (shape: Shape) => tf.Tensor>> = {
  conv2d: (s) => tf.conv2d(image(s), filter(s), s.stride, s.pad),
  "conv2d of several channels, 3 × 3": (s) => tf.conv2d(...tiled(s, 3), 1, s.pad),
  "conv2d of several channels, 5 × 5": (s) => tf.conv2d(...tiled(s, 5), 1, s.pad),
  ...Object.fromEntries(
    ([3, 5] as const).map((taps): [string, (s: Shape) => tf.Tensor] => [
      `conv2d of several channels, ${taps} × ${taps}, with infinities`,
      (s) => {
        const [x, w] = tiled(s, taps);
        return tf.conv2d(x.div(x.mul(9).round()) as tf.Tensor4D, w, 1, s.pad);
      },
    ]),
  ),
  "conv2d's input gradient, 5 × 5": (s) => {
    const [x, w] = tiled(s, 5);
    return gradient(x, (a) => tf.conv2d(a, w, 1, s.pad));
  },
  "fused conv2d": (s) =>
    tf.fused.conv2d({
      x: image(s),
      filter: filter(s),
      strides: s.stride,
      pad: s.pad,
      bias: random([s.outChannels], s.seed + 2),
      activation: "relu",
    }),
  "dilated conv2d": (s) => tf.conv2d(image(s), filter(s), 1, "same", "NHWC", s.dilation),
  "conv2d's filter gradient": (s) => gradient(filter(s), (w) => tf.conv2d(image(s), w, s.stride, s.pad)),
  "conv2d's input gradient": (s) => gradient(image(s), (x) => tf.conv2d(x, filter(s), s.stride, s.pad)),
  "conv2d's input gradient, with stride one": (s) =>
    gradient(image(s), (x) => tf.conv2d(x, filter(s), 1, s.pad)),
  "conv2d's input gradient, with numeric padding": (s) =>
    gradient(image(s), (x) => tf.conv2d(x, filter({ ...s, columns: s.rows }), s.stride[0], s.batch)),
  "conv2d's input gradient, with infinities": (s) =>
    gradient(image(s), (x) =>
      tf.conv2d(x, filter(s), s.stride, s.pad).mul(tf.scalar(1).div(image(s).mean().round())),
    ),
  "conv2d's input gradient, with an infinite filter": (s) =>
    gradient(image(s), (x) => tf.conv2d(x, filter(s).div(0) as tf.Tensor4D, s.stride, s.pad)),
  conv2dTranspose: (s) =>
    tf.conv2dTranspose(
      image(s),
      random([s.rows, s.columns, s.outChannels, s.inChannels], 5),
      [s.batch, s.height * s.stride[0], s.width * s.stride[1], s.outChannels],
      s.stride,
      "same",
    ),
  "conv2d's filter gradient, most output gradients being zero": (s) =>
    gradient(filter(s), (w) => tf.conv2d(image(s), w, s.stride, s.pad).sub(0.8).relu()),
  "conv2d's filter gradient, with infinities and zeros": (s) =>
    gradient(filter(s), (w) =>
      tf.conv2d(image(s).div(image(s).round()) as tf.Tensor4D, w as tf.Tensor4D, s.stride, s.pad).mul(0),
    ),
  "maxPool of 2 × 2": (s) => tf.maxPool(padded(s), 2, s.stride, s.pad),
  "maxPool of 2 × 2, of NaN and infinities": (s) =>
    tf.maxPool(padded(s).mul(2).round().div(0) as tf.Tensor4D, 2, s.stride, "valid"),
  "maxPool's gradient, adjacent windows": (s) => gradient(padded(s), (x) => tf.maxPool(x, 2, 2, s.pad)),
  "maxPool's gradient, windows with gaps": (s) =>
    gradient(image(s), (x) => tf.maxPool(x, [s.rows, s.columns], [s.rows + 1, s.columns], s.pad)),
  maxPool: (s) => tf.maxPool(image(s), [s.rows, s.columns], s.stride, s.pad),
  "maxPool's gradient, with negative maxima": (s) =>
    gradient(image(s), (x) => tf.maxPool(x, [s.rows, s.columns], s.stride, s.pad)),
  "maxPool's gradient with equal values": (s) =>
    gradient(image(s).round(), (x) => tf.maxPool(x, [s.rows, s.columns], s.stride, s.pad)),
  "maxPool's gradient with NaN and infinities": (s) =>
    gradient(image(s).mul(2).round().div(0), (x) => tf.maxPool(x, [s.rows, s.columns], s.stride, s.pad)),
  "avgPool's gradient": (s) => gradient(image(s), (x) => tf.avgPool(x, [s.rows, s.columns], s.stride, s.pad)),
  "gather along the first axis": (s) =>
    tf.gather(image(s), tf.randomUniform([s.height], 0, s.batch, "float32", s.seed).floor().toInt()),
  "gather of integers along another axis": (s) =>
    tf.gather(image(s).mul(100).toInt(), tf.tensor1d([0, s.height - 1], "int32"), 1),
  "cast to the same type": (s) => image(s).cast("float32").add(image(s)),
  "cast to integers": (s) => image(s).mul(10).cast("int32"),
  "slice along the first axis": (s) => image(s).slice([s.batch - 1], [1]),
  "slice of one entry, along the second axis": (s) =>
    image(s).slice([s.batch - 1, s.height >> 1], [1, s.height - (s.height >> 1)]),
  "slice of a row": (s) => random([s.height * s.width], s.seed).slice(s.height - 1, s.width),
  "slice of integers": (s) => image(s).mul(100).toInt().slice(0, s.batch),
  "slice within every axis": (s) => image(s).slice([0, s.height - 1, 0, s.inChannels - 1], [-1, 1, -1, 1]),
  "a bias added": (s) => image(s).add(random([s.inChannels], s.seed + 3)),
  "a bias of rank 4 added": (s) => image(s).add(random([1, 1, 1, s.inChannels], s.seed + 3)),
  "a bias added to a row": (s) => random([s.inChannels], s.seed).add(random([s.inChannels], s.seed + 3)),
  "columns added": (s) => image(s).add(random([s.height, s.width, 1], s.seed + 3)),
  "a product with the first matrix transposed": (s) =>
    tf.matMul(random([s.height, s.width], s.seed), random([s.height, s.inChannels], 5), true, false),
  "a product with the second matrix transposed": (s) =>
    tf.matMul(random([s.height, s.width], s.seed), random([s.inChannels, s.width], 5), false, true),
  "a batch of products": (s) =>
    tf.matMul(
      random([s.batch, s.height, s.width], s.seed),
      random([s.batch, s.height, s.inChannels], 5),
      true,
      false,
    ),
  "a product of two matrices": (s) =>
    tf.matMul(random([s.height, s.width], s.seed), random([s.width, s.inChannels], 5)),
  "a product in a batch of one": (s) =>
    tf.matMul(random([1, s.height, s.width], s.seed), random([1, s.width, s.inChannels], 5)),
  "a product of a batch with one matrix": (s) =>
    tf.matMul(random([s.batch, s.height, s.width], s.seed), random([1, s.width, s.inChannels], 5)),
  "a product of large matrices": (s) => tf.matMul(random([3, 300], s.seed), random([300, 120], 5)).div(20),
  "a product with both matrices transposed": (s) =>
    tf.matMul(random([s.width, s.height], s.seed), random([s.inChannels, s.width], 5), true, true),
  "a sum, difference, product and quotient": (s) => {
    const [a, b] = [image(s), random([s.batch, s.height, s.width, s.inChannels], s.seed + 3)];
    return a.add(b).sub(a.mul(b)).div(b.add(3));
  },
  "an image and a scalar": (s) =>
    tf
      .scalar(2)
      .sub(image(s))
      .div(tf.tensor1d([3]))
      .mul(0.5),
  "a scalar of higher rank than the tensor": (s) => random([s.width], s.seed).mul(tf.ones([1, 1, 1]).mul(2)),
  "rows and one scalar per row": (s) => {
    const [a, column] = [random([s.height, s.width], s.seed), random([s.height, 1], s.seed + 3)];
    return a.div(column.add(3)).sub(tf.sub(column, a));
  },
  "a column and a row": (s) => random([s.height, 1], s.seed).mul(random([1, s.width], s.seed + 3)),
  "a quotient of integers": (s) => image(s).mul(9).toInt().div(tf.scalar(2, "int32")),
  "ReLU's gradient": (s) => gradient(image(s), (x) => tf.relu(x)),
  "ReLU's gradient with zeros, NaN and infinities": (s) =>
    gradient(image(s).round().div(image(s).mul(2).round()), (x) => tf.relu(x)),
  "clipping's gradient": (s) => gradient(image(s), (x) => tf.clipByValue(x, -0.5, 0.25)),
  "the gradient of a gradient, through ReLU": (s) =>
    gradient(image(s), (x) => tf.grad((a) => tf.relu(a).mul(a).mul(a))(x)),
  "the gradient of a gradient, through a convolution": (s) =>
    gradient(image(s), (x) =>
      tf.grad((a) => tf.tanh(tf.conv2d(a as tf.Tensor4D, filter(s), 1, "same")).square())(x),
    ),
  "the gradient with respect to a variable that is assigned during the forward pass": (s) => {
    const weight = tf.variable(random([s.inChannels], s.seed + 3));
    const result = gradient(image(s), (x) => {
      const y = x.mul(weight).square();
      weight.assign(tf.zerosLike(weight));
      return y;
    });
    weight.dispose();
    return result;
  },
  "sum over the last axis": (s) => image(s).sum(-1),
  "sum over the last axes, with keepDims": (s) => image(s).sum([3, 2], true),
  "sum over all": (s) => image(s).sum(),
  "sum over the first axes": (s) => image(s).sum([0, 1, 2]),
  "sum over the first axis, with keepDims": (s) => image(s).sum(0, true),
  "mean over the first axis": (s) => image(s).mean(0),
  "mean over the first axes, with keepDims": (s) => image(s).mean([0, 1], true),
  "mean over other axes": (s) => image(s).mean([1, 3]),
  "mean over the first axes": (s) => image(s).mean([0, 1]),
  "mean over the first axis, with keepDims": (s) => image(s).mean(0, true),
  "mean of many": (s) => tf.moments(random([700, s.width], s.seed), 0).variance,
  "sum over other axes": (s) => image(s).sum([1, 3]),
  "resizeNearestNeighbor's gradient": (s) =>
    gradient(image(s), (x) => tf.image.resizeNearestNeighbor(x, [s.height * 2, s.width * 3])),
};

describe("WASM gives what the CPU backend gives:", () => {
  beforeAll(() => start("wasm"), 600_000);

  for (const [name, operation] of Object.entries(operations)) {
    test(name, { timeout: 1_200_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(shape, async (s) => {
          const run = async (backend: "wasm" | "cpu") => {
            await tf.setBackend(backend);
            return tf.tidy(() => {
              const result = operation(s);
              return { shape: result.shape, dtype: result.dtype, values: Array.from(result.dataSync()) };
            });
          };
          const [wasm, cpu] = [await run("wasm"), await run("cpu")];
          expect([wasm.shape, wasm.dtype]).toEqual([cpu.shape, cpu.dtype]);
          for (const [index, value] of wasm.values.entries()) {
            const wanted = cpu.values[index] ?? 0;
            if (Object.is(value, wanted) || value === wanted || Math.abs(value - wanted) < 1e-4) continue;
            // Only what fails: an assertion for each of millions of values takes longer than computing them.
            expect(value, `value ${index}`).toBe(wanted);
          }
        }),
        { numRuns: runs(100) },
      );
    });
  }

  test("an index out of range is rejected by TensorFlow.js", async () => {
    await tf.setBackend("wasm");
    expect(() => tf.gather(tf.ones([3, 2]), tf.tensor1d([3], "int32"))).toThrow(
      "the index value 3 is not in [0, 2]",
    );
  });

  test("means and deviations of a whole dataset are precise", async () => {
    await tf.setBackend("wasm");
    const [rows, columns] = [30_000, 6];
    const values = Float32Array.from(
      { length: rows * columns },
      (_, index) => (Math.imul(index, 2654435761) >>> 0) % 256,
    );
    const { mean, variance } = tf.moments(tf.tensor2d(values, [rows, columns]), 0);
    const [means, variances] = [await mean.data(), await variance.data()];
    for (let column = 0; column < columns; column += 1) {
      const own = values.filter((_, index) => index % columns === column);
      const exactMean = own.reduce((sum, value) => sum + value, 0) / rows;
      const exactVariance = own.reduce((sum, value) => sum + (value - exactMean) ** 2, 0) / rows;
      expect(Math.abs((means[column] ?? 0) / exactMean - 1)).toBeLessThan(1e-6);
      expect(Math.abs((variances[column] ?? 0) / exactVariance - 1)).toBeLessThan(1e-6);
    }
  });
});
