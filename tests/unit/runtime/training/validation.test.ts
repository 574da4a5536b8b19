import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { resetState } from "../../../../src/runtime/library/reset-state.ts";
import { installFitPatches, start } from "../start.ts";

type Fit = (model: tf.Sequential, args: tf.ModelFitArgs) => Promise<Seen>;

/** Everything that a reader can observe of a `fit`. */
interface Seen {
  readonly calls: readonly string[];
  readonly history: Readonly<Record<string, unknown>>;
  readonly epochs: readonly number[];
  readonly weights: readonly number[][];
  readonly leftBehind: number;
}

function makeModel(): tf.Sequential {
  resetState(5);
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 4, activation: "relu", inputShape: [3] }),
      tf.layers.dropout({ rate: 0.3 }),
      tf.layers.dense({ units: 2, activation: "softmax" }),
    ],
  });
  model.compile({ optimizer: "adam", loss: "sparseCategoricalCrossentropy", metrics: ["accuracy"] });
  return model;
}

const fit: Fit = async (model, args) => {
  const x = tf.randomNormal([50, 3], 0, 1, "float32", 1);
  const y = tf.tensor1d(Array.from({ length: 50 }, (_, index) => index % 2));
  const calls: string[] = [];
  const record = (name: string) => async (number: number, logs?: tf.Logs) => {
    calls.push(`${name} ${number} ${JSON.stringify(logs)}`);
  };
  const before = tf.memory().numTensors;
  const { history, epoch } = await model.fit(x, y, {
    epochs: 3,
    batchSize: 8,
    verbose: 0,
    callbacks: {
      onBatchBegin: record("batch begins"),
      onBatchEnd: record("batch ends"),
      onEpochBegin: record("epoch begins"),
      onEpochEnd: record("epoch ends"),
    },
    ...args,
  });
  const leftBehind = tf.memory().numTensors - before;
  const weights = model.getWeights().map((weight) => Array.from(weight.dataSync()));
  return { calls, history, epochs: epoch, weights, leftBehind };
};

const validation = (samples: number): [tf.Tensor, tf.Tensor] => [
  tf.randomNormal([samples, 3], 0, 1, "float32", 2),
  tf.tensor1d(Array.from({ length: samples }, (_, index) => index % 2)),
];

/** The ways of validating. */
const ways: Readonly<Record<string, () => tf.ModelFitArgs>> = {
  "validation data": () => ({ validationData: validation(37) }),
  "validation data of one sample": () => ({ validationData: validation(1) }),
  "a validation split": () => ({ validationSplit: 0.3 }),
  "an initial epoch": () => ({ validationSplit: 0.3, initialEpoch: 2 }),
  "no shuffling": () => ({ validationData: validation(20), shuffle: false }),
  "yields at each batch": () => ({ validationData: validation(20), yieldEvery: "batch" }),
  "no yields": () => ({ validationData: validation(20), yieldEvery: "never" }),
  "early stopping": () => ({
    epochs: 40,
    validationData: validation(20),
    callbacks: tf.callbacks.earlyStopping({ monitor: "val_loss", patience: 1 }),
  }),
};

describe("a validation that yields equals that of TensorFlow.js to the last bit:", () => {
  const backends = ["wasm", "cpu"] as const;
  const stock = new Map<string, Seen>();

  // Without the patches of `fit`, TensorFlow.js validates as it always does.
  beforeAll(async () => {
    await start("wasm");
    for (const backend of backends) {
      await tf.setBackend(backend);
      for (const [name, args] of Object.entries(ways)) {
        for (const compiled of [true, false])
          stock.set(`${backend} ${name} ${compiled}`, await fit(makeModel(), { ...args(), compiled }));
      }
    }
    await installFitPatches();
  }, 600_000);

  for (const backend of backends) {
    for (const [name, args] of Object.entries(ways)) {
      for (const compiled of backend === "wasm" ? [true, false] : [true]) {
        test(`${name}, on ${backend}${backend === "wasm" ? `, compiled: ${compiled}` : ""}`, async () => {
          await tf.setBackend(backend);
          const seen = await fit(makeModel(), { ...args(), compiled });
          expect(seen).toEqual(stock.get(`${backend} ${name} ${compiled}`));
        });
      }
    }
  }

  test("an evaluate within a callback is not mistaken for it", async () => {
    await tf.setBackend("wasm");
    const model = makeModel();
    const [x, y] = validation(20);
    const losses: number[] = [];
    const { history } = await model.fit(...validation(40), {
      epochs: 2,
      verbose: 0,
      validationData: [x, y],
      callbacks: {
        onEpochEnd: async () => {
          const [loss] = model.evaluate(x, y) as tf.Scalar[];
          losses.push(loss?.dataSync()[0] ?? Number.NaN);
        },
      },
    });
    expect(losses).toEqual(history["val_loss"]);
  });

  test("fit rejects with its errors", async () => {
    const model = makeModel();
    const wrong = model.fit(...validation(40), {
      verbose: 0,
      validationData: [tf.zeros([4, 5]), tf.zeros([4])],
    });
    await expect(wrong).rejects.toThrow("shape");
  });
});
