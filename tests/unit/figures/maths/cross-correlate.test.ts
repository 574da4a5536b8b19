import * as tf from "@tensorflow/tfjs";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { crossCorrelate, outputShape, termsAt } from "../../../../src/figures/maths/cross-correlate.ts";
import { kernel, squareKernel } from "../../../../src/figures/maths/kernel.ts";
import { padAll, samePadding } from "../../../../src/figures/maths/padding.ts";
import { valueAt, volume } from "../../../../src/figures/maths/volume.ts";
import { kernels, volumes } from "./arbitraries.ts";
import { computed, distance, toFilter, toTensor, useCpu } from "./tensors.ts";

beforeAll(useCpu);

const inputAndKernel = volumes().chain((input) => fc.tuple(fc.constant(input), kernels(input.channels)));
const padding = fc.record({
  top: fc.integer({ min: 0, max: 3 }),
  right: fc.integer({ min: 0, max: 3 }),
  bottom: fc.integer({ min: 0, max: 3 }),
  left: fc.integer({ min: 0, max: 3 }),
});
// TensorFlow.js rejects a stride and a dilation above 1 together.
const strideAndDilation = fc.oneof(
  fc.record({ stride: fc.integer({ min: 1, max: 3 }), dilation: fc.constant(1) }),
  fc.record({ stride: fc.constant(1), dilation: fc.integer({ min: 1, max: 3 }) }),
);

describe("crossCorrelate", () => {
  test("agrees with tf.conv2d for any padding, stride, dilation and channels", () => {
    fc.assert(
      fc.property(
        inputAndKernel,
        padding,
        strideAndDilation,
        ([input, weights], cells, { stride, dilation }) => {
          const sliding = { padding: cells, stride, dilation };
          const [height, width] = outputShape(input, weights, sliding);
          fc.pre(height > 0 && width > 0);
          const ours = crossCorrelate(input, weights, sliding);
          const theirs = computed(() =>
            tf.conv2d(
              toTensor(input).pad([
                [cells.top, cells.bottom],
                [cells.left, cells.right],
                [0, 0],
              ]),
              toFilter(weights),
              stride,
              "valid",
              "NHWC",
              dilation,
            ),
          );
          expect([ours.height, ours.width, ours.channels]).toEqual(theirs.shape);
          expect(distance(ours.values, theirs.values)).toBeLessThan(1e-2);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("agrees with tf.conv2d for 'same' padding", () => {
    fc.assert(
      fc.property(
        volumes(),
        fc.integer({ min: 1, max: 4 }),
        strideAndDilation,
        (input, side, { stride, dilation }) => {
          const weights = kernel(
            [side, side, input.channels, 1],
            Array.from({ length: side * side * input.channels }, (_, index) => index - 3),
          );
          const sliding = { padding: samePadding(input, side, stride, dilation), stride, dilation };
          const ours = crossCorrelate(input, weights, sliding);
          const theirs = computed(() =>
            tf.conv2d(toTensor(input), toFilter(weights), stride, "same", "NHWC", dilation),
          );
          expect([ours.height, ours.width, ours.channels]).toEqual(theirs.shape);
          expect(distance(ours.values, theirs.values)).toBeLessThan(1e-2);
        },
      ),
      { numRuns: 100 },
    );
  });

  test("every output is the sum of its terms, and terms in the padding are 0", () => {
    fc.assert(
      fc.property(
        inputAndKernel,
        padding,
        strideAndDilation,
        ([input, weights], cells, { stride, dilation }) => {
          const sliding = { padding: cells, stride, dilation };
          const output = crossCorrelate(input, weights, sliding);
          for (let row = 0; row < output.height; row++) {
            for (let column = 0; column < output.width; column++) {
              const terms = termsAt(input, weights, sliding, { row, column });
              const sum = terms.reduce((total, term) => total + term.product, 0);
              expect(sum).toBeCloseTo(valueAt(output, row, column), 6);
              expect(terms.filter((term) => term.padded).every((term) => term.input === 0)).toBe(true);
            }
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  test("does not flip the kernel", () => {
    const input = volume(1, 3, 1, [1, 2, 3]);
    const weights = kernel([1, 2, 1, 1], [10, 1]);
    expect([...crossCorrelate(input, weights).values]).toEqual([12, 23]);
  });

  test("is empty where the kernel does not fit", () => {
    const output = crossCorrelate(volume(2, 2, 1, [1, 2, 3, 4]), squareKernel(new Array(9).fill(1)));
    expect([output.height, output.width]).toEqual([0, 0]);
    const padded = { padding: padAll(1) };
    expect([
      ...crossCorrelate(volume(1, 1, 1, [5]), squareKernel(new Array(9).fill(1)), padded).values,
    ]).toEqual([5]);
  });

  test("rejects channels that do not match", () => {
    expect(() => crossCorrelate(volume(1, 1, 2, [1, 2]), squareKernel([1]))).toThrow(
      "The kernel expects 1 input channels, but the input has 2.",
    );
  });
});
