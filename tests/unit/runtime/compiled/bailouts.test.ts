import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { whyLastNotCompiled, whyNotCompiled } from "../../../../src/runtime/training/compiled-steps.ts";
import { start } from "../start.ts";

const { layers } = tf;

class Doubling extends layers.Layer {
  static className = "Doubling";
  override computeOutputShape(shape: tf.Shape): tf.Shape {
    return shape;
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [input] = Array.isArray(inputs) ? inputs : [inputs];
    if (input === undefined) throw new Error("No input.");
    return input.mul(2);
  }
}

class Cubes extends tf.serialization.Serializable {
  static className = "Cubes";
  apply(weights: tf.Tensor): tf.Scalar {
    return weights.abs().pow(3).sum();
  }
  getConfig(): tf.serialization.ConfigDict {
    return {};
  }
}

tf.serialization.registerClass(Cubes);

type Compile = Partial<tf.ModelCompileArgs>;

/** A model that can be compiled, apart from the extra layers. */
function makeModel(extra: tf.layers.Layer[] = [], compile: Compile = {}): tf.Sequential {
  const model = tf.sequential({
    layers: [
      layers.conv2d({ filters: 3, kernelSize: 3, activation: "relu", inputShape: [8, 8, 1] }),
      ...extra,
      layers.flatten(),
      layers.dense({ units: 3, activation: "softmax" }),
    ],
  });
  model.compile({ optimizer: "adam", loss: "sparseCategoricalCrossentropy", ...compile });
  return model;
}

const inputs = (): tf.Tensor => tf.randomNormal([20, 8, 8, 1]);
const targets = (): tf.Tensor => tf.randomUniform([20], 0, 3).floor();
const fit = (model: tf.LayersModel, args: tf.ModelFitArgs = {}) =>
  model.fit(inputs(), targets(), { epochs: 2, verbose: 0, ...args });

/** The inner model of a Sequential, which is the one that callbacks get. */
function trained(model: tf.LayersModel): tf.LayersModel {
  const inner: unknown = Reflect.get(model, "model");
  return inner instanceof tf.LayersModel ? inner : model;
}

const conv2d = (args: object): tf.layers.Layer[] => [layers.conv2d({ filters: 2, kernelSize: 2, ...args })];

/** The extra layers, and the reason that the reader reads. */
const models: Readonly<Record<string, [extra: () => tf.layers.Layer[], why: RegExp]>> = {
  "a custom layer": [() => [new Doubling({})], /^the layer "doubling.*" is of a custom class/],
  "layer normalization": [
    () => [layers.layerNormalization()],
    /is a LayerNormalization layer, which has no compiled step$/,
  ],
  "a regularizer of a custom class": [
    () => conv2d({ kernelRegularizer: { className: "Cubes", config: {} } }),
    /has a regularizer of a custom class$/,
  ],
  "a constraint": [() => conv2d({ kernelConstraint: "nonNeg" }), /has a kernelConstraint$/],
  "an unusual activation": [() => conv2d({ activation: "swish" }), /has the activation "swish"$/],
  "dense on images": [() => [layers.dense({ units: 2 })], /add a flatten layer before it$/],
  "smooth upsampling": [
    () => [layers.upSampling2d({ size: [2, 2], interpolation: "bilinear" })],
    /has the interpolation "bilinear"$/,
  ],
  "a leaky ReLU with a negative slope": [
    () => [layers.leakyReLU({ alpha: -1 })],
    /alpha that is not positive$/,
  ],
};

const compilations: Readonly<Record<string, [Compile, why: RegExp]>> = {
  "an optimizer without a kernel": [
    { optimizer: tf.train.adagrad(0.1) },
    /^the optimizer is Adagrad; SGD, .* can/,
  ],
  "a centred RMSProp": [
    { optimizer: tf.train.rmsprop(0.01, 0.9, 0, 1e-7, true) },
    /^the optimizer is a centred RMSProp; SGD/,
  ],
  "another loss": [{ loss: "hinge" }, /^the loss is hinge; categoricalCrossentropy, .* can be compiled$/],
  "a custom loss": [
    { loss: (t: tf.Tensor, p: tf.Tensor) => tf.losses.absoluteDifference(t, p) },
    /^the loss is not given by a name of TensorFlow.js; /,
  ],
};

