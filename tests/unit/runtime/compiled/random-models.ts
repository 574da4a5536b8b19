import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { expect } from "vitest";
import { resetState } from "../../../../src/runtime/library/reset-state.ts";
import { nadam } from "../../../../src/runtime/optimizers/nadam.ts";
import { whyNotCompiled } from "../../../../src/runtime/training/compiled-steps.ts";
import { start } from "../start.ts";

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
      readonly regularizer: Regularizer;
      readonly trainable: boolean;
    }
  | {
      readonly type: "depthwise" | "separable";
      readonly kernelSize: [number, number];
      readonly strides: number;
      readonly padding: "same" | "valid";
      readonly depthMultiplier: number;
      readonly filters: number;
      readonly activation: Activation;
      readonly useBias: boolean;
      readonly trainable: boolean;
    }
  | {
      readonly type: "maxPooling" | "averagePooling";
      readonly poolSize: [number, number];
      readonly strides: number;
      readonly padding: "same" | "valid";
    }
  | { readonly type: "activation"; readonly activation: Activation }
  | { readonly type: "normalization"; readonly momentum: number; readonly trainable: boolean }
  | { readonly type: "padding"; readonly padding: [[number, number], [number, number]] }
  | { readonly type: "upsampling"; readonly size: [number, number] }
  | { readonly type: "cropping"; readonly cropping: [[number, number], [number, number]] }
  | { readonly type: SimpleLayer };

/** Layers of which there is one kind. */
type SimpleLayer =
  | "dropout"
  | "channelDropout"
  | "gaussianDropout"
  | "gaussianNoise"
  | "leakyReLU"
  | "reLU"
  | "reLU6"
  | "elu"
  | "softmax";

/** A layer, or two branches that are merged. */
type Part =
  | { readonly type: "layer"; readonly layer: ImageLayer }
  | {
      readonly type: "branches";
      readonly merge: "add" | "average" | "multiply" | "concatenate";
      readonly filters: number;
      readonly left: readonly ImageLayer[];
      readonly isShortcut: boolean;
    };

type Regularizer = "none" | "l1" | "l2" | "l1l2";
const regularizer = fc.constantFrom<Regularizer>("none", "none", "l1", "l2", "l1l2");
/** After 8, 12 or 16 filters, convolutions may multiply transformed tiles. */
const filters = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 9 }) },
  { weight: 1, arbitrary: fc.constantFrom(8, 12, 16, 17) },
);
/** From 6 × 6 on, a convolution of one channel and its pooling may be computed for four images at once. */
const large = fc.integer({ min: 5, max: 7 });
const usually = fc.constantFrom(true, true, true, false);
const border = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 }));

const imageLayer: fc.Arbitrary<ImageLayer> = fc.oneof(
  fc.record({
    type: fc.constant("convolution" as const),
    filters,
    kernelSize: fc.oneof(
      { weight: 4, arbitrary: fc.tuple(small, small) },
      { weight: 1, arbitrary: fc.tuple(large, large) },
    ),
    strides: small,
    padding,
    activation,
    useBias: fc.boolean(),
    regularizer,
    trainable: usually,
  }),
  fc.record({
    type: fc.constantFrom("depthwise" as const, "separable" as const),
    kernelSize: fc.tuple(small, small),
    strides: fc.integer({ min: 1, max: 2 }),
    padding,
    depthMultiplier: fc.constantFrom(1, 1, 2, 3),
    filters,
    activation,
    useBias: fc.boolean(),
    trainable: usually,
  }),
  fc.record({
    type: fc.constant("normalization" as const),
    momentum: fc.constantFrom(0.99, 0.5),
    trainable: usually,
  }),
  fc.record({ type: fc.constant("padding" as const), padding: fc.tuple(border, border) }),
  fc.record({ type: fc.constant("cropping" as const), cropping: fc.tuple(border, border) }),
  fc.record({ type: fc.constant("upsampling" as const), size: fc.tuple(small, small) }),
  fc.record({
    type: fc.constantFrom("maxPooling" as const, "averagePooling" as const),
    poolSize: fc.tuple(small, small),
    strides: small,
    padding,
  }),
  fc.record({ type: fc.constant("activation" as const), activation }),
  fc.record({
    type: fc.constantFrom<SimpleLayer>(
      ...["dropout" as const, "channelDropout" as const, "gaussianDropout" as const],
      ...["gaussianNoise" as const, "leakyReLU" as const, "reLU" as const, "reLU6" as const],
      ...["elu" as const, "softmax" as const],
    ),
  }),
);

