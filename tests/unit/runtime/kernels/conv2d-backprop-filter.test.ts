import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { runs } from "../../../support/runs.ts";
import { start } from "../start.ts";

const side = fc.integer({ min: 1, max: 9 });
const few = fc.integer({ min: 1, max: 4 });
const convolution = fc
  .record({
    batch: few,
    height: side,
    width: side,
    inChannels: few,
    outChannels: few,
    kernelHeight: few,
    kernelWidth: few,
    strideHeight: few,
    strideWidth: few,
    pad: fc.oneof(fc.constantFrom<"same" | "valid">("same", "valid"), fc.integer({ min: 0, max: 2 })),
  })
  // With a number as padding, TensorFlow.js computes the output's width by the height's filter and stride.
  .map((shape) =>
    typeof shape.pad === "number"
      ? { ...shape, kernelWidth: shape.kernelHeight, strideWidth: shape.strideHeight }
      : shape,
  )
  .filter(
    ({ height, width, kernelHeight, kernelWidth, pad }) =>
      pad === "same" ||
      Math.min(height - kernelHeight, width - kernelWidth) + (pad === "valid" ? 0 : 2 * pad) >= 0,
  );

type Pad = "same" | "valid" | number;

function convolve(x: tf.Tensor4D, w: tf.Tensor4D, strides: [number, number], pad: Pad): tf.Tensor4D {
  return typeof pad === "number"
    ? tf.conv2d(x, w, strides, pad, "NHWC", 1, "floor")
    : tf.conv2d(x, w, strides, pad);
}

/** The gradients of Σ conv(x, w) · m with respect to x and w, on the backend that runs. */
function gradients(x: tf.Tensor4D, w: tf.Tensor4D, strides: [number, number], pad: Pad) {
  const weights = tf.randomUniform(convolve(x, w, strides, pad).shape, -1, 1, "float32", 7);
  const loss = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
    convolve(a as tf.Tensor4D, b as tf.Tensor4D, strides, pad)
      .mul(weights)
      .sum();
  return tf
    .grads(loss)([x, w])
    .map((tensor) => ({ shape: tensor.shape, values: Array.from(tensor.dataSync()) }));
}

describe("Conv2DBackpropFilter on WASM", () => {
  beforeAll(() => start("wasm"));

  test("agrees with the CPU backend on random convolutions", { timeout: 1_200_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(convolution, async (shape) => {
        const run = async (backend: "wasm" | "cpu") => {
          await tf.setBackend(backend);
          return tf.tidy(() => {
            const x = tf.randomUniform<tf.Rank.R4>(
              [shape.batch, shape.height, shape.width, shape.inChannels],
              -1,
              1,
              "float32",
              3,
            );
            const w = tf.randomUniform<tf.Rank.R4>(
              [shape.kernelHeight, shape.kernelWidth, shape.inChannels, shape.outChannels],
              -1,
              1,
              "float32",
              5,
            );
            return gradients(x, w, [shape.strideHeight, shape.strideWidth], shape.pad);
          });
        };
        const [wasm, cpu] = [await run("wasm"), await run("cpu")];
        wasm.forEach((gradient, index) => {
          expect(gradient.shape).toEqual(cpu[index]?.shape);
          for (const [at, value] of gradient.values.entries()) {
            expect(value).toBeCloseTo(cpu[index]?.values[at] ?? Number.NaN, 4);
          }
        });
      }),
      { numRuns: runs(300) },
    );
  });

  test("leaves nothing behind", async () => {
    await tf.setBackend("wasm");
    const [x, w] = [tf.ones<tf.Rank.R4>([2, 5, 5, 3]), tf.ones<tf.Rank.R4>([3, 3, 3, 2])];
    const before = [tf.memory().numTensors, tf.engine().backend.numDataIds()];
    tf.tidy(() => void gradients(x, w, [2, 2], "same"));
    expect([tf.memory().numTensors, tf.engine().backend.numDataIds()]).toEqual(before);
  });
});
