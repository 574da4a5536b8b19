import * as tf from "@tensorflow/tfjs";
import { parse } from "valibot";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Output, Training } from "../../../../src/protocol/output.ts";
import { Output as OutputSchema } from "../../../../src/protocol/output.ts";
import { lastStepMs } from "../../../../src/runtime/training/running-fit.ts";
import { beginRun, requestStop } from "../current-run.ts";
import { installFitPatches, start } from "../start.ts";

let outputs: Output[] = [];
let expected: number[] = [];

function makeModel(): tf.Sequential {
  const model = tf.sequential({
    layers: [tf.layers.dense({ units: 2, activation: "softmax", inputShape: [3] })],
  });
  model.compile({ optimizer: "sgd", loss: "sparseCategoricalCrossentropy", metrics: ["accuracy"] });
  return model;
}

const samples = 100;
const x = (): tf.Tensor => tf.randomNormal([samples, 3], 0, 1, "float32", 1);
const y = (): tf.Tensor => tf.tensor1d(Array.from({ length: samples }, (_, index) => index % 2));

function trainings(): Training[] {
  return outputs.filter((output) => output.type === "training");
}
function lines(): string[] {
  return outputs.flatMap((output) => (output.type === "text" ? [output.text] : []));
}

describe("fit", () => {
  beforeAll(async () => {
    await start("wasm");
    await installFitPatches({
      report: (output) => outputs.push(output),
      expectBusy: (ms) => expected.push(ms),
    });
  });
  beforeEach(() => {
    outputs = [];
    beginRun();
  });

  test("shows its epochs, curves and a line in Keras's format by default", async () => {
    const model = makeModel();
    const history = await model.fit(x(), y(), { epochs: 3, batchSize: 32, validationData: [x(), y()] });
    const last = trainings().at(-1);
    expect(last).toMatchObject({ type: "training", epochs: 3, stopped: false });
    expect(last?.rows.map(({ steps, step, done }) => ({ steps, step, done }))).toEqual(
      Array.from({ length: 3 }, () => ({ steps: 4, step: 4, done: true })),
    );
    expect(last?.rows[2]?.metrics["val_acc"]).toBe(history.history["val_acc"]?.[2]);
    expect(last?.rows[2]?.metrics["loss"]).toBe(history.history["loss"]?.[2]);
    const curve = (name: string) => last?.curves.find((candidate) => candidate.name === name)?.points;
    // On a busy machine an epoch takes long enough to have points of its own.
    const ends = curve("loss")?.filter(([epochs]) => Number.isInteger(epochs));
    expect(ends?.map(([epochs]) => epochs)).toEqual([1, 2, 3]);
    expect(curve("val_loss")?.map(([, value]) => value)).toEqual(history.history["val_loss"]);
    expect(lines()).toHaveLength(3);
    expect(lines()[1]).toMatch(
      /^Epoch 2\/3 - 0s - loss: \d\.\d{4} - accuracy: 0\.\d{4} - val_loss: \d\.\d{4} - val_accuracy: 0\.\d{4}$/,
    );
    for (const output of outputs)
      expect(parse(OutputSchema, JSON.parse(JSON.stringify(output)))).toEqual(output);
  });

  test("shows nothing with verbose: 0, and each fit under its own key", async () => {
    const model = makeModel();
    await model.fit(x(), y(), { verbose: 0 });
    expect(outputs).toEqual([]);
    await model.fit(x(), y());
    await model.fit(x(), y());
    expect(new Set(trainings().map(({ key }) => key)).size).toBe(2);
  });

  test("leaves callbacks, history and tensors as they are without it", async () => {
    const model = makeModel();
    const [inputs, targets] = [x(), y()];
    const calls: string[] = [];
    const before = tf.memory().numTensors;
    const history = await model.fit(inputs, targets, {
      epochs: 2,
      batchSize: 50,
      callbacks: {
        onBatchEnd: (batch, logs) => void calls.push(`batch ${batch} ${Object.keys(logs ?? {})}`),
        onEpochEnd: (epoch, logs) => void calls.push(`epoch ${epoch} ${Object.keys(logs ?? {})}`),
      },
    });
    const perEpoch = (epoch: number) => [
      "batch 0 batch,size,loss,acc",
      "batch 1 batch,size,loss,acc",
      `epoch ${epoch} loss,acc`,
    ];
    expect(calls).toEqual([...perEpoch(0), ...perEpoch(1)]);
    expect(Object.keys(history.history)).toEqual(["loss", "acc"]);
    expect(history.epoch).toEqual([0, 1]);
    expect(tf.memory().numTensors).toBe(before);
  });

  test("says why its step was not compiled, if it could have been", async () => {
    const model = makeModel();
    await model.fit(x(), y());
    expect(trainings().at(-1)).not.toHaveProperty("notCompiled");
    await model.fit(x(), y(), { compiled: false });
    expect(trainings().at(0)).not.toHaveProperty("notCompiled");
    expect(trainings().at(-1)?.notCompiled).toBe("fit was given compiled: false");
  });

  test("works with a dataset of unknown length", async () => {
    const model = makeModel();
    const dataset = tf.data.generator(function* () {
      for (let batch = 0; batch < 5; batch++) yield { xs: tf.ones([4, 3]), ys: tf.zeros([4, 1]) };
    });
    await model.fitDataset(dataset, { epochs: 2 });
    const last = trainings().at(-1);
    expect(last?.rows.map(({ steps, step }) => [steps, step])).toEqual([
      [null, 5],
      [null, 5],
    ]);
    expect(last?.curves.find(({ name }) => name === "loss")?.points.map(([epochs]) => epochs)).toEqual([
      1, 2,
    ]);
  });

  test("reports a loss of NaN as null", async () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [3] })] });
    model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
    await model.fit(tf.ones([4, 3]), tf.fill([4, 1], Number.NaN));
    expect(trainings().at(-1)?.rows[0]?.metrics["loss"]).toBeNull();
    expect(lines()[0]).toContain("loss: NaN");
  });

  test("bounds what a long training reports", async () => {
    const model = makeModel();
    await model.fit(x(), y(), { epochs: 300, batchSize: 100 });
    for (const { points } of trainings().at(-1)?.curves ?? []) expect(points.length).toBeLessThanOrEqual(240);
  });
});

