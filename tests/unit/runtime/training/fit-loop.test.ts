import * as tf from "@tensorflow/tfjs";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runningEngine } from "../../../../src/runtime/kernels/register.ts";
import { resetState } from "../../../../src/runtime/library/reset-state.ts";
import { BatchesCallback } from "../../../../src/runtime/training/batches-callback.ts";
import { registerCallback } from "../../../../src/runtime/training/registered-callbacks.ts";
import type { StepsPerExecution } from "../../../../src/runtime/training/steps-per-execution.ts";
import { beginRun, requestStop } from "../current-run.ts";
import { installFitPatches, start } from "../start.ts";

const { layers } = tf;
const SAMPLES = 150;
/** Five batches, of which the last is smaller. */
const BATCH_SIZE = 32;
const BATCHES = 5;

function cnn(): tf.layers.Layer[] {
  return [
    layers.conv2d({ filters: 3, kernelSize: 3, padding: "same", activation: "relu", inputShape: [8, 8, 1] }),
    layers.maxPooling2d({ poolSize: 2 }),
    layers.dropout({ rate: 0.2 }),
    layers.flatten(),
    layers.dense({ units: 3, activation: "softmax" }),
  ];
}
/** Its first stage takes a whole batch at once. */
function perceptron(): tf.layers.Layer[] {
  return [
    layers.flatten({ inputShape: [8, 8, 1] }),
    layers.dense({ units: 8, activation: "relu" }),
    layers.dense({ units: 3, activation: "softmax" }),
  ];
}
/** Without padding, images are read where they are in the backward pass too. */
function unpadded(): tf.layers.Layer[] {
  return [
    layers.conv2d({ filters: 4, kernelSize: 3, activation: "relu", inputShape: [8, 8, 1] }),
    layers.depthwiseConv2d({ kernelSize: 3 }),
    layers.flatten(),
    layers.dense({ units: 3, activation: "softmax" }),
  ];
}

const x = () => tf.randomNormal([SAMPLES, 8, 8, 1], 0, 1, "float32", 5);
const classes = () => tf.tensor1d(Array.from({ length: SAMPLES }, (_, index) => (index * 7) % 3));
const oneHot = () => tf.oneHot(classes().toInt(), 3).toFloat();

interface Setting {
  readonly make?: () => tf.layers.Layer[];
  readonly compile?: () => Partial<tf.ModelCompileArgs>;
  readonly fit?: tf.ModelFitArgs;
  readonly y?: () => tf.Tensor;
}

/** Everything that a training leaves, to compare one with another. */
async function train({ make = cnn, compile, fit, y = classes }: Setting, extra: tf.ModelFitArgs = {}) {
  resetState(7);
  const model = tf.sequential({ layers: make() });
  model.compile({
    optimizer: "adam",
    loss: "sparseCategoricalCrossentropy",
    metrics: ["accuracy"],
    ...compile?.(),
  });
  const { history, epoch } = await model.fit(x(), y(), {
    batchSize: BATCH_SIZE,
    epochs: 3,
    verbose: 0,
    ...fit,
    ...extra,
  });
  return {
    history,
    epoch,
    weights: model.getWeights().map((weight) => Array.from(weight.dataSync())),
    // Both ways draw the same random numbers.
    next: Math.random(),
  };
}

const atOnce = (stepsPerExecution: StepsPerExecution) => () => ({ stepsPerExecution });

/** A callback that has to be called after every batch. */
const PER_BATCH: tf.ModelFitArgs = { callbacks: { onBatchEnd() {} } };

/** What was trained between two calls of the runtime's own callbacks: several batches, or a single one. */
interface Span {
  readonly last: number;
  readonly count: number;
}
let together: Span[] = [];
let single = 0;
/** Is called after each of them. */
let afterSpan: (model: tf.LayersModel, span: Span) => void = () => {};

class Recorder extends BatchesCallback {
  override async onBatchEnd(batch: number): Promise<void> {
    single += 1;
    afterSpan(this.model, { last: batch, count: 1 });
  }
  override async onBatchesEnd({ last, count }: Span): Promise<void> {
    together.push({ last, count });
    afterSpan(this.model, { last, count });
  }
}

beforeAll(async () => {
  await start("wasm");
  await installFitPatches();
  registerCallback(0, Recorder);
});
beforeEach(() => {
  together = [];
  single = 0;
  afterSpan = () => {};
  beginRun();
});

const trainedTogether = (): number => together.reduce((sum, { count }) => sum + count, 0);

