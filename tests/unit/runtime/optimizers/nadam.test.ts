import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { nadam } from "../../../../src/runtime/optimizers/nadam.ts";
import { start } from "../start.ts";

/** Keras 3's formula for one number, step by step in float64. */
function byHand(value: number, gradient: (value: number) => number, steps: number): number {
  const [rate, beta1, beta2, epsilon] = [0.01, 0.9, 0.999, 1e-7];
  let [product, m, v] = [1, 0, 0];
  for (let t = 1; t <= steps; t++) {
    const g = gradient(value);
    const u = beta1 * (1 - 0.5 * 0.96 ** t);
    const next = beta1 * (1 - 0.5 * 0.96 ** (t + 1));
    product *= u;
    m += (g - m) * (1 - beta1);
    v += (g * g - v) * (1 - beta2);
    const mHat = (next * m) / (1 - product * next) + ((1 - u) * g) / (1 - product);
    value -= (rate * mHat) / (Math.sqrt(v / (1 - beta2 ** t)) + epsilon);
  }
  return value;
}

const square = (variable: tf.Variable) => () => variable.square().sum().asScalar();

describe("nadam", () => {
  beforeAll(() => start("wasm"));

  test("follows the formula of Keras 3", () => {
    const variable = tf.variable(tf.tensor1d([1, -2, 0.5]));
    const optimizer = nadam(0.01);
    for (let step = 0; step < 50; step++) optimizer.minimize(square(variable), false, [variable]);
    const expected = [1, -2, 0.5].map((value) => byHand(value, (x) => 2 * x, 50));
    for (const [index, value] of variable.dataSync().entries()) {
      expect(value).toBeCloseTo(expected[index] ?? Number.NaN, 5);
    }
  });

  test("continues from its saved weights", async () => {
    const [one, other] = [tf.variable(tf.scalar(3)), tf.variable(tf.scalar(3))];
    const first = nadam(0.1);
    for (let step = 0; step < 5; step++) first.minimize(square(one), false, [one]);
    other.assign(one.clone());
    const second = nadam(0.1);
    await second.setWeights(await first.getWeights());
    for (let step = 0; step < 5; step++) {
      first.minimize(square(one), false, [one]);
      second.minimize(square(other), false, [other]);
    }
    expect(other.dataSync()).toEqual(one.dataSync());
    await expect(second.setWeights((await first.getWeights()).slice(0, 2))).rejects.toThrow(
      "pairs of tensors",
    );
  });

  test("keeps two tensors per variable until it is disposed", () => {
    const variable = tf.variable(tf.ones([3, 3]));
    const before = tf.memory().numTensors;
    const optimizer = nadam();
    for (let step = 0; step < 3; step++) optimizer.minimize(square(variable), false, [variable]);
    expect(tf.memory().numTensors).toBe(before + 2);
    optimizer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test("is recreated from its configuration", () => {
    const config = nadam(0.5, 0.8, 0.9, 0.1).getConfig();
    const cls = tf.serialization.SerializationMap.getMap().classNameMap["Nadam"];
    expect(cls?.[0].className).toBe("Nadam");
    expect(cls?.[1](cls[0], config).getConfig()).toEqual(config);
  });

  test("rejects arguments out of range", () => {
    expect(() => nadam(-1)).toThrow("learningRate must be 0 or more, but is -1");
    expect(() => nadam(0.1, 1)).toThrow("beta1 must be in [0, 1), but is 1");
    expect(() => nadam(0.1, 0.9, Number.NaN)).toThrow("beta2");
    expect(() => nadam(0.1, 0.9, 0.99, -1)).toThrow("epsilon");
  });
});
