import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Inspected } from "../../../../src/protocol/output.ts";
import { nadam } from "../../../../src/runtime/optimizers/nadam.ts";
import { inspect, inspectText } from "../../../../src/runtime/output/inspect.ts";

beforeAll(() => tf.setBackend("cpu"));

/** The names of all fields that are shown, also of objects in the object. */
function fieldsOf(value: Inspected): readonly string[] {
  if (!("entries" in value)) return [];
  const inside = value.entries.flatMap(([, entry]) => fieldsOf(entry));
  return value.kind === "object" ? [...value.entries.map(([key]) => key), ...inside] : inside;
}

/** Private, of one letter (other than the `n` of `repeatVector`), or a constant of the class. */
const NOT_FOR_READERS =
  /^_|_$|^[a-mo-zA-Z]$|^DEFAULT_|^(?:id|inboundNodes|outboundNodes|sourceLayer|acc\w*)$/;

/** Arguments that all layers accept. */
const ARGUMENTS = {
  ...{ units: 2, filters: 2, kernelSize: 3, poolSize: 2, rate: 0.5, stddev: 0.1, alpha: 0.1, theta: 0.1 },
  ...{ targetShape: [4], dims: [1], n: 2, inputDim: 3, outputDim: 2, axes: -1, maxValue: 1, height: 2 },
  ...{ width: 2, cropping: 1, size: 2, padding: undefined, numTokens: 3, scale: 2, seed: 1, shape: [2] },
  inputShape: [4],
};

type Make = (values: unknown) => unknown;

/** What the functions of a namespace make. Those that need something else are left out. */
function madeBy(functions: object): readonly (readonly [string, unknown])[] {
  return Object.entries(functions).flatMap(([name, make]: [string, unknown]) => {
    if (typeof make !== "function" || /^[A-Z]/.test(name)) return [];
    for (const values of [
      ARGUMENTS,
      { ...ARGUMENTS, cell: tf.layers.lstmCell({ units: 2 }) },
      { ...ARGUMENTS, layer: tf.layers.lstm({ units: 2, returnSequences: true }) },
      { ...ARGUMENTS, cells: [tf.layers.gruCell({ units: 2 })] },
      { ...ARGUMENTS, kernelSize: [3, 3, 3], size: [2, 2], cropping: undefined },
    ]) {
      try {
        return [[name, (make as Make)(values)] as const];
      } catch {
        // Other arguments, then.
      }
    }
    return [];
  });
}

const model = tf.sequential({
  layers: [
    tf.layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [8, 8, 1] }),
    tf.layers.batchNormalization(),
    tf.layers.flatten(),
    tf.layers.dense({ units: 3, kernelRegularizer: "l1l2", kernelConstraint: "maxNorm" }),
  ],
});
model.compile({ optimizer: "adam", loss: "meanSquaredError" });

const optimizers = (): readonly (readonly [string, unknown])[] => [
  ["sgd", tf.train.sgd(0.1)],
  ["momentum", tf.train.momentum(0.1, 0.9)],
  ["adagrad", tf.train.adagrad(0.1)],
  ["adadelta", tf.train.adadelta()],
  ["adam", tf.train.adam()],
  ["adamax", tf.train.adamax()],
  ["rmsprop", tf.train.rmsprop(0.1)],
  ["nadam", nadam()],
];

describe("no field that is not for readers is shown of", () => {
  const layers = madeBy(tf.layers);
  test("any layer", () => expect(layers.length).toBeGreaterThan(60));

  test.each([
    ...layers,
    ...optimizers(),
    ...madeBy(tf.initializers),
    ...madeBy(tf.regularizers),
    ...madeBy(tf.constraints),
    ["a model", model],
    ["a model of functions", tf.model({ inputs: model.inputs, outputs: model.outputs })],
    ["a symbolic tensor", model.inputs],
    ["the weights of a model", model.trainableWeights],
    ["a callback that stops early", tf.callbacks.earlyStopping()],
    ["a callback", new tf.CustomCallback({ onEpochEnd: () => undefined })],
    ["a history", new tf.History()],
    ["a dataset", tf.data.array([1, 2]).batch(2).map(Number)],
    ["a dataset of lines", tf.data.csv("file://data.csv")],
    ["the settings", tf.env()],
    ["the engine", tf.engine()],
  ] satisfies readonly (readonly [string, unknown])[])("%s", (_, value) => {
    expect(fieldsOf(inspect(value)).filter((field) => NOT_FOR_READERS.test(field))).toEqual([]);
  });
});

describe("what is shown", () => {
  test.each<[string, unknown, string]>([
    ["an optimizer is its settings", tf.train.sgd(0.1), "SGDOptimizer { learningRate: 0.1 }"],
    [
      "a momentum optimizer too",
      tf.train.momentum(0.1, 0.9),
      "MomentumOptimizer { learningRate: 0.1, momentum: 0.9, useNesterov: false }",
    ],
    ["a dataset is its size", tf.data.array([1, 2, 3]).batch(2), "Dataset { size: 2 }"],
    [
      "a symbolic tensor is its shape",
      tf.input({ shape: [8, 8, 1], name: "picture" }),
      'SymbolicTensor { dtype: "float32", shape: [ null, 8, 8, 1 ], name: "picture", rank: 4 }',
    ],
    ["a regularizer is its factors", tf.regularizers.l2(), "L1L2 { l1: 0, l2: 0.01 }"],
  ])("of %s", (_, value, text) => expect(inspectText(value)).toBe(text));

  test("of a model are its layers, optimizer and loss", () => {
    const shown = inspect(model);
    expect("entries" in shown && shown.entries.map(([key]) => key)).toEqual([
      "name",
      "layers",
      "optimizer",
      "loss",
    ]);
    expect(inspectText(model)).toContain("layers: [\n    Conv2D {");
  });

  test("of a layer that does not train, and of a cell's own class, is all that they have", () => {
    const frozen = tf.layers.dense({ units: 2, trainable: false });
    expect(fieldsOf(inspect(frozen))).toContain("trainable");
    class Scale extends tf.layers.Layer {
      factor = 3;
    }
    expect(inspectText(new Scale({ name: "scale" }))).toBe('Scale { name: "scale", factor: 3 }');
    expect(inspectText({ _a: 1, c: 2 })).toBe("{ _a: 1, c: 2 }");
  });
});
