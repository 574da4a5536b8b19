import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { resetState } from "../../../../src/runtime/library/reset-state.ts";
import { whyLastNotCompiled, whyNotCompiled } from "../../../../src/runtime/training/compiled-steps.ts";
import { start } from "../start.ts";

const { layers } = tf;

/** Applies layers one after the other. */
function chain(input: tf.SymbolicTensor, ...all: tf.layers.Layer[]): tf.SymbolicTensor {
  return all.reduce((values, layer) => layer.apply(values) as tf.SymbolicTensor, input);
}

function block(input: tf.SymbolicTensor, filters: number, strides: number): tf.SymbolicTensor {
  const convolution = (size: number, step: number) =>
    layers.conv2d({ filters, kernelSize: size, strides: step, padding: "same", useBias: false });
  const inside = chain(
    input,
    convolution(3, strides),
    layers.batchNormalization(),
    layers.reLU(),
    convolution(3, 1),
    layers.batchNormalization(),
  );
  const shortcut = strides === 1 ? input : chain(input, convolution(1, strides), layers.batchNormalization());
  return chain(layers.add().apply([inside, shortcut]) as tf.SymbolicTensor, layers.reLU());
}

/** A small ResNet (He et al., 2015, https://arxiv.org/abs/1512.03385). */
function residualNetwork(): tf.LayersModel {
  const input = tf.input({ shape: [8, 8, 1] });
  const first = chain(input, layers.conv2d({ filters: 4, kernelSize: 3, padding: "same" }));
  const images = block(block(first, 4, 1), 8, 2);
  const outputs = chain(
    images,
    layers.globalAveragePooling2d({}),
    layers.dense({ units: 3, activation: "softmax", kernelRegularizer: tf.regularizers.l2() }),
  );
  return tf.model({ inputs: input, outputs });
}

/** Depthwise separable blocks (Howard et al., 2017, https://arxiv.org/abs/1704.04861). */
function mobileNetwork(): tf.LayersModel {
  const relu6 = () => layers.reLU({ maxValue: 6 });
  return tf.sequential({
    layers: [
      layers.conv2d({ filters: 4, kernelSize: 3, strides: 2, padding: "same", inputShape: [8, 8, 1] }),
      layers.batchNormalization(),
      relu6(),
      layers.zeroPadding2d({ padding: 1 }),
      layers.depthwiseConv2d({ kernelSize: 3, depthwiseInitializer: "heNormal" }),
      layers.batchNormalization(),
      relu6(),
      layers.conv2d({ filters: 8, kernelSize: 1 }),
      layers.separableConv2d({ filters: 8, kernelSize: 3, padding: "same", activation: "relu" }),
      layers.globalAveragePooling2d({}),
      layers.dropout({ rate: 0.2 }),
      layers.dense({ units: 3, activation: "softmax" }),
    ],
  });
}

