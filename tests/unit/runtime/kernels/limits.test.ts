import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { start } from "../start.ts";

/** A case that our kernels do not support, which TensorFlow.js must compute, or reject, as it does without them. */
type Case = () => tf.Tensor | readonly tf.Tensor[];

async function outcomeOf(backend: "wasm" | "cpu", run: Case): Promise<readonly unknown[]> {
  await tf.setBackend(backend);
  try {
    const found = run();
    return [found].flat().flatMap((tensor) => [tensor.dtype, tensor.shape, [...tensor.dataSync()]]);
  } catch (error) {
    return [error instanceof Error ? error.constructor.name : "thrown"];
  }
}

function step(optimizer: () => tf.Optimizer, gradient: () => tf.Tensor, value: () => tf.Tensor): Case {
  return () => {
    const variable = tf.variable(value());
    optimizer().applyGradients([{ name: variable.name, tensor: gradient() }]);
    return variable;
  };
}

function stepTwice(optimizer: () => tf.Optimizer): Case {
  return () => {
    const one = optimizer();
    const [few, many] = [tf.variable(tf.ones([2])), tf.variable(tf.ones([40]))];
    one.applyGradients([{ name: few.name, tensor: tf.ones([2]) }]);
    one.applyGradients([{ name: many.name, tensor: tf.ones([40]) }]);
    return many;
  };
}

const optimizers: Readonly<Record<string, () => tf.Optimizer>> = {
  SGD: () => tf.train.sgd(0.1),
  Momentum: () => tf.train.momentum(0.1, 0.9),
  RMSProp: () => tf.train.rmsprop(0.1),
  Adam: () => tf.train.adam(0.1),
};

const cases: Readonly<Record<string, Case>> = {
  ...Object.fromEntries(
    Object.entries(optimizers).flatMap(([name, make]): [string, Case][] => [
      [
        `${name}, a gradient that broadcasts`,
        step(
          make,
          () => tf.scalar(0.5),
          () => tf.ones([8]),
        ),
      ],
      [`${name}, the state of other variables`, stepTwice(make)],
    ]),
  ),
  "a slice beyond the end": () => tf.tensor1d([1, 2, 3]).slice(2, 5),
  "a slice that begins beyond the end": () => tf.tensor1d([1, 2, 3]).slice(4, 1),
  "a slice beyond the end of a row": () => tf.ones([2, 3]).slice([0, 1], [2, 3]),
  "a slice that begins before the rows": () => tf.ones([3, 4]).slice([0, -2], [3, 2]),
  "a slice beyond the last image": () => tf.ones([2, 3, 2, 2]).slice([1], [2]),
  "a padding that cuts off": () => tf.pad(tf.tensor1d([1, 2, 3]), [[-1, 0]]),
  "a padding that cuts off more than there is": () => tf.pad(tf.ones([3]), [[-5, 0]]),
  "a tensor repeated less than never": () => tf.tile(tf.ones([3]), [-1]),
  "a transposition that repeats an axis": () => tf.transpose(tf.range(0, 6).reshape([2, 3]), [0, 0]),
  "SGD of an integer variable": step(
    () => tf.train.sgd(0.1),
    () => tf.ones([3]),
    () => tf.tensor1d([1, 2, 3], "int32"),
  ),
  ...Object.fromEntries(
    [
      [false, false],
      [true, false],
      [false, true],
    ].map(([transposeA, transposeB]): [string, Case] => [
      `a product of matrices whose shapes do not match, transposed: ${transposeA}, ${transposeB}`,
      () =>
        tf.matMul(
          tf.ones([2, 3]),
          tf.ones(transposeA || transposeB ? [3, 2] : [2, 3]),
          transposeA,
          transposeB,
        ),
    ]),
  ),
  "gradients of a convolution without images": () =>
    tf.grads((x: tf.Tensor, w: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, "same"))([
      tf.zeros([0, 5, 5, 2]),
      tf.ones([3, 3, 2, 2]),
    ]),
  "gradients of a convolution of no channels": () =>
    tf.grads((x: tf.Tensor, w: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, "same"))([
      tf.zeros([1, 5, 5, 0]),
      tf.ones([3, 3, 0, 2]),
    ]),
  "leaky ReLU of a convolution, without a slope": () =>
    tf.fused.conv2d({
      x: tf.tensor4d([-1, 2], [1, 1, 2, 1]),
      filter: tf.ones<tf.Rank.R4>([1, 1, 1, 1]),
      strides: 1,
      pad: "valid",
      activation: "leakyrelu",
      leakyreluAlpha: 0,
    }),
};

describe("a case that the kernels do not support gives what the CPU backend gives:", () => {
  beforeAll(() => start("wasm"), 600_000);

  for (const [name, run] of Object.entries(cases)) {
    test(name, async () => {
      const found = await outcomeOf("wasm", run);
      const wanted = await outcomeOf("cpu", run);
      expect(found.length).toBe(wanted.length);
      for (const [index, part] of found.entries()) {
        if (!Array.isArray(part)) expect(part).toEqual(wanted[index]);
        else
          part.forEach(
            (value, at) => void expect(value).toBeCloseTo((wanted[index] as number[])[at] ?? Number.NaN, 5),
          );
      }
    });
  }

  test("the gradients of a convolution without output columns are zero", async () => {
    await tf.setBackend("wasm");
    const gradients = tf.grads((x: tf.Tensor, w: tf.Tensor) =>
      tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, "valid"),
    )([tf.ones([1, 5, 2, 2]), tf.ones([3, 3, 2, 2])]);
    for (const gradient of gradients)
      expect([...gradient.dataSync()].every((value) => value === 0)).toBe(true);
  });

  test("a bias that does not have one number per output channel is added as by the CPU backend", async () => {
    const convolved = (bias: tf.Tensor): tf.Tensor =>
      tf.fused.conv2d({
        x: tf.ones<tf.Rank.R4>([1, 1, 1, 1]),
        filter: tf.ones<tf.Rank.R4>([1, 1, 1, 3]),
        strides: 1,
        pad: "valid",
        bias,
      });
    for (const backend of ["wasm", "cpu"]) {
      await tf.setBackend(backend);
      expect([...convolved(tf.tensor1d([1, 2, 3])).dataSync()]).toEqual([2, 3, 4]);
      expect([...convolved(tf.tensor1d([10])).dataSync()]).toEqual([11, 11, 11]);
    }
  });
});
