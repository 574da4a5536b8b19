import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { modelKey, multiplications } from "../../../../../src/runtime/backends/calibration/model-key.ts";

function network(filters = 4, optimizer = "adam", trainable = true): tf.Sequential {
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ filters, kernelSize: 3, inputShape: [8, 8, 1], trainable }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 2, activation: "softmax" }),
    ],
  });
  model.compile({ optimizer, loss: "categoricalCrossentropy" });
  return model;
}

describe("the key of a model", () => {
  beforeAll(() => tf.setBackend("cpu"));

  test("is the same for equal models, even if their layers have other names", () => {
    expect(modelKey(network(), 32, true)).toBe(modelKey(network(), 32, true));
  });

  test("differs if the cost of a step differs", () => {
    const keys = [
      modelKey(network(), 32, true),
      modelKey(network(), 64, true),
      modelKey(network(), 32, false),
      modelKey(network(8), 32, true),
      modelKey(network(4, "sgd"), 32, true),
      modelKey(network(4, "adam", false), 32, true),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("depends on the connections of the layers", () => {
    const wired = (straight: boolean): tf.LayersModel => {
      const input = tf.input({ shape: [4] });
      const [one, other] = [tf.layers.dense({ units: 4 }), tf.layers.dense({ units: 4 })];
      const first = one.apply(input) as tf.SymbolicTensor;
      const second = other.apply(straight ? first : input) as tf.SymbolicTensor;
      const model = tf.model({
        inputs: input,
        outputs: tf.layers.add().apply([first, second]) as tf.SymbolicTensor,
      });
      model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
      return model;
    };
    expect(modelKey(wired(true), 32, true)).not.toBe(modelKey(wired(false), 32, true));
  });
});

test("multiplications are counted at every position of a layer", () => {
  const dense = 6 * 6 * 4 * 2 + 2;
  expect(multiplications(network())).toBe((3 * 3 * 4 + 4) * 8 * 8 + dense);
});
