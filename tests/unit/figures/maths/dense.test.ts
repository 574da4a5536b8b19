import * as tf from "@tensorflow/tfjs";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { dense, randomDenseWeights } from "../../../../src/figures/maths/dense.ts";
import { volumes } from "./arbitraries.ts";
import { computed, distance, toTensor, useCpu } from "./tensors.ts";

beforeAll(useCpu);

describe("dense", () => {
  test("agrees with tf.matMul", () => {
    fc.assert(
      fc.property(volumes(), fc.integer(), (input, seed) => {
        const inputs = input.values.length;
        const weights = randomDenseWeights(inputs, 6, seed);
        const theirs = computed(() =>
          tf.matMul(
            tf.tensor2d(Float32Array.from(weights.values), [6, inputs]),
            toTensor(input).reshape([inputs, 1]),
          ),
        );
        expect(distance(dense(input, weights, 2, 3).values, theirs.values)).toBeLessThan(1e-2);
      }),
    );
  });

  test("weights depend on the seed alone and lie between −1 and 1", () => {
    expect(randomDenseWeights(3, 4, 7)).toEqual(randomDenseWeights(3, 4, 7));
    expect(randomDenseWeights(3, 4, 8).values).not.toEqual(randomDenseWeights(3, 4, 7).values);
    expect(randomDenseWeights(50, 20, 1).values.every((value) => Math.abs(value) <= 1)).toBe(true);
  });

  test("rejects sizes that do not match", () => {
    expect(() =>
      dense(
        { height: 1, width: 1, channels: 1, values: Float64Array.of(1) },
        randomDenseWeights(2, 4, 1),
        2,
        2,
      ),
    ).toThrow("The layer has 2 inputs and 4 units, but got 1 inputs and a layout of 2 × 2.");
  });
});
