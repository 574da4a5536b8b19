import * as tf from "@tensorflow/tfjs";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import {
  ACTIVATION_NAMES,
  ACTIVATIONS,
  type ActivationName,
} from "../../../../src/figures/maths/activation-functions.ts";
import { softmax } from "../../../../src/figures/maths/softmax.ts";
import { computed, distance, useCpu } from "./tensors.ts";

beforeAll(useCpu);

const THEIRS: Readonly<Record<ActivationName, (x: tf.Tensor) => tf.Tensor>> = {
  relu: tf.relu,
  "leaky-relu": (x) => tf.leakyRelu(x),
  elu: tf.elu,
  sigmoid: tf.sigmoid,
  tanh: tf.tanh,
  softplus: tf.softplus,
};
const points = fc.array(
  fc.integer({ min: -80, max: 80 }).map((eighth) => eighth / 8),
  { minLength: 1, maxLength: 30 },
);

describe.each(ACTIVATION_NAMES)("%s", (name) => {
  const activation = ACTIVATIONS[name];

  test("agrees with TensorFlow.js", () => {
    fc.assert(
      fc.property(points, (xs) => {
        const theirs = computed(() => THEIRS[name](tf.tensor1d(xs)));
        expect(distance(xs.map(activation.value), theirs.values)).toBeLessThan(1e-5);
      }),
    );
  });

  test("its derivative agrees with TensorFlow.js away from kinks", () => {
    fc.assert(
      fc.property(points, (all) => {
        const xs = all.filter((x) => !activation.kinks.includes(x));
        fc.pre(xs.length > 0);
        const theirs = computed(() => tf.grad((x) => THEIRS[name](x).sum())(tf.tensor1d(xs)));
        expect(distance(xs.map(activation.derivative), theirs.values)).toBeLessThan(1e-5);
      }),
    );
  });

  test("is finite far out", () => {
    for (const x of [-1000, 1000]) {
      expect(Number.isFinite(activation.value(x))).toBe(true);
      expect(Number.isFinite(activation.derivative(x))).toBe(true);
    }
  });
});

describe("softmax", () => {
  test("agrees with TensorFlow.js", () => {
    fc.assert(
      fc.property(points, (scores) => {
        const theirs = computed(() => tf.softmax(tf.tensor1d(scores)));
        expect(distance(softmax(scores), theirs.values)).toBeLessThan(1e-5);
      }),
    );
  });

  test("does not overflow", () => {
    expect(softmax([1000, 1000])).toEqual([0.5, 0.5]);
    expect(softmax([])).toEqual([]);
  });
});