describe("a stop request", () => {
  beforeAll(() => start("wasm"));
  beforeEach(beginRun);

  test("does not end a fit of a later run", async () => {
    requestStop();
    beginRun();
    const { epoch } = await makeModel().fit(x(), y(), { epochs: 2, verbose: 0 });
    expect(epoch).toEqual([0, 1]);
  });

  test("ends all trainings of the run: those that go on, and those that it would still begin", async () => {
    const stopFirst = { onBatchEnd: () => requestStop() };
    const all = await Promise.all([
      makeModel().fit(x(), y(), { epochs: 1000, batchSize: 10, verbose: 0, callbacks: stopFirst }),
      makeModel().fit(x(), y(), { epochs: 1000, batchSize: 10, verbose: 0 }),
    ]);
    for (const { epoch } of all) expect(epoch.length).toBeLessThan(1000);
    await expect(makeModel().fit(x(), y(), { verbose: 0 })).rejects.toThrow("The cell was stopped.");
    await expect(makeModel().fitDataset(tf.data.array([]), { epochs: 1 })).rejects.toThrow("was stopped");
  });

  test("is heard while the weights before the first epoch are saved", async () => {
    const model = makeModel();
    const [kernel] = model.layers[0]?.getWeights() ?? [];
    if (kernel === undefined) throw new Error("The model has no weights.");
    const { data } = tf.Tensor.prototype;
    tf.Tensor.prototype.data = function (this: tf.Tensor) {
      requestStop();
      return data.call(this);
    } as typeof data;
    try {
      const history = await model.fit(x(), y(), { epochs: 1000, batchSize: 10, verbose: 0 });
      expect(history.epoch).toEqual([0]);
    } finally {
      tf.Tensor.prototype.data = data;
    }
  });

  test("ends a loop over trainOnBatch, which lets messages through", async () => {
    const model = makeModel();
    const [inputs, targets] = [x(), y()];
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = () => requestStop();
    port1.postMessage(null);
    const loop = async (): Promise<never> => {
      for (;;) await model.trainOnBatch(inputs, targets);
    };
    await expect(loop()).rejects.toThrow("The cell was stopped.");
    port1.close();
  });

  test("ends training after the running batch, keeping model and history", async () => {
    outputs = [];
    const model = makeModel();
    let batches = 0;
    const history = await model.fit(x(), y(), {
      epochs: 1000,
      batchSize: 10,
      callbacks: {
        onBatchEnd: async () => {
          batches += 1;
          if (batches === 13) requestStop();
        },
      },
    });
    expect(batches).toBe(13);
    expect(history.epoch).toEqual([0, 1]);
    expect(trainings().at(-1)?.stopped).toBe(true);
    expect(lastStepMs()).toBeGreaterThan(0);
    beginRun();
    expect((await model.fit(x(), y(), { epochs: 1, verbose: 0 })).epoch).toEqual([0]);
  });

  test("lets other messages through while it trains", async () => {
    const model = makeModel();
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = () => requestStop();
    port1.postMessage(null);
    const history = await model.fit(x(), y(), {
      epochs: 100_000,
      batchSize: 10,
      verbose: 0,
      callbacks: [new tf.EarlyStopping({ patience: 1e9, monitor: "loss" })],
    });
    port1.close();
    expect(history.epoch.length).toBeLessThan(100_000);
  });

  test("ends a validation: model and history stay, the epoch has no validation", async () => {
    const model = makeModel();
    const [inputs, targets] = [x(), y()];
    const many: [tf.Tensor, tf.Tensor] = [tf.zeros([1_000_000, 3]), tf.zeros([1_000_000, 1])];
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = () => requestStop();
    let batches = 0;
    const before = tf.memory().numTensors;
    const history = await model.fit(inputs, targets, {
      epochs: 3,
      batchSize: 10,
      validationData: many,
      // The last batch of the first epoch: what is posted now comes in while the validation runs.
      callbacks: { onBatchBegin: () => void (++batches === 10 && port1.postMessage(null)) },
    });
    port1.close();
    beginRun();
    expect(history.epoch).toEqual([0]);
    expect(Object.keys(history.history)).toEqual(["loss", "acc"]);
    expect(trainings().at(-1)?.stopped).toBe(true);
    expect(trainings().at(-1)?.rows[0]).toMatchObject({ step: 10, done: true });
    expect(tf.memory().numTensors).toBe(before);
    const again = await model.fit(inputs, targets, { validationData: [inputs, targets], verbose: 0 });
    expect(again.history["val_loss"]).toHaveLength(1);
  });

  test("ends a validation from a dataset, of which nothing is logged", async () => {
    const model = makeModel();
    const batches = (count: number) =>
      tf.data.generator(function* () {
        for (let batch = 0; batch < count; batch++) yield { xs: tf.ones([4, 3]), ys: tf.zeros([4, 1]) };
      });
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = () => requestStop();
    const before = tf.memory().numTensors;
    const history = await model.fitDataset(batches(5), {
      epochs: 3,
      verbose: 0,
      validationData: batches(1e9),
      callbacks: { onBatchEnd: async (batch) => void (batch === 4 && port1.postMessage(null)) },
    });
    port1.close();
    beginRun();
    expect(history.epoch).toEqual([0]);
    expect(Object.keys(history.history)).toEqual(["loss", "acc"]);
    expect(tf.memory().numTensors).toBe(before);
    const again = await model.fitDataset(batches(5), { epochs: 1, verbose: 0, validationData: batches(2) });
    expect(again.history["val_loss"]).toHaveLength(1);
  });

  test("cannot end an evaluation, whose expected duration is reported if it is long", async () => {
    const model = makeModel();
    const sleep = () => new Promise<void>((resolve) => setTimeout(resolve, 50));
    await model.fit(x(), y(), { batchSize: samples, verbose: 0, callbacks: { onBatchBegin: sleep } });
    expected = [];
    model.evaluate(x(), y(), { batchSize: 10 });
    expect(expected).toEqual([10 * lastStepMs()]);
  });

  test("does not reach past a fit that failed", async () => {
    const model = makeModel();
    const onBatchEnd = () => {
      throw new Error("a reader's mistake");
    };
    await expect(model.fit(x(), y(), { verbose: 0, callbacks: { onBatchEnd } })).rejects.toThrow("mistake");
    requestStop();
    beginRun();
    const evaluated = await model.evaluateDataset(tf.data.array([{ xs: x(), ys: y() }]), {});
    expect([evaluated].flat().length).toBeGreaterThan(0);
    expect((await model.fit(x(), y(), { epochs: 2, verbose: 0 })).epoch).toEqual([0, 1]);
  });
});