/** Convolutions of several channels, which are computed in transformed tiles. */
function wideNetwork(): tf.LayersModel {
  const convolution = (filters: number, options: object) =>
    layers.conv2d({ filters, kernelSize: 3, padding: "same", ...options });
  return tf.sequential({
    layers: [
      convolution(8, { activation: "relu", inputShape: [8, 8, 1] }),
      convolution(12, { padding: "valid" }),
      layers.batchNormalization(),
      convolution(10, { activation: "relu" }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.flatten(),
      layers.dense({ units: 3, activation: "softmax" }),
    ],
  });
}

/** Like LeNet-5, whose average poolings take a batch as one tall image, and whose second convolution has tiles of 2 × 2. */
function lenet(): tf.LayersModel {
  const convolution = (filters: number, kernelSize: number, options: object) =>
    layers.conv2d({ filters, kernelSize, activation: "tanh", ...options });
  return tf.sequential({
    layers: [
      convolution(6, 5, { padding: "same", inputShape: [8, 8, 1] }),
      layers.averagePooling2d({ poolSize: 2 }),
      convolution(9, 5, { padding: "same" }),
      layers.averagePooling2d({ poolSize: [2, 1], strides: [2, 1] }),
      layers.flatten(),
      layers.dense({ units: 3, activation: "softmax" }),
    ],
  });
}

/** A frozen network with a new last layer, as in transfer learning. */
function transferredNetwork(): tf.LayersModel {
  const base = tf.sequential({
    layers: [
      layers.conv2d({ filters: 3, kernelSize: 3, activation: "relu", inputShape: [8, 8, 1] }),
      layers.batchNormalization(),
      layers.globalMaxPooling2d({}),
    ],
  });
  // TensorFlow.js ignores `base.trainable = false` of the first layer of a Sequential.
  for (const layer of base.layers) layer.trainable = false;
  return tf.sequential({ layers: [base, layers.dense({ units: 3, activation: "softmax" })] });
}

const networks = { residualNetwork, mobileNetwork, wideNetwork, lenet, transferredNetwork };

/** The weights of the first layer that has some. */
function filtersOf(model: tf.LayersModel): number[] {
  const layer = model.layers.find(({ weights }) => weights.length > 0);
  return Array.from(layer?.getWeights()[0]?.dataSync() ?? []);
}

type Trained = Awaited<ReturnType<typeof train>>;

function expectSame(actual: Trained, expected: Trained): void {
  for (const key of ["history", "weights", "evaluated", "predicted"] as const) {
    expect(actual[key].length, key).toBe(expected[key].length);
    const differences = actual[key].map((value, index) =>
      Math.abs(value - (expected[key][index] ?? Number.NaN)),
    );
    expect(Math.max(...differences), key).toBeLessThan(2e-3);
  }
}

async function train(make: () => tf.LayersModel, compiled: boolean, samples = 18, epochs = 3) {
  resetState(5);
  const model = make();
  model.compile({
    optimizer: tf.train.adam(0.01, 0.9, 0.999, 1e-4),
    loss: "sparseCategoricalCrossentropy",
    metrics: ["accuracy"],
  });
  if (compiled) expect(whyNotCompiled(model)).toBeNull();
  const x = tf.randomNormal([samples, 8, 8, 1], 0, 1, "float32", 3);
  const y = tf.tensor1d(Array.from({ length: samples }, (_, index) => (index * 7) % 3));
  const { history } = await model.fit(x, y, {
    epochs,
    batchSize: 5,
    verbose: 0,
    compiled,
    validationData: [x, y],
    callbacks: {
      onEpochBegin: async (epoch) => {
        // A schedule: the types of TensorFlow.js say that the rate is read-only.
        Reflect.set(model.optimizer, "learningRate", 0.01 / (epoch + 1));
      },
    },
  });
  const inner: unknown = Reflect.get(model, "model");
  if (compiled) expect(whyLastNotCompiled(inner instanceof tf.LayersModel ? inner : model)).toBeNull();
  return {
    history: Object.values(history).flat().map(Number),
    filters: filtersOf(model),
    weights: model.getWeights().flatMap((weight) => Array.from(weight.dataSync())),
    evaluated: (model.evaluate(x, y) as tf.Scalar[]).map((value) => value.dataSync()[0] ?? Number.NaN),
    predicted: Array.from((model.predict(x) as tf.Tensor).dataSync()),
  };
}

describe("networks that readers try next train as with TensorFlow.js's own step:", () => {
  beforeAll(() => start("wasm"), 600_000);

  for (const [name, make] of Object.entries(networks)) {
    test(name, async () => {
      const [compiled, stock] = [await train(make, true), await train(make, false)];
      expectSame(compiled, stock);
    });
  }

  test("wideNetwork, on the CPU backend", { timeout: 300_000 }, async () => {
    const compiled = await train(wideNetwork, true, 6, 1);
    await start("cpu");
    const stock = await train(wideNetwork, false, 6, 1);
    await start("wasm");
    expectSame(compiled, stock);
  });

  test("the filters of a frozen layer stay as they are, those of a trained one do not", async () => {
    for (const [make, isFrozen] of [
      [transferredNetwork, true],
      [residualNetwork, false],
    ] as const) {
      const { filters } = await train(make, true);
      resetState(5);
      const untrained = filtersOf(make());
      expect(untrained.length).toBeGreaterThan(0);
      expect(untrained.every((value, index) => value === filters[index])).toBe(isFrozen);
    }
  });
});