describe("a model that is not supported trains with TensorFlow.js's own step, and reports the reason:", () => {
  beforeAll(() => start("wasm"), 600_000);

  for (const [name, [extra, why]] of Object.entries(models)) {
    test(name, async () => {
      const model = makeModel(extra());
      expect(whyNotCompiled(model)).toMatch(why);
      const { history } = await fit(model);
      expect(history["loss"]?.every((loss) => Number.isFinite(loss))).toBe(true);
      expect(whyLastNotCompiled(trained(model))).toBe(whyNotCompiled(model));
    });
  }

  for (const [name, [compile, why]] of Object.entries(compilations)) {
    test(name, () => expect(whyNotCompiled(makeModel([], compile))).toMatch(why));
  }

  test("layers that TensorFlow.js cannot train either", () => {
    expect(whyNotCompiled(makeModel(conv2d({ dilationRate: 2 })))).toMatch(/is dilated$/);
    for (const layer of [layers.softmax({ axis: 1 }), layers.batchNormalization({ axis: 1 })])
      expect(whyNotCompiled(makeModel([layer]))).toMatch(/has an axis that is not the last one$/);
    expect(whyNotCompiled(makeModel([layers.batchNormalization({ scale: false })]))).toMatch(/scale: false/);
  });

  test("a layer that is used twice", () => {
    const input = tf.input({ shape: [4] });
    const layer = layers.dense({ units: 4 });
    const twice = layer.apply(layer.apply(input) as tf.SymbolicTensor) as tf.SymbolicTensor;
    const model = tf.model({ inputs: input, outputs: twice });
    model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
    expect(whyNotCompiled(model)).toMatch(/^the layer "dense.*" is used more than once$/);
  });

  test("several inputs", () => {
    const inputs = [tf.input({ shape: [4] }), tf.input({ shape: [4] })];
    const sum = layers.add().apply(inputs) as tf.SymbolicTensor;
    const outputs = layers.dense({ units: 1 }).apply(sum) as tf.SymbolicTensor;
    const model = tf.model({ inputs, outputs });
    model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
    expect(whyNotCompiled(model)).toBe("the model has several inputs or outputs");
  });

  test("inputs of a merge that are of different shapes", () => {
    const input = tf.input({ shape: [4, 4, 3] });
    const scale = layers.globalAveragePooling2d({}).apply(input) as tf.SymbolicTensor;
    const row = layers.reshape({ targetShape: [1, 1, 3] }).apply(scale) as tf.SymbolicTensor;
    const product = layers.multiply().apply([input, row]) as tf.SymbolicTensor;
    const flat = layers.flatten().apply(product) as tf.SymbolicTensor;
    const outputs = layers.dense({ units: 1 }).apply(flat) as tf.SymbolicTensor;
    const model = tf.model({ inputs: input, outputs });
    model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
    expect(whyNotCompiled(model)).toMatch(/has inputs of different shapes$/);
  });

  test("an output of images", () => {
    const model = tf.sequential({
      layers: [layers.conv2d({ filters: 1, kernelSize: 1, inputShape: [4, 4, 1] })],
    });
    model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
    expect(whyNotCompiled(model)).toMatch(/^the output has more than one dimension per sample/);
  });
});

describe("a batch that is not supported reports the reason:", () => {
  beforeAll(() => start("wasm"), 600_000);

  test("no reason if all batches are supported", async () => {
    const model = makeModel();
    await fit(model);
    expect(whyLastNotCompiled(trained(model))).toBeNull();
  });

  test("`compiled: false`, and only for this fit", async () => {
    const model = makeModel();
    await fit(model, { compiled: false });
    expect(whyLastNotCompiled(trained(model))).toBe("fit was given compiled: false");
    await fit(model);
    expect(whyLastNotCompiled(trained(model))).toBeNull();
  });

  test("class weights that are not finite", async () => {
    const model = makeModel();
    await fit(model, { classWeight: { 0: 1, 1: Number.POSITIVE_INFINITY, 2: 3 } });
    expect(whyLastNotCompiled(trained(model))).toBe("some weights of samples are NaN or infinite");
  });

  test("integer inputs", async () => {
    const model = makeModel();
    await model.fit(inputs().toInt(), targets(), { verbose: 0 });
    expect(whyLastNotCompiled(trained(model))).toBe(
      "the inputs are of type int32; x.toFloat() makes them float32",
    );
  });

  test("NaN or infinite values and weights", async () => {
    const model = makeModel();
    await model.fit(tf.fill([20, 8, 8, 1], Number.NaN), targets(), { verbose: 0 });
    expect(whyLastNotCompiled(trained(model))).toBe("some of the inputs or targets are NaN or infinite");
    await fit(model);
    expect(whyLastNotCompiled(trained(model))).toMatch(
      /^some of the weights became NaN or infinite; a smaller/,
    );
  });

  test("a layer that was frozen after compile", async () => {
    const model = makeModel();
    const [first] = model.layers;
    if (first === undefined) throw new Error("The model has no layers.");
    first.trainable = false;
    await fit(model);
    expect(whyLastNotCompiled(trained(model))).toMatch(/^the weights "conv2d.*" are not trained/);
  });

  test("no reason on a backend without compiled steps", async () => {
    const model = makeModel();
    await fit(model, { compiled: false });
    await start("cpu");
    await fit(model);
    expect(whyLastNotCompiled(trained(model))).toBeNull();
  });
});
