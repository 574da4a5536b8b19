import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import type { CellId } from "../../../../src/protocol/ids.ts";
import type { Output } from "../../../../src/protocol/output.ts";
import { DatasetStore } from "../../../../src/runtime/datasets/dataset-store.ts";
import { Explorer } from "../../../../src/runtime/explore/explorer.ts";
import { Downloads } from "../../../../src/runtime/files/downloads.ts";
import { FileStore } from "../../../../src/runtime/files/file-store.ts";
import { createFileReaders } from "../../../../src/runtime/files/read-files.ts";
import { Controls } from "../../../../src/runtime/library/controls.ts";
import { createLectern } from "../../../../src/runtime/library/lectern.ts";
import { createTensorFlow } from "../../../../src/runtime/library/tensorflow-module.ts";
import { Outbox } from "../../../../src/runtime/output/outbox.ts";
import { currentActivity } from "../../../../src/runtime/platform/activity.ts";
import { Evaluator } from "../../../../src/runtime/session/evaluate.ts";
import { beginRun } from "../current-run.ts";
import { installFitPatches } from "../start.ts";
import { MISTAKES } from "./mistakes.ts";

const shown: Output[] = [];

beforeAll(async () => {
  await installFitPatches({ report: (output) => shown.push(output) });
  await tf.setBackend("cpu");
});

const SETUP = `
import * as tf from "@tensorflow/tfjs";
import * as lectern from "lectern";
const network = () => tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [4], activation: "softmax" })] });
const model = network();
model.compile({ optimizer: "sgd", loss: "categoricalCrossentropy" });
const sparse = network();
sparse.compile({ optimizer: "sgd", loss: "sparseCategoricalCrossentropy" });
const x = tf.zeros([8, 4]);
const y = tf.oneHot(tf.tensor1d([0, 1, 2, 0, 1, 2, 0, 1], "int32"), 3);
`;

async function notebook(): Promise<Evaluator> {
  const outbox = new Outbox(() => undefined);
  const datasets = new DatasetStore(() => undefined);
  const files = createFileReaders(
    new FileStore(
      () => undefined,
      () => undefined,
    ),
    new FileStore(
      () => undefined,
      () => undefined,
    ),
    new Downloads(),
  );
  const explorer = new Explorer(() => undefined);
  const lectern = { ...createLectern(outbox, datasets, files, explorer, new Controls(outbox)) };
  const evaluator = new Evaluator(
    new Map<string, object>([
      ["@tensorflow/tfjs", createTensorFlow(files)],
      ["lectern", lectern],
    ]),
  );
  expect(await evaluator.run("setup" as CellId, SETUP)).toEqual({ type: "done" });
  return evaluator;
}

describe("the message that a mistake gets", async () => {
  test.each(MISTAKES)("%s", async (source, position, message) => {
    const evaluation = await (await notebook()).run("mistake" as CellId, source);
    if (evaluation.type !== "failed") throw new Error("The cell did not fail.");
    const { line, column } = evaluation.error;
    expect(evaluation.error.message).toBe(message);
    // An import fails in the runtime, and its frame is not always in the trace.
    if (position !== "") expect(`${line}:${column}`).toBe(position);
  });

  test("is known for at least sixty", () => {
    expect(new Set(MISTAKES.map(([source]) => source)).size).toBeGreaterThanOrEqual(60);
  });
});

describe("what works although it looks like a mistake", () => {
  test.each([
    'model.compile({ optimizer: "nadam", loss: "meanSquaredError" }); model.optimizer.getClassName()',
    '"a tensor: " + tf.scalar(1)',
    "`${tf.scalar(1)}`",
    'import { NamedTensorMap, Tensor2D, tensor1d, type DataType } from "@tensorflow/tfjs"; tensor1d([1]) as NamedTensorMap["a"]',
    "await model.fit(x, y, { epochs: 2, initialEpoch: 1, verbose: 0 })",
    "await model.fit([x], [y], { validationData: [x, y], verbose: 0 })",
    "const [name] = model.inputNames; await model.fit({ [name]: x }, y, { verbose: 0 })",
    "tf.tensor([])",
    'tf.tensor1d(["a", "b"])',
    'tf.tensor2d([["a"], ["b"]], [2, 1], "string")',
    'tf.tensor1d(["28", "1.5"], "float32")',
    "tf.tensor2d([new Float32Array(2), [NaN, true]])",
    "tf.tensor1d(new Uint8Array(3))",
    "tf.tensor(3)",
    "await model.fitDataset(tf.data.zip({ xs: tf.data.array([[1, 2, 3, 4]]), ys: tf.data.array([[1, 0, 0]]) }).batch(1), { epochs: 1, verbose: 0 })",
    "tf.zeros([0, 3])",
    `const shared = tf.layers.dense({ units: 2 });
     const [a, b] = [tf.input({ shape: [4] }), tf.input({ shape: [3, 4] })];
     const both = tf.model({ inputs: [a, b], outputs: [shared.apply(a), shared.apply(b)] });
     both.compile({ optimizer: "sgd", loss: ["meanSquaredError", "meanSquaredError"] });`,
    `const pool = tf.layers.maxPooling2d({ poolSize: 3 });
     pool.apply(tf.input({ shape: [2, 2, 1] }));
     tf.sequential({ layers: [tf.layers.inputLayer({ inputShape: [6, 6, 1] }), pool] })
       .compile({ optimizer: "sgd", loss: "meanSquaredError" });`,
  ])("%s", async (source) => {
    expect(await (await notebook()).run("fine" as CellId, source)).toMatchObject({ type: "done" });
  });
});