/** The same layer, or one without changes of the size, so that the branches can be merged. */
function keepSize(layer: ImageLayer): ImageLayer {
  switch (layer.type) {
    case "convolution":
    case "depthwise":
    case "separable":
    case "maxPooling":
    case "averagePooling":
      return { ...layer, strides: 1, padding: "same" };
    case "padding":
    case "cropping":
    case "upsampling":
      return { type: "activation", activation: "relu" };
    default:
      return layer;
  }
}

const part: fc.Arbitrary<Part> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant("layer" as const), layer: imageLayer }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("branches" as const),
      merge: fc.constantFrom("add", "average", "multiply", "concatenate"),
      filters: fc.integer({ min: 1, max: 5 }),
      left: fc.array(imageLayer.map(keepSize), { maxLength: 2 }),
      isShortcut: fc.boolean(),
    }),
  },
);

function makeLayer(layer: ImageLayer): tf.layers.Layer {
  switch (layer.type) {
    case "convolution":
      return layers.conv2d({
        ...layer,
        biasInitializer: "randomUniform",
        ...(layer.regularizer === "none" ? {} : { kernelRegularizer: regularizers[layer.regularizer]() }),
        ...(layer.regularizer === "l1l2" ? { biasRegularizer: regularizers.l2() } : {}),
      });
    case "depthwise":
      return layers.depthwiseConv2d({
        ...layer,
        biasInitializer: "randomUniform",
        depthwiseRegularizer: regularizers.l2(),
      });
    case "separable":
      return layers.separableConv2d({ ...layer, biasInitializer: "randomUniform" });
    case "normalization":
      return layers.batchNormalization({
        momentum: layer.momentum,
        trainable: layer.trainable,
        gammaInitializer: "randomUniform",
      });
    case "padding":
      return layers.zeroPadding2d({ padding: layer.padding });
    case "cropping":
      return layers.cropping2D({ cropping: layer.cropping });
    case "upsampling":
      return layers.upSampling2d({ size: layer.size });
    case "channelDropout":
      // The types of TensorFlow.js do not know that null stands for the whole axis.
      return layers.dropout({ rate: 0.3, noiseShape: [null, 1, 1, null] as unknown as number[] });
    case "gaussianDropout":
      return layers.gaussianDropout({ rate: 0.2 });
    case "gaussianNoise":
      return layers.gaussianNoise({ stddev: 0.1 });
    case "reLU6":
      return layers.reLU({ maxValue: 0.4 });
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
      return layers.elu();
    case "softmax":
      return layers.softmax({ axis: -1 });
  }
}

const regularizers = {
  l1: () => tf.regularizers.l1({ l1: 0.01 }),
  l2: () => tf.regularizers.l2({ l2: 0.02 }),
  l1l2: () => tf.regularizers.l1l2({ l1: 0.01, l2: 0.03 }),
};

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
  image: fc.array(part, { maxLength: 4 }),
  /** How images become vectors. */
  flattening: fc.constantFrom("flatten", "flatten", "average", "maximum"),
  /** An activation as a layer of its own after that. */
  separateActivation: fc.option(activation),
  isWeighted: fc.boolean(),
  hidden: fc.array(fc.record({ units: fc.integer({ min: 1, max: 11 }), activation }), { maxLength: 2 }),
  outputs: fc.integer({ min: 2, max: 6 }),
  loss: fc.constantFrom(
    "categoricalCrossentropy",
    "sparseCategoricalCrossentropy",
    "binaryCrossentropy",
    "meanSquaredError",
  ),
  optimizer: fc.constantFrom("sgd", "momentum", "nesterov", "rmsprop", "adam", "nadam"),
  /** From 8 on, small images, too, are convolved in tiles. */
  batchSize: fc.constantFrom(1, 2, 3, 5, 8),
  samples: fc.integer({ min: 1, max: 9 }),
  /** Where TensorFlow.js's own step trains the model. */
  reference: fc.constantFrom<Backend>("wasm", "wasm", "wasm", "cpu"),
});
type Backend = "wasm" | "cpu";
type Architecture = typeof architecture extends fc.Arbitrary<infer T> ? T : never;

const merges = {
  add: () => layers.add(),
  average: () => layers.average(),
  multiply: () => layers.multiply(),
  concatenate: () => layers.concatenate(),
};

