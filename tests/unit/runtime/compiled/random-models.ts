import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { expect } from "vitest";
import { resetState } from "../../../../src/runtime/library/reset-state.ts";
import { nadam } from "../../../../src/runtime/optimizers/nadam.ts";
import { whyNotCompiled } from "../../../../src/runtime/training/compiled-steps.ts";

const { layers } = tf;

type Activation = "relu" | "elu" | "sigmoid" | "tanh" | "linear" | "softmax";
const activation = fc.constantFrom<Activation>("relu", "elu", "sigmoid", "tanh", "linear", "softmax");
const padding = fc.constantFrom<"same" | "valid">("same", "valid");
const small = fc.integer({ min: 1, max: 3 });

/** A layer on images, from which each model creates its own. */
type ImageLayer =
  | {
      readonly type: "convolution";
      readonly filters: number;
      readonly kernelSize: [number, number];
      readonly strides: number;
      readonly padding: "same" | "valid";
      readonly activation: Activation;
      readonly useBias: boolean;
    }
  | {
      readonly type: "maxPooling" | "averagePooling";
      readonly poolSize: [number, number];
      readonly strides: number;
      readonly padding: "same" | "valid";
    }
  | { readonly type: "activation"; readonly activation: Activation }
  | { readonly type: "dropout" | "leakyReLU" | "reLU" | "elu" | "softmax" };

const imageLayer: fc.Arbitrary<ImageLayer> = fc.oneof(
  fc.record({
    type: fc.constant("convolution" as const),
    filters: fc.integer({ min: 1, max: 9 }),
    kernelSize: fc.tuple(small, small),
    strides: small,
    padding,
    activation,
    useBias: fc.boolean(),
  }),
  fc.record({
    type: fc.constantFrom("maxPooling" as const, "averagePooling" as const),
    poolSize: fc.tuple(small, small),
    strides: small,
    padding,
  }),
  fc.record({ type: fc.constant("activation" as const), activation }),
  fc.record({
    type: fc.constantFrom(
      "dropout" as const,
      "leakyReLU" as const,
      "reLU" as const,
      "elu" as const,
      "softmax" as const,
    ),
  }),
);

function makeLayer(layer: ImageLayer): tf.layers.Layer {
  switch (layer.type) {
    case "convolution":
      return layers.conv2d({ ...layer, biasInitializer: "randomUniform" });
    case "maxPooling":
      return layers.maxPooling2d(layer);
    case "averagePooling":
      return layers.averagePooling2d(layer);
    case "activation":
      return layers.activation(layer);
    case "dropout":
      return layers.dropout({ rate: 0.3 });
    case "leakyReLU":
      return layers.leakyReLU({ alpha: 0.2 });
    case "reLU":
      return layers.reLU();
    case "elu":
      return layers.elu({ alpha: 0.6 });
    case "softmax":
      return layers.softmax({ axis: -1 });
  }
}

const optimizers = {
  sgd: () => tf.train.sgd(0.05),
  momentum: () => tf.train.momentum(0.02, 0.9),
  nesterov: () => tf.train.momentum(0.02, 0.9, true),
  rmsprop: () => tf.train.rmsprop(0.002, 0.9, 0.5, 1e-4),
  adam: () => tf.train.adam(0.002, 0.9, 0.999, 1e-4),
  nadam: () => nadam(0.002, 0.9, 0.999, 1e-4),
};

const architecture = fc.record({
  height: fc.integer({ min: 3, max: 9 }),
  width: fc.integer({ min: 3, max: 9 }),
  channels: small,
  image: fc.array(imageLayer, { maxLength: 4 }),
  hidden: fc.array(fc.record({ units: fc.integer({ min: 1, max: 11 }), activation }), { maxLength: 2 }),
  outputs: fc.integer({ min: 2, max: 6 }),
  loss: fc.constantFrom(
    "categoricalCrossentropy",
    "sparseCategoricalCrossentropy",
    "binaryCrossentropy",
    "meanSquaredError",
  ),
  optimizer: fc.constantFrom("sgd", "momentum", "nesterov", "rmsprop", "adam", "nadam"),
  batchSize: fc.integer({ min: 1, max: 5 }),
  samples: fc.integer({ min: 1, max: 9 }),
});
type Architecture = typeof architecture extends fc.Arbitrary<infer T> ? T : never;

/** Null if a window is larger than its input. */
function build(a: Architecture): tf.Sequential | null {
  try {
    const first = layers.inputLayer({ inputShape: [a.height, a.width, a.channels] });
    const model = tf.sequential({ layers: [first, ...a.image.map(makeLayer), layers.flatten()] });
    for (const { units, activation } of a.hidden) model.add(layers.dense({ units, activation }));
    const last =
      a.loss === "meanSquaredError" ? "linear" : a.loss === "binaryCrossentropy" ? "sigmoid" : "softmax";
    model.add(layers.dense({ units: a.outputs, activation: last }));
    model.compile({
      optimizer: optimizers[a.optimizer](),
      loss: a.loss,
      metrics: ["accuracy", "mse"].slice(0, a.loss === "sparseCategoricalCrossentropy" ? 1 : 2),
    });
    return model.outputs[0]?.shape.length === 2 &&
      model.layers.every(({ outputShape }) => outputShape.slice(1).every((size) => Number(size) > 0))
      ? model
      : null;
  } catch {
    return null;
  }
}

function targets(a: Architecture): tf.Tensor {
  const shape: [number, number] = [a.samples, a.outputs];
  if (a.loss === "meanSquaredError") return tf.randomNormal(shape, 0, 1, "float32", 5);
  if (a.loss === "binaryCrossentropy") return tf.randomUniform(shape, 0, 1, "float32", 5).round();
  const classes = tf.randomUniform([a.samples], 0, a.outputs, "float32", 5).floor();
  return a.loss === "sparseCategoricalCrossentropy" ? classes : tf.oneHot(classes.toInt(), a.outputs);
}

async function run(
  a: Architecture,
  compiled: boolean,
): Promise<{ history: number[]; weights: number[][]; predicted: number[] } | null> {
  resetState(11);
  const model = build(a);
  if (model === null) return null;
  expect(whyNotCompiled(model)).toBeNull();
  const x = tf.randomNormal([a.samples, a.height, a.width, a.channels], 0, 1, "float32", 4);
  const y = targets(a);
  const { history } = await model.fit(x, y, {
    epochs: 2,
    batchSize: a.batchSize,
    verbose: 0,
    compiled,
    validationData: [x, y],
  });
  const weights = model.getWeights().map((weight) => Array.from(weight.dataSync()));
  const predicted = Array.from((model.predict(x) as tf.Tensor).dataSync());
  model.dispose();
  return { history: Object.values(history).flat().map(Number), weights, predicted };
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  for (const [index, value] of actual.entries()) {
    const other = expected[index] ?? Number.NaN;
    if (Object.is(value, other)) continue;
    expect(Math.abs(value - other), `${value} against ${other}`).toBeLessThanOrEqual(
      2e-3 * Math.max(1, Math.abs(other)),
    );
  }
}

/** Trains random models with and without compiling, and expects the same results. */
export async function expectSameTraining(numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(architecture, async (a) => {
      const [compiled, stock] = [await run(a, true), await run(a, false)];
      if (compiled === null || stock === null) return;
      expectClose(compiled.history, stock.history);
      for (const [index, weight] of compiled.weights.entries())
        expectClose(weight, stock.weights[index] ?? []);
      expectClose(compiled.predicted, stock.predicted);
    }),
    { numRuns },
  );
}