test("training on NaN says so once, and numbers its epochs from the first one", async () => {
  beginRun();
  shown.length = 0;
  const source = "await model.fit(tf.fill([8, 4], NaN), y, { epochs: 5, initialEpoch: 3 })";
  expect(await (await notebook()).run("nan" as CellId, source)).toMatchObject({ type: "done" });
  const warnings = shown.filter((output) => output.type === "text" && output.stream === "warn");
  expect(warnings).toEqual([
    {
      type: "text",
      stream: "warn",
      text: expect.stringMatching(/^The loss of epoch 4 is NaN.*learning rate/),
    },
  ]);
  const trainings = shown.filter((output) => output.type === "training");
  expect(trainings.at(-1)).toMatchObject({ earlierEpochs: 3, rows: [{}, {}] });
});

describe("a loss of NaN is warned of once, and makes the run doubtful:", () => {
  const nan = "tf.fill([8, 4], NaN)";
  const dataset = `tf.data.zip({ xs: tf.data.array(Array(8).fill([NaN, 1, 1, 1])), ys: tf.data.array(Array(8).fill([1, 0, 0])) }).batch(4)`;
  test.each<[string, RegExp]>([
    [`await model.fit(${nan}, y, { epochs: 2 })`, /^The loss of epoch 1 is NaN.*learning rate/],
    [`await model.fit(${nan}, y, { epochs: 2, verbose: 0 })`, /^The loss of epoch 1 is NaN/],
    [`await model.fit(${nan}, y, { epochs: 2, compiled: false })`, /^The loss of epoch 1 is NaN/],
    [`await model.fitDataset(${dataset}, { epochs: 2 })`, /^The loss of epoch 1 is NaN/],
    [`await model.fitDataset(${dataset}, { epochs: 2, verbose: 0 })`, /^The loss of epoch 1 is NaN/],
    [`await model.trainOnBatch(${nan}, y); await model.trainOnBatch(x, y)`, /^The loss of the batch is NaN/],
    [`model.evaluate(${nan}, y)`, /^The loss of the evaluation is NaN/],
    [`await model.evaluateDataset(${dataset}, { batches: 2 })`, /^The loss of the evaluation is NaN/],
    [`await model.fit(${nan}, y); model.evaluate(x, y)`, /^The loss of epoch 1 is NaN/],
  ])("%s", async (source, warning) => {
    const evaluator = await notebook();
    beginRun();
    shown.length = 0;
    expect(await evaluator.run("nan" as CellId, source)).toMatchObject({ type: "done" });
    const warnings = shown.filter((output) => output.type === "text" && output.stream === "warn");
    expect(warnings).toEqual([{ type: "text", stream: "warn", text: expect.stringMatching(warning) }]);
    expect(currentActivity().isDoubtful).toBe(true);
  });

  test("and none where it is a number", async () => {
    const evaluator = await notebook();
    beginRun();
    shown.length = 0;
    const source =
      "await model.fit(x, y, { verbose: 0 }); await model.trainOnBatch(x, y); model.evaluate(x, y)";
    expect(await evaluator.run("fine" as CellId, source)).toMatchObject({ type: "done" });
    expect(shown).toEqual([]);
    expect(currentActivity().isDoubtful).toBe(false);
  });
});

test("a reader's own `check` does not decide an exercise", async () => {
  const evaluator = new Evaluator(
    new Map([["lectern", { check: () => "lectern's", table: () => "lectern's" }]]),
  );
  await evaluator.run("starter" as CellId, 'const check = () => "mine"; const table = () => "mine";');
  expect(await evaluator.check("a-check" as CellId, "[check(), table()]")).toMatchObject({
    value: ["lectern's", "mine"],
  });
  expect(await evaluator.run("later" as CellId, "check()")).toMatchObject({ value: "mine" });
});
