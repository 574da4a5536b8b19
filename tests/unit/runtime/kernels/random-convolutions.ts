import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { expect } from "vitest";

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
  .filter(({ height, width, kernelHeight, kernelWidth, pad }) => {
    if (pad === "same") return true;
    if (pad === "valid") return height >= kernelHeight && width >= kernelWidth;
    // TensorFlow.js computes the width of the output, too, from the height of the filter.
    return Math.min(height, width) - kernelHeight + 2 * pad >= 0;
  });

/** Of several channels, with filters of 3 × 3 or 5 × 5. The larger batches are computed in transformed tiles. */
export const wideConvolution = fc.constantFrom(3, 5).chain((taps) =>
  fc.record({
    batch: fc.constantFrom(2, 4, 16),
    height: fc.integer({ min: taps, max: 8 }),
    width: fc.integer({ min: taps, max: 8 }),
    inChannels: fc.constantFrom(6, 8, 12, 16, 17),
    outChannels: fc.constantFrom(8, 12, 16, 17),
    kernelHeight: fc.constant(taps),
    kernelWidth: fc.constant(taps),
    strideHeight: fc.constant(1),
    strideWidth: fc.constant(1),
    pad: fc.constantFrom<Pad>("same", "valid", 1, 2),
  }),
);

type Pad = "same" | "valid" | number;

function convolve(x: tf.Tensor4D, w: tf.Tensor4D, strides: [number, number], pad: Pad): tf.Tensor4D {
  return typeof pad === "number"
    ? tf.conv2d(x, w, strides, pad, "NHWC", 1, "floor")
    : tf.conv2d(x, w, strides, pad);
}

/** The gradients of Σ conv(x, w) · m with respect to x and w, on the current backend. */
export function gradients(x: tf.Tensor4D, w: tf.Tensor4D, strides: [number, number], pad: Pad) {
  const weights = tf.randomUniform(convolve(x, w, strides, pad).shape, -1, 1, "float32", 7);
  const loss = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
    convolve(a as tf.Tensor4D, b as tf.Tensor4D, strides, pad)
      .mul(weights)
      .sum();
  return tf
    .grads(loss)([x, w])
    .map((tensor) => ({ shape: tensor.shape, values: Array.from(tensor.dataSync()) }));
}

/** Expects random convolutions to have the same gradients on the WASM and CPU backends. */
export async function expectSameGradients(
  numRuns: number,
  examples = convolution,
  tolerance = 1e-4,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(examples, async (shape) => {
      const run = async (backend: "wasm" | "cpu") => {
        await tf.setBackend(backend);
        return tf.tidy(() => {
          const x = random([shape.batch, shape.height, shape.width, shape.inChannels], 3);
          const w = random([shape.kernelHeight, shape.kernelWidth, shape.inChannels, shape.outChannels], 5);
          return gradients(x, w, [shape.strideHeight, shape.strideWidth], shape.pad);
        });
      };
      const [wasm, cpu] = [await run("wasm"), await run("cpu")];
      wasm.forEach((gradient, index) => {
        expect(gradient.shape).toEqual(cpu[index]?.shape);
        for (const [at, value] of gradient.values.entries()) {
          const wanted = cpu[index]?.values[at] ?? Number.NaN;
          if (!(Math.abs(value - wanted) < tolerance)) expect(value, `value ${at}`).toBe(wanted);
        }
      });
    }),
    { numRuns },
  );
}

function random(shape: [number, number, number, number], seed: number): tf.Tensor4D {
  return tf.randomUniform<tf.Rank.R4>(shape, -1, 1, "float32", seed);
}