describe("many batches in one go", () => {
  test.each<[string, Setting]>([
    ["a convolutional network", {}],
    ["a dense network", { make: perceptron }],
    ["images without padding", { make: unpadded }],
    ["the order of the samples", { fit: { shuffle: false } }],
    ["one-hot targets", { y: oneHot, compile: () => ({ loss: "categoricalCrossentropy" }) }],
    [
      "a metric that TensorFlow.js computes",
      { y: oneHot, compile: () => ({ loss: "meanSquaredError", metrics: ["mae"] }) },
    ],
    [
      "a metric of the reader's, on class indices",
      { compile: () => ({ metrics: [(labels, outputs) => tf.add(labels.mean(), outputs.max())] }) },
    ],
    ["class weights", { fit: { classWeight: { 0: 1, 1: 3, 2: 0.5 } } }],
    ["validation", { fit: { validationSplit: 0.2 } }],
    ["TensorFlow.js's own step", { fit: { compiled: false, validationSplit: 0.2 } }],
    [
      "TensorFlow.js's own step with class weights",
      { fit: { compiled: false, classWeight: { 0: 1, 1: 3, 2: 0.5 } } },
    ],
    ["an epoch to begin with", { fit: { initialEpoch: 1 } }],
    ["batches larger than the data", { fit: { batchSize: 1000 } }],
    ["weights that become NaN", { compile: () => ({ optimizer: tf.train.sgd(1e30) }) }],
    ["stepsPerExecution", { compile: atOnce(2) }],
  ])("gives the numbers of batch after batch: %s", async (_name, setting) => {
    const result = await train(setting);
    expect(single).toBe(0);
    const batches = trainedTogether();
    expect(await train(setting, PER_BATCH)).toEqual(result);
    expect(single).toBe(batches);
    expect(trainedTogether()).toBe(batches);
  });

  test("calls the callbacks of epochs as batch after batch does, with the same logs", async () => {
    const diary = async (extra: object) => {
      const calls: unknown[] = [];
      const note = (name: string) => (epoch: unknown, logs?: tf.Logs) =>
        void calls.push([name, epoch, { ...logs }]);
      const result = await train(
        { fit: { validationSplit: 0.2 } },
        {
          callbacks: {
            onTrainBegin: () => void calls.push("begin"),
            onTrainEnd: () => void calls.push("end"),
            onEpochBegin: note("epoch begins"),
            onEpochEnd: note("epoch ends"),
            ...extra,
          },
        },
      );
      return { calls, result };
    };
    const expected = await diary({ onBatchEnd() {} });
    expect(expected.calls).toHaveLength(8);
    expect(await diary({})).toEqual(expected);
    expect(together).not.toEqual([]);
  });

  test("gives callbacks of a class the scalars that TensorFlow.js gives them, and frees these", async () => {
    class Best extends tf.Callback {
      readonly losses: number[] = [];
      override async onEpochEnd(_epoch: number, logs?: tf.Logs): Promise<void> {
        const loss: unknown = logs?.["loss"];
        if (loss instanceof tf.Tensor) this.losses.push((await loss.data())[0] ?? Number.NaN);
      }
    }
    const best = new Best();
    const stopping = tf.callbacks.earlyStopping({ monitor: "loss", patience: 0, minDelta: 1e9 });
    const before = tf.memory().numTensors;
    const { history, epoch } = await train(
      {},
      { callbacks: [best, stopping] as unknown as tf.CustomCallbackArgs[] },
    );
    expect(epoch).toEqual([0, 1]);
    expect(best.losses).toEqual(history["loss"]);
    expect(together).not.toEqual([]);
    const leaked = tf.memory().numTensors;
    await train({}, { callbacks: [new Best(), stopping] as unknown as tf.CustomCallbackArgs[] });
    expect(tf.memory().numTensors - leaked).toBe(leaked - before);
  });

  test.each<[string, tf.ModelFitArgs]>([
    ["onBatchBegin", { callbacks: { onBatchBegin() {} } }],
    ["onBatchEnd", { callbacks: { onBatchEnd() {} } }],
    ["onYield", { callbacks: { onYield() {} } }],
    ['yieldEvery: "batch"', { yieldEvery: "batch" }],
    [
      "a class",
      {
        callbacks: new (class extends tf.Callback {
          override async onBatchBegin(): Promise<void> {}
        })() as unknown as tf.CustomCallbackArgs,
      },
    ],
  ])("is not used when someone listens to batches: %s", async (_name, fit) => {
    await train({ fit });
    expect(together).toEqual([]);
    expect(single).toBe(3 * BATCHES);
  });

  test("obeys stepsPerExecution, of which 1 is batch after batch", async () => {
    await train({ compile: atOnce(2) });
    expect(Math.max(...together.map(({ count }) => count))).toBeLessThanOrEqual(2);
    expect(single).toBe(0);
    together = [];
    await train({ compile: atOnce(1) });
    expect(together).toEqual([]);
    expect(single).toBe(3 * BATCHES);
  });

  test("compiles a model again during training, as batch after batch does", async () => {
    const recompile: Setting = {
      fit: {},
      compile: () => ({ optimizer: tf.train.sgd(0.01) }),
    };
    afterSpan = (model, { last }) => {
      if (last === BATCHES - 1)
        model.compile({
          optimizer: tf.train.sgd(0.1),
          loss: "sparseCategoricalCrossentropy",
          metrics: ["accuracy"],
        });
    };
    const result = await train(recompile);
    expect(trainedTogether()).toBe(3 * BATCHES);
    expect(await train(recompile, PER_BATCH)).toEqual(result);
  });
});