const flattenings = {
  flatten: () => layers.flatten(),
  average: () => layers.globalAveragePooling2d({}),
  maximum: () => layers.globalMaxPooling2d({}),
};

function applied(layer: tf.layers.Layer, inputs: tf.SymbolicTensor | tf.SymbolicTensor[]): tf.SymbolicTensor {
  return layer.apply(inputs) as tf.SymbolicTensor;
}

function applyPart(part: Part, input: tf.SymbolicTensor): tf.SymbolicTensor {
  if (part.type === "layer") return applied(makeLayer(part.layer), input);
  const inside = part.left.reduce((values, layer) => applied(makeLayer(layer), values), input);
  const isSameShape = part.isShortcut && part.merge !== "concatenate";
  const filters = isSameShape ? (input.shape.at(-1) ?? 1) : part.filters;
  const pointwise = () => layers.conv2d({ filters, kernelSize: 1, activation: "tanh" });
  const left = applied(pointwise(), inside);
  const right = part.isShortcut ? input : applied(pointwise(), input);
  return applied(merges[part.merge](), [left, right]);
}

/** Null if a window is larger than its input, or if branches have different shapes. */
function build(a: Architecture): tf.LayersModel | null {
  try {
    const input = tf.input({ shape: [a.height, a.width, a.channels] });
    const images = a.image.reduce((values, next) => applyPart(next, values), input);
    let values = applied(flattenings[a.flattening](), images);
    if (a.separateActivation !== null)
      values = applied(layers.activation({ activation: a.separateActivation }), values);
    for (const { units, activation } of a.hidden)
      values = applied(layers.dense({ units, activation, kernelRegularizer: regularizers.l2() }), values);
    const last =
      a.loss === "meanSquaredError" ? "linear" : a.loss === "binaryCrossentropy" ? "sigmoid" : "softmax";
    const outputs = applied(layers.dense({ units: a.outputs, activation: last }), values);
    const model = tf.model({ inputs: input, outputs });
    model.compile({
      optimizer: optimizers[a.optimizer](),
      loss: a.loss,
      metrics: ["accuracy", "mse"].slice(0, a.loss === "sparseCategoricalCrossentropy" ? 1 : 2),
    });
    const hasSizes = ({ outputShape }: tf.layers.Layer) =>
      outputShape.slice(1).every((size) => Number(size) > 0);
    return model.layers.every(hasSizes) ? model : null;
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

/** Class weights need targets that are classes. */
function classWeighted({ loss }: Architecture): boolean {
  return loss === "categoricalCrossentropy" || loss === "sparseCategoricalCrossentropy";
}

async function run(
  a: Architecture,
  compiled: boolean,
  backend: Backend,
): Promise<{ history: number[]; weights: number[][]; predicted: number[] } | null> {
  await start(backend);
  resetState(11);
  const model = build(a);
  if (model === null) return null;
  if (compiled) expect(whyNotCompiled(model)).toBeNull();
  const x = tf.randomNormal([a.samples, a.height, a.width, a.channels], 0, 1, "float32", 4);
  const y = targets(a);
  const { history } = await model.fit(x, y, {
    epochs: 2,
    batchSize: a.batchSize,
    verbose: 0,
    compiled,
    validationData: [x, y],
    ...(a.isWeighted && classWeighted(a)
      ? { classWeight: { 0: 1, 1: 0.5, 2: 2, 3: 3, 4: 0.25, 5: 1.5 } }
      : {}),
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
    if (Object.is(value, other) || Math.abs(value - other) <= 2e-3 * Math.max(1, Math.abs(other))) continue;
    expect(value, `number ${index}`).toBe(other);
  }
}

/** A training that diverges multiplies errors of rounding at every step. */
const DIVERGED = 100;

/** Trains random models with and without compiling, some of the latter on the CPU backend, and expects the same results. */
export async function expectSameTraining(numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(architecture, async (a) => {
      const [compiled, stock] = [await run(a, true, "wasm"), await run(a, false, a.reference)];
      if (compiled === null || stock === null || stock.history.some((loss) => loss > DIVERGED)) return;
      expectClose(compiled.history, stock.history);
      for (const [index, weight] of compiled.weights.entries())
        expectClose(weight, stock.weights[index] ?? []);
      expectClose(compiled.predicted, stock.predicted);
    }),
    { numRuns },
  );
}
