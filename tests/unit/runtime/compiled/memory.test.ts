import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { convolutionStage } from "../../../../src/runtime/compiled/stages/convolution.ts";
import type { Values } from "../../../../src/runtime/compiled/stages/stage.ts";
import { runningEngine } from "../../../../src/runtime/kernels/register.ts";
import { nadam } from "../../../../src/runtime/optimizers/nadam.ts";
import { start } from "../start.ts";

const { layers } = tf;

function makeModel(...extra: tf.layers.Layer[]): tf.Sequential {
  const model = tf.sequential({
    layers: [
      layers.conv2d({ filters: 3, kernelSize: 3, activation: "relu", inputShape: [8, 8, 1] }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.dropout({ rate: 0.2 }),
      ...extra,
      layers.flatten(),
      layers.dense({ units: 3, activation: "softmax" }),
    ],
  });
  model.compile({ optimizer: nadam(), loss: "sparseCategoricalCrossentropy", metrics: ["accuracy"] });
  return model;
}

const batch = () => ({ x: tf.randomNormal([40, 8, 8, 1]), y: tf.randomUniform([40], 0, 3).floor() });
const heap = (): number => runningEngine()?.bytes().byteLength ?? Number.NaN;
const dataIds = (): number => tf.engine().backend.numDataIds();

/** The number of float32 that a convolution of 3 × 3, from 64 to 64 channels, allocates for its weights and gradients. */
function convolutionSize(isTrained: boolean, inputGradient: number): number {
  const engine = runningEngine();
  if (engine === undefined) throw new Error("The kernels are not in use.");
  let size = 0;
  const allocate = (floats: number): number => {
    size += floats;
    return 16;
  };
  const variable = tf.variable(tf.zeros([3, 3, 64, 64]));
  const image = { height: 8, width: 8, channels: 64 };
  const output: Values = { address: 0, gradient: 16, size: 8 * 8 * 64 };
  convolutionStage(
    {
      engine,
      memory: { allocate, allocateZeros: allocate },
      capacity: 32,
      allocateOutput: () => output,
    },
    {
      type: "convolution",
      input: image,
      output: image,
      window: { rows: 3, columns: 3, strideRows: 1, strideColumns: 1, padding: "same" },
      kernel: { variable, isTrained },
      bias: null,
    },
    { ...output, gradient: inputGradient },
  );
  variable.dispose();
  return size;
}

describe("a compiled step", () => {
  beforeAll(() => start("wasm"), 600_000);

  test("leaks no tensors and no memory over 20 epochs", async () => {
    const model = makeModel();
    const { x, y } = batch();
    const fit = (epochs: number) =>
      model.fit(x, y, { epochs, batchSize: 16, verbose: 0, validationData: [x, y] });
    await fit(1);
    const before = [tf.memory().numTensors, dataIds(), heap()];
    await fit(20);
    expect([tf.memory().numTensors, dataIds(), heap()]).toEqual(before);
  });

  test("leaks none either without compiling", async () => {
    const model = makeModel(layers.batchNormalization());
    const { x, y } = batch();
    const fit = (epochs: number) =>
      model.fit(x, y, { epochs, batchSize: 16, verbose: 0, validationData: [x, y] });
    await fit(1);
    const before = [tf.memory().numTensors, dataIds(), heap()];
    await fit(20);
    expect([tf.memory().numTensors, dataIds(), heap()]).toEqual(before);
  });

  test("allocates gradients only of what is trained", () => {
    const [filter, tiles] = [9 * 64 * 64, 36 * 64 * 64];
    const size = convolutionSize(false, 0);
    expect(convolutionSize(true, 0)).toBeGreaterThan(size + filter + tiles);
    expect(convolutionSize(false, 16)).toBeGreaterThan(size + filter + tiles);
    // The filter in tiles, and the padded images.
    expect(size).toBeLessThan(1.5 * tiles + 32 * 10 * 10 * 64);
  });

  test("leaks nothing of disposed models", async () => {
    const { x, y } = batch();
    const once = async (): Promise<void> => {
      const model = makeModel();
      await model.fit(x, y, { verbose: 0 });
      model.optimizer.dispose();
      model.dispose();
    };
    await once();
    const before = [tf.memory().numTensors, dataIds(), heap()];
    for (let count = 0; count < 100; count++) await once();
    expect([tf.memory().numTensors, dataIds(), heap()]).toEqual(before);
  });

  test("leaves clones of the weights unchanged, and shows the new values between batches", async () => {
    const model = makeModel();
    const { x, y } = batch();
    const kernel = (): tf.Tensor => {
      const [weights] = model.getWeights();
      if (weights === undefined) throw new Error("The model has no weights.");
      return weights;
    };
    const clone = kernel().clone();
    const old = Array.from(clone.dataSync());
    const seen: number[][] = [];
    const onBatchEnd = () => void seen.push(Array.from(kernel().dataSync()));
    await model.fit(x, y, { batchSize: 20, verbose: 0, callbacks: { onBatchEnd } });
    expect(Array.from(clone.dataSync())).toEqual(old);
    expect(seen[0]).not.toEqual(old);
    expect(seen[1]).not.toEqual(seen[0]);
    expect(seen[1]).toEqual(Array.from(kernel().dataSync()));
  });

  test("predicts with the trained weights", async () => {
    const model = makeModel();
    const { x, y } = batch();
    const before = Array.from((model.predict(x) as tf.Tensor).dataSync());
    await model.fit(x, y, { verbose: 0 });
    const [loss] = model.evaluate(x, y) as tf.Scalar[];
    const probabilities = (model.predict(x) as tf.Tensor).arraySync() as number[][];
    const labels = y.dataSync();
    const expected = probabilities.map((row, index) => -Math.log(row[labels[index] ?? 0] ?? 0));
    expect(probabilities.flat()).not.toEqual(before);
    expect(loss?.dataSync()[0]).toBeCloseTo(
      expected.reduce((sum, value) => sum + value, 0) / expected.length,
      4,
    );
  });

  test("computes gradients through a prediction", () => {
    const model = makeModel();
    const { x } = batch();
    const slope = tf.grad((x) => (model.predict(x) as tf.Tensor).square().sum())(x);
    expect(slope.shape).toEqual(x.shape);
    expect(slope.abs().sum().dataSync()[0]).toBeGreaterThan(0);
  });

  test("predicts what TensorFlow.js does, with a smaller last batch", () => {
    const model = makeModel();
    const { x } = batch();
    const expected = (model.apply(x) as tf.Tensor).dataSync();
    const actual = (model.predict(x, { batchSize: 7 }) as tf.Tensor).dataSync();
    for (const [index, value] of actual.entries())
      expect(value).toBeCloseTo(expected[index] ?? Number.NaN, 5);
  });

  test("draws noise while the memory grows", async () => {
    const model = makeModel(layers.gaussianNoise({ stddev: 0.1 }), layers.gaussianDropout({ rate: 0.1 }));
    const { x, y } = batch();
    const random = Math.random;
    const grown: boolean[] = [];
    const grow = (): void => {
      const before = heap();
      const engine = runningEngine();
      if (grown.length > 2 || engine === undefined) return;
      engine.free(engine.allocate(before));
      grown.push(heap() > before);
    };
    Math.random = () => {
      grow();
      return random();
    };
    try {
      const { history } = await model.fit(x, y, { verbose: 0, shuffle: false });
      expect(history["loss"]?.every((loss) => Number.isFinite(loss))).toBe(true);
      expect(grown).toContain(true);
    } finally {
      Math.random = random;
    }
  });

  test("gives NaN where TensorFlow.js does", async () => {
    const model = makeModel();
    const { y } = batch();
    const x = tf.fill([40, 8, 8, 1], Number.POSITIVE_INFINITY);
    const { history } = await model.fit(x, y, { verbose: 0 });
    const stock = await makeModel().fit(x, y, { verbose: 0, compiled: false });
    expect(history["loss"]?.map((loss) => Number.isFinite(loss))).toEqual(
      stock.history["loss"]?.map((loss) => Number.isFinite(loss)),
    );
  });
});
