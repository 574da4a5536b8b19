import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { start } from "../start.ts";

/** What lies outside of what a kernel is made for, which TensorFlow.js computes, or refuses, as it does without us. */
type Work = () => tf.Tensor | readonly tf.Tensor[];

async function told(backend: "wasm" | "cpu", work: Work): Promise<readonly unknown[]> {
  await tf.setBackend(backend);
  try {
    const found = work();
    return [found].flat().flatMap((tensor) => [tensor.dtype, tensor.shape, [...tensor.dataSync()]]);
  } catch (error) {
    return [error instanceof Error ? error.constructor.name : "thrown"];
  }
}

function stepped(optimizer: () => tf.Optimizer, gradient: () => tf.Tensor, value: () => tf.Tensor): Work {
  return () => {
    const variable = tf.variable(value());
    optimizer().applyGradients([{ name: variable.name, tensor: gradient() }]);
    return variable;
  };
}

function steppedTwice(optimizer: () => tf.Optimizer): Work {
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

const works: Readonly<Record<string, Work>> = {
  ...Object.fromEntries(
    Object.entries(optimizers).flatMap(([name, make]): [string, Work][] => [
      [
        `${name}, a gradient that broadcasts`,
        stepped(
          make,
          () => tf.scalar(0.5),
          () => tf.ones([8]),
        ),
      ],
      [`${name}, the state of other variables`, steppedTwice(make)],
    ]),
  ),
  "SGD of a variable of whole numbers": stepped(
    () => tf.train.sgd(0.1),
    () => tf.ones([3]),
    () => tf.tensor1d([1, 2, 3], "int32"),
  ),
  ...Object.fromEntries(
    [
      [false, false],
      [true, false],
      [false, true],
    ].map(([turnedA, turnedB]): [string, Work] => [
      `a product of matrices that do not fit together, turned: ${turnedA}, ${turnedB}`,
      () => tf.matMul(tf.ones([2, 3]), tf.ones(turnedA || turnedB ? [3, 2] : [2, 3]), turnedA, turnedB),
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
  "leaky ReLU of a convolution, its slope not said": () =>
    tf.fused.conv2d({
      x: tf.tensor4d([-1, 2], [1, 1, 2, 1]),
      filter: tf.ones<tf.Rank.R4>([1, 1, 1, 1]),
      strides: 1,
      pad: "valid",
      activation: "leakyrelu",
      leakyreluAlpha: 0,
    }),
};

describe("beyond what a kernel is made for, as on the CPU backend:", () => {
  beforeAll(() => start("wasm"), 60_000);

  for (const [name, work] of Object.entries(works)) {
    test(name, async () => {
      const found = await told("wasm", work);
      const wanted = await told("cpu", work);
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

  test("a convolution without output columns has gradients of nothing but zeros", async () => {
    await tf.setBackend("wasm");
    const gradients = tf.grads((x: tf.Tensor, w: tf.Tensor) =>
      tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, "valid"),
    )([tf.ones([1, 5, 2, 2]), tf.ones([3, 3, 2, 2])]);
    for (const gradient of gradients)
      expect([...gradient.dataSync()].every((value) => value === 0)).toBe(true);
  });

  test("a bias that is not one number for each output channel is refused, as TensorFlow.js does on WASM", async () => {
    await tf.setBackend("wasm");
    const convolved = (bias: tf.Tensor): tf.Tensor =>
      tf.fused.conv2d({
        x: tf.ones<tf.Rank.R4>([1, 1, 1, 1]),
        filter: tf.ones<tf.Rank.R4>([1, 1, 1, 3]),
        strides: 1,
        pad: "valid",
        bias,
      });
    expect([...convolved(tf.tensor1d([1, 2, 3])).dataSync()]).toEqual([2, 3, 4]);
    expect(() => convolved(tf.tensor1d([10]))).toThrow(/bias shape/);
  });
});
