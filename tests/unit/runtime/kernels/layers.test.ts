import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { resetState } from "../../../../src/runtime/library/reset-state.ts";
import { nadam } from "../../../../src/runtime/optimizers/nadam.ts";
import { start } from "../start.ts";

type Layers = () => tf.layers.Layer[];
const { layers } = tf;
const image = { inputShape: [8, 8, 2] };
const sequence = { inputShape: [6, 3] };
const head = (): tf.layers.Layer[] => [layers.flatten(), layers.dense({ units: 1 })];
const onImage =
  (make: () => tf.layers.Layer[]): Layers =>
  () => [layers.conv2d({ filters: 3, kernelSize: 3, ...image }), ...make(), ...head()];
const onSequence =
  (make: () => tf.layers.Layer[]): Layers =>
  () => [layers.dense({ units: 3, ...sequence }), ...make(), ...head()];

/** The layers of typical Sequential models. */
const models: Readonly<Record<string, Layers>> = {
  "conv2d with strides": onImage(() => [
    layers.conv2d({ filters: 2, kernelSize: [3, 2], strides: [2, 1], padding: "same" }),
  ]),
  conv2dTranspose: onImage(() => [
    layers.conv2dTranspose({ filters: 2, kernelSize: 3, strides: 2, padding: "same" }),
  ]),
  separableConv2d: onImage(() => [layers.separableConv2d({ filters: 4, kernelSize: 3, depthMultiplier: 2 })]),
  depthwiseConv2d: onImage(() => [layers.depthwiseConv2d({ kernelSize: 3, padding: "same" })]),
  conv1d: onSequence(() => [layers.conv1d({ filters: 4, kernelSize: 3, padding: "same" })]),
  maxPooling2d: onImage(() => [layers.maxPooling2d({ poolSize: [3, 2], strides: 2, padding: "same" })]),
  averagePooling2d: onImage(() => [layers.averagePooling2d({ poolSize: 2, strides: 1, padding: "same" })]),
  "pooling in one dimension": onSequence(() => [
    layers.maxPooling1d({ poolSize: 2 }),
    layers.averagePooling1d({ poolSize: 2 }),
  ]),
  globalAveragePooling2d: onImage(() => [layers.globalAveragePooling2d({}), layers.repeatVector({ n: 2 })]),
  globalMaxPooling2d: onImage(() => [layers.globalMaxPooling2d({}), layers.repeatVector({ n: 2 })]),
  batchNormalization: onImage(() => [layers.batchNormalization()]),
  layerNormalization: onImage(() => [layers.layerNormalization()]),
  dropout: onImage(() => [layers.dropout({ rate: 0.4 }), layers.dropout({ rate: 0.1 })]),
  "noise and alpha dropout": onImage(() => [
    layers.gaussianNoise({ stddev: 0.1 }),
    layers.gaussianDropout({ rate: 0.2 }),
    layers.alphaDropout({ rate: 0.2 }),
  ]),
  upSampling2d: onImage(() => [layers.upSampling2d({ size: [2, 2] })]),
  "padding and cropping": onImage(() => [
    layers.zeroPadding2d({ padding: 1 }),
    layers.cropping2D({
      cropping: [
        [1, 0],
        [0, 1],
      ],
    }),
  ]),
  "reshape and permute": onImage(() => [
    layers.reshape({ targetShape: [12, 9] }),
    layers.permute({ dims: [2, 1] }),
  ]),
  simpleRNN: onSequence(() => [layers.simpleRNN({ units: 3, returnSequences: true })]),
  lstm: onSequence(() => [layers.lstm({ units: 3 }), layers.repeatVector({ n: 2 })]),
  gru: onSequence(() => [layers.gru({ units: 3 }), layers.repeatVector({ n: 2 })]),
  bidirectional: onSequence(() => [
    layers.bidirectional({ layer: layers.lstm({ units: 2 }) as tf.RNN, mergeMode: "concat" }),
    layers.repeatVector({ n: 2 }),
  ]),
  timeDistributed: onSequence(() => [layers.timeDistributed({ layer: layers.dense({ units: 2 }) })]),
  embedding: () => [layers.embedding({ inputDim: 10, outputDim: 3, inputLength: 5 }), ...head()],
  "layers of activation": onImage(() => [
    layers.leakyReLU(),
    layers.elu(),
    layers.prelu({}),

    layers.reLU({ maxValue: 6 }),
    layers.softmax({ axis: -1 }),
  ]),
  ...Object.fromEntries(
    (
      [
        "elu",
        "hardSigmoid",
        "relu",
        "relu6",
        "selu",
        "sigmoid",
        "softmax",
        "softplus",
        "softsign",
        "tanh",
        "swish",
        "mish",
        "gelu",
      ] as const
    ).map((activation): [string, Layers] => [
      activation,
      onImage(() => [layers.conv2d({ filters: 2, kernelSize: 2, activation })]),
    ]),
  ),
  regularizers: onImage(() => [
    layers.conv2d({ filters: 2, kernelSize: 2, kernelRegularizer: tf.regularizers.l1l2() }),
  ]),
  constraints: onImage(() => [
    layers.conv2d({ filters: 2, kernelSize: 2, kernelConstraint: tf.constraints.maxNorm({}) }),
  ]),
};

