import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { internalsOf } from "../../../../src/runtime/compiled/model-internals.ts";
import { start } from "../start.ts";

const [SAMPLES, COLUMNS] = [7, 5];
const LOSSES = [
  "categoricalCrossentropy",
  "sparseCategoricalCrossentropy",
  "binaryCrossentropy",
  "meanSquaredError",
];

beforeAll(async () => {
  await start("wasm");
});

/** The outputs, with some at and beyond the bounds to which probabilities are clipped, and targets. */
function example(loss: string): { readonly outputs: tf.Tensor; readonly targets: tf.Tensor } {
  const random = (seed: number) => tf.randomUniform([SAMPLES, COLUMNS], 0.05, 0.95, "float32", seed);
  const special = tf.tensor2d([[0, 1, 1e-9, 1 - 1e-9, 0.5]]);
  const outputs = tf.concat([special, random(1).slice([1, 0])]);
  const labels = tf.tensor2d([0, 1, 2, 3, 4, 3, -1], [SAMPLES, 1]);
  return { outputs, targets: loss.startsWith("sparse") ? labels : random(2).round() };
}

/** The losses of the samples, and the gradient of their weighted sum, as a model computes them. */
function evaluate(loss: string): { readonly tensors: number; readonly values: Float32Array[] } {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: COLUMNS, inputShape: [2] })] });
  model.compile({ optimizer: "sgd", loss });
  const inner = internalsOf(model).model as tf.LayersModel;
  const lossOf = internalsOf(inner).lossFunctions[0];
  const { outputs, targets } = example(loss);
  const weights = tf.range(1, SAMPLES + 1);
  let tensors = 0;
  const weighted = (x: tf.Tensor): tf.Scalar => {
    const before = tf.engine().state.numTensors;
    const losses = lossOf?.(targets, x) ?? x;
    tensors = tf.engine().state.numTensors - before;
    return losses.mul(weights).sum();
  };
  const values = [lossOf?.(targets, outputs), tf.grad(weighted)(outputs)];
  return { tensors, values: values.map((tensor) => (tensor?.dataSync() ?? []) as Float32Array) };
}

test.each(LOSSES)("%s and its gradient are those of TensorFlow.js", async (loss) => {
  await start("cpu");
  const stock = tf.tidy(() => evaluate(loss));
  await start("wasm");
  const own = tf.tidy(() => evaluate(loss));
  expect(own.tensors).toBeLessThan(stock.tensors);
  own.values.forEach((values, index) => {
    const wanted = stock.values[index] ?? [];
    expect(values.length).toBe(wanted.length);
    values.forEach((value, at) => {
      expect(Math.abs(value - (wanted[at] ?? 0)), `${index}, ${at}: ${value} ${wanted[at]}`).toBeLessThan(
        1e-5 * Math.max(1, Math.abs(wanted[at] ?? 0)),
      );
    });
  });
});