/**
 * Ends a training of many epochs in its second epoch, at the first call after its third batch or after that batch. A busy
 * machine gets to fewer batches in one go. Returns where it ended.
 */
function endWith(end: (model: tf.LayersModel) => void, at?: number): { last: number } {
  const ended = { last: -1 };
  let epochs = 0;
  afterSpan = (model, { last }) => {
    const isDue = epochs === 1 && ended.last < 0 && (at === undefined ? last >= 2 : last === at);
    if (last === BATCHES - 1) epochs += 1;
    if (!isDue) return;
    ended.last = last;
    end(model);
  };
  return ended;
}

describe("many batches in one go end", () => {
  const long: Setting = { fit: { epochs: 1000 }, compile: atOnce(2) };

  test.each<[string, (model: tf.LayersModel) => void]>([
    ["at a stop request", () => requestStop()],
    [
      "with stopTraining",
      (model) => {
        model.stopTraining = true;
      },
    ],
  ])("%s, with the history and weights of batch after batch", async (_name, end) => {
    const ended = endWith(end);
    const result = await train(long);
    expect(result.epoch).toEqual([0, 1]);
    expect(together.map(({ count }) => count).every((count) => count <= 2)).toBe(true);
    beginRun();
    endWith(end, ended.last);
    expect(await train(long, PER_BATCH)).toEqual(result);
    expect(single).toBe(BATCHES + ended.last + 1);
  });

  test("after one batch, if stopTraining is set before it", async () => {
    const stopAt = (batch: object): tf.ModelFitArgs => ({
      callbacks: [
        new (class extends tf.Callback {
          override async onEpochBegin(epoch: number): Promise<void> {
            if (epoch === 1) this.model.stopTraining = true;
          }
        })(),
        Object.assign(new tf.CustomCallback({}, "auto"), batch),
      ] as unknown as tf.CustomCallbackArgs[],
    });
    const result = await train({}, stopAt({}));
    expect(trainedTogether()).toBe(BATCHES + 1);
    expect(await train({}, stopAt({ batchEnd() {} }))).toEqual(result);
  });

  test("at a message: the training lets them through", async () => {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = () => requestStop();
    port1.postMessage(null);
    const { epoch } = await train({ fit: { epochs: 100_000 } });
    port1.close();
    expect(epoch.length).toBeLessThan(100_000);
    expect(together).not.toEqual([]);
  });

  test("with an error of the reader's metric, after which the model can be trained", async () => {
    let calls = 0;
    const failing: Setting = {
      compile: () => ({
        metrics: [
          (_labels, outputs) => {
            calls += 1;
            if (calls === 7) throw new Error("a reader's mistake");
            return outputs.mean();
          },
        ],
      }),
    };
    await expect(train(failing)).rejects.toThrow("a reader's mistake");
    expect((await train({})).epoch).toEqual([0, 1, 2]);
  });

  test("with the error of batch after batch if the data are disposed of meanwhile", async () => {
    const errorOf = async (fit: tf.ModelFitArgs): Promise<unknown> => {
      const model = tf.sequential({ layers: perceptron() });
      model.compile({ optimizer: "adam", loss: "sparseCategoricalCrossentropy" });
      const data = x();
      afterSpan = () => data.dispose();
      return model.fit(data, classes(), { epochs: 9, verbose: 0, ...fit }).catch((error: unknown) => error);
    };
    const error = await errorOf({});
    expect(error).toBeInstanceOf(Error);
    expect(together).toHaveLength(1);
    expect(await errorOf(PER_BATCH)).toEqual(error);
  });
});

test("many batches in one go leave no tensors and no memory behind", async () => {
  const model = tf.sequential({ layers: perceptron() });
  model.compile({ optimizer: "adam", loss: "sparseCategoricalCrossentropy", metrics: ["accuracy"] });
  const [images, labels] = [x(), classes()];
  const fit = (epochs: number) =>
    model.fit(images, labels, { epochs, verbose: 0, classWeight: { 0: 1, 1: 2, 2: 3 } });
  const used = () => [
    tf.memory().numTensors,
    tf.engine().backend.numDataIds(),
    runningEngine()?.bytes().byteLength,
  ];
  await fit(1);
  const before = used();
  await fit(30);
  expect(together).not.toEqual([]);
  expect(used()).toEqual(before);
});