async function train(
  backend: "wasm" | "cpu",
  make: Layers,
  optimizer: () => tf.Optimizer,
  loss: string,
): Promise<number[]> {
  await tf.setBackend(backend);
  resetState(3);
  const model = tf.sequential({ layers: make() });
  model.compile({ optimizer: optimizer(), loss });
  const [, ...inputShape] = model.inputs[0]?.shape ?? [];
  const shape = [5, ...inputShape.map((size) => size ?? 1)];
  const x = shape.length === 2 ? tf.randomUniform(shape, 0, 10, "int32") : tf.randomUniform(shape, -1, 1);
  const { history } = await model.fit(x, tf.randomUniform([5, 1]), { epochs: 2, batchSize: 3, verbose: 0 });
  const weights = model.getWeights().flatMap((weight) => Array.from(weight.dataSync()));
  model.dispose();
  return [...(history["loss"] ?? []).map(Number), ...weights];
}

async function compare(make: Layers, optimizer: () => tf.Optimizer, loss: string): Promise<void> {
  await start("wasm");
  const [wasm, cpu] = [await train("wasm", make, optimizer, loss), await train("cpu", make, optimizer, loss)];
  expect(wasm.length).toBe(cpu.length);
  for (const [index, value] of wasm.entries()) {
    const expected = cpu[index] ?? Number.NaN;
    expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-4 * Math.max(1, Math.abs(expected)));
  }
}

describe("training on WASM gives what the CPU backend gives:", () => {
  for (const [name, make] of Object.entries(models)) {
    test(name, { timeout: 20_000 }, () => compare(make, () => tf.train.sgd(0.01), "meanSquaredError"));
  }

  const dense: Layers = () => [layers.dense({ units: 3, inputShape: [4, 2], activation: "relu" }), ...head()];
  for (const loss of [
    "meanSquaredError",
    "meanAbsoluteError",
    "meanAbsolutePercentageError",
    "meanSquaredLogarithmicError",
    "squaredHinge",
    "hinge",
    "logcosh",
    "kullbackLeiblerDivergence",
    "cosineProximity",
  ]) {
    test(`the loss ${loss}`, () => compare(dense, () => tf.train.sgd(0.01), loss));
  }
  const probabilities: Layers = () => [
    layers.flatten({ inputShape: [4, 2] }),
    layers.dense({ units: 1, activation: "sigmoid" }),
  ];
  for (const loss of ["binaryCrossentropy", "poisson"]) {
    test(`the loss ${loss}`, () => compare(probabilities, () => tf.train.sgd(0.1), loss));
  }

  const optimizers: Readonly<Record<string, () => tf.Optimizer>> = {
    adagrad: () => tf.train.adagrad(0.1),
    adadelta: () => tf.train.adadelta(0.1),
    adam: () => tf.train.adam(0.01),
    adamax: () => tf.train.adamax(0.01),
    momentum: () => tf.train.momentum(0.01, 0.9),
    nesterov: () => tf.train.momentum(0.01, 0.9, true),
    rmsprop: () => tf.train.rmsprop(0.01),
    nadam: () => nadam(0.01),
  };
  for (const [name, optimizer] of Object.entries(optimizers)) {
    test(`the optimizer ${name}`, () => compare(dense, optimizer, "meanSquaredError"));
  }
});
