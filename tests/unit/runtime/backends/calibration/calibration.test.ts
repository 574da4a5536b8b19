import * as tf from "@tensorflow/tfjs";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CalibrationOptions } from "../../../../../src/runtime/backends/calibration/calibration.ts";
import { startSecondWasm } from "../../../../../src/runtime/backends/wasm-backend.ts";
import { resetState } from "../../../../../src/runtime/library/reset-state.ts";
import { nadam } from "../../../../../src/runtime/optimizers/nadam.ts";
import { startCalibration } from "../../../../../src/runtime/tensorflow/patch-backend-choice.ts";
import { beginRun, requestStop } from "../../current-run.ts";
import { installFitPatches, kernelBinaries, start } from "../../start.ts";

// The CPU backend replaces the GPU: it is slower than WASM on everything that is large enough to be measured.
const GPU = "cpu";
const SAMPLES = 2000;
/** Enough epochs on WASM that the GPU is measured at all; a callback ends them early. */
const EPOCHS = 1000;

let reports: { backend: string; reason: string }[] = [];

interface Data {
  readonly x: tf.Tensor;
  readonly y: tf.Tensor;
}

async function startWasm(): Promise<void> {
  await startSecondWasm(await kernelBinaries());
}

function install(options: Partial<CalibrationOptions> = {}): void {
  startCalibration({
    gpu: GPU,
    startWasm,
    report: (backend, reason) => void reports.push({ backend, reason }),
    ...options,
  });
}

function images(): Data {
  const y = tf.tensor1d(Array.from({ length: SAMPLES }, (_, index) => index % 3));
  return { x: tf.randomNormal([SAMPLES, 12, 12, 1], 0, 1, "float32", 7), y };
}

function network(optimizer: tf.Optimizer | string, ...more: readonly tf.layers.Layer[]): tf.Sequential {
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ filters: 4, kernelSize: 3, activation: "relu", inputShape: [12, 12, 1] }),
      ...more,
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.flatten(),
      tf.layers.dropout({ rate: 0.2 }),
      tf.layers.dense({ units: 3, activation: "softmax" }),
    ],
  });
  model.compile({ optimizer, loss: "sparseCategoricalCrossentropy", metrics: ["accuracy"] });
  return model;
}

/** Everything that a reader could observe of a training. */
interface Outcome {
  readonly losses: readonly number[];
  readonly history: unknown;
  readonly weights: readonly (readonly number[])[];
  /** What `Math.random` gives next. */
  readonly random: number;
  readonly tensors: number;
  readonly variables: number;
}

/** Trains two batches, regardless of the number of epochs. */
async function train(make: () => tf.LayersModel, { x, y }: Data): Promise<Outcome> {
  resetState(5);
  beginRun();
  const model = make();
  const losses: number[] = [];
  const before = tf.memory().numTensors;
  const variablesBefore = Object.keys(tf.engine().registeredVariables).length;
  const { history } = await model.fit(x, y, {
    epochs: EPOCHS,
    verbose: 0,
    callbacks: {
      onBatchEnd: (batch, logs) => {
        losses.push(logs?.["loss"] ?? Number.NaN);
        if (batch === 1) requestStop();
      },
    },
  });
  // It was stopped, and the test goes on.
  beginRun();
  const tensors = tf.memory().numTensors - before;
  const variables = Object.keys(tf.engine().registeredVariables).length - variablesBefore;
  const weights = await Promise.all(model.getWeights().map(async (weight) => [...(await weight.data())]));
  model.optimizer.dispose();
  model.dispose();
  return { losses, history, weights, random: Math.random(), tensors, variables };
}

function isOn(backend: string, ...tensors: readonly tf.Tensor[]): boolean {
  return tensors.every(({ dataId }) => tf.findBackend(backend).refCount(dataId) > 0);
}

const ways: Readonly<Record<string, () => tf.LayersModel>> = {
  "the compiled step and Nadam": () => network(nadam()),
  "the compiled step and Adam": () => network("adam"),
  "batch normalisation, whose means are no trained weights": () =>
    network(tf.train.momentum(0.01, 0.9), tf.layers.batchNormalization()),
  "a frozen layer and RMSProp": () => {
    const frozen = tf.layers.conv2d({ filters: 2, kernelSize: 3, trainable: false });
    return network(tf.train.rmsprop(0.01), frozen);
  },
  "SGD and noise": () => network("sgd", tf.layers.gaussianNoise({ stddev: 0.1 })),
};

/** Its steps are short on any backend unless softplus is slow. */
function withSoftplus(): tf.LayersModel {
  const model = tf.sequential({
    layers: [
      tf.layers.flatten({ inputShape: [12, 12, 1] }),
      tf.layers.dense({ units: 3, activation: "softplus" }),
      tf.layers.activation({ activation: "softmax" }),
    ],
  });
  model.compile({ optimizer: "sgd", loss: "sparseCategoricalCrossentropy", metrics: ["accuracy"] });
  return model;
}

/** Replaces a stock kernel. Call the result to restore it. */
function replaceKernel(name: string, backendName: string, kernelFunc: tf.KernelFunc | undefined): () => void {
  const stock = tf.getKernel(name, backendName);
  tf.unregisterKernel(name, backendName);
  if (kernelFunc !== undefined) tf.registerKernel({ ...stock, kernelFunc });
  return () => {
    if (kernelFunc !== undefined) tf.unregisterKernel(name, backendName);
    tf.registerKernel(stock);
  };
}

/** Makes an operation so slow on a backend that the other certainly trains faster. */
function slowDown(name: string, backendName: string): () => void {
  const { kernelFunc } = tf.getKernel(name, backendName);
  return replaceKernel(name, backendName, (call) => {
    for (const begun = performance.now(); performance.now() - begun < 300; );
    return kernelFunc(call);
  });
}

describe("at the first fit, auto", () => {
  const uncalibrated = new Map<string, Outcome>();
  let data: Data;
  let restoreKernel: (() => void) | undefined;

  beforeAll(async () => {
    await start("wasm");
    await installFitPatches();
    const here = images();
    for (const [name, make] of Object.entries(ways)) uncalibrated.set(name, await train(make, here));
    tf.dispose([here.x, here.y]);
  }, 60_000);
  beforeEach(async () => {
    beginRun();
    await start(GPU);
    install();
    reports = [];
    data = images();
  });
  afterEach(() => {
    tf.dispose([data.x, data.y]);
    restoreKernel?.();
    restoreKernel = undefined;
  });

  for (const [name, make] of Object.entries(ways)) {
    test(`switches to WASM where that is faster, and trains as if it had started there: ${name}`, async () => {
      restoreKernel = slowDown(tf.Softmax, GPU);
      expect(await train(make, data)).toEqual(uncalibrated.get(name));
      expect(tf.getBackend()).toBe("wasm");
      expect(reports).toHaveLength(1);
      expect(reports[0]?.backend).toBe("wasm");
      expect(reports[0]?.reason).toMatch(/^Measured at the first fit of this model: \d.* per step here/);
    });
  }

  test("stays on the GPU where that is faster, and trains as if nothing had been measured", async () => {
    restoreKernel = slowDown(tf.Softplus, "wasm");
    const outcome = await train(withSoftplus, data);
    expect(tf.getBackend()).toBe(GPU);
    expect(reports[0]?.backend).toBe(GPU);
    expect(reports[0]?.reason).toMatch(/^Measured at .* per step here, .* on WASM\.$/);
    await tf.setBackend(GPU);
    expect(await train(withSoftplus, data)).toEqual(outcome);
  });

  test("moves everything that the reader made to WASM", async () => {
    const other = tf.randomNormal([3, 3], 0, 1, "float32", 1);
    const clone = other.clone();
    const labels = tf.tensor1d(["a", "b"], "string");
    const [values, before] = [await other.data(), tf.memory()];
    const model = network(nadam());
    await model.fit(data.x, data.y, { epochs: 1, validationData: [data.x, data.y], verbose: 0 });
    expect(tf.getBackend()).toBe("wasm");
    expect(isOn("wasm", data.x, data.y, other, clone, labels)).toBe(true);
    expect(await clone.data()).toEqual(values);
    expect(await labels.data()).toEqual(["a", "b"]);
    expect(model.evaluate(data.x, data.y)).toHaveLength(2);
    expect(model.predict(data.x)).toMatchObject({ shape: [SAMPLES, 3] });
    other.dispose();
    expect(await clone.data()).toEqual(values);
    expect(tf.memory().numBytes).toBeGreaterThan(before.numBytes - other.size * 4);
  });

  test("measures a model once, and switches back and forth between models", async () => {
    restoreKernel = slowDown(tf.Softplus, "wasm");
    const fast = () => network(nadam());
    await train(withSoftplus, data);
    const measured = reports.length;
    restoreKernel();
    restoreKernel = slowDown(tf.Softmax, GPU);
    const first = await train(fast, data);
    expect(tf.getBackend()).toBe("wasm");
    await train(withSoftplus, data);
    expect(tf.getBackend()).toBe(GPU);
    expect(await train(fast, data)).toEqual(first);
    expect(tf.getBackend()).toBe("wasm");
    expect(measured).toBe(1);
    expect(reports.map(({ backend }) => backend)).toEqual([GPU, "wasm", GPU, "wasm"]);
    expect(reports[2]).toEqual(reports[0]);
    expect(reports[3]).toEqual(reports[1]);
  });

  test("uses WASM for a training that ends before the GPU could be measured, until there were many", async () => {
    let gpuSteps = 0;
    const { kernelFunc } = tf.getKernel(tf.Softmax, GPU);
    restoreKernel = replaceKernel(tf.Softmax, GPU, (call) => {
      gpuSteps += 1;
      return kernelFunc(call);
    });
    const model = withSoftplus();
    const epoch = () => model.fit(data.x, data.y, { epochs: 1, batchSize: SAMPLES, verbose: 0 });
    await epoch();
    expect(reports).toEqual([
      { backend: "wasm", reason: expect.stringMatching(/^Training takes about .* less than measuring/) },
    ]);
    for (let fits = 0; fits < 2000 && gpuSteps === 0; fits += 1) await epoch();
    expect(gpuSteps).toBeGreaterThan(0);
    expect(reports.at(-1)?.reason).toMatch(/^Measured at the first fit/);
  });

  test("does not measure a model that is too large for any processor", async () => {
    const side = 1000;
    const layer = tf.layers.conv2d({ filters: 1, kernelSize: 11, inputShape: [side, side, 1] });
    const model = tf.sequential({ layers: [layer, tf.layers.globalAveragePooling2d({})] });
    model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
    const onTrainBegin = () => {
      throw new Error("not to be trained here");
    };
    const fit = model.fit(tf.zeros([1, side, side, 1]), tf.zeros([1, 1]), { callbacks: { onTrainBegin } });
    await expect(fit).rejects.toThrow("not to be trained here");
    expect(reports).toEqual([
      { backend: GPU, reason: expect.stringContaining("too large for the processor") },
    ]);
  });

  test("respects a backend that a cell chose, even if it is the same", async () => {
    await tf.setBackend(GPU);
    await train(() => network(nadam()), data);
    expect(tf.getBackend()).toBe(GPU);
    expect(reports).toEqual([{ backend: GPU, reason: "A cell asked for it by tf.setBackend." }]);
  });

  test("measures no model that runs the reader's code", async () => {
    const steps: number[] = [];
    const loss = (targets: tf.Tensor, outputs: tf.Tensor): tf.Tensor => {
      steps.push(1);
      return tf.metrics.meanSquaredError(targets, outputs);
    };
    const model = network(nadam());
    model.compile({ optimizer: "sgd", loss });
    await model.fit(tf.ones([40, 12, 12, 1]), tf.zeros([40, 3]), { batchSize: 40, verbose: 0 });
    expect(steps).toHaveLength(1);
    expect(reports).toEqual([
      { backend: GPU, reason: "Not measured for this model: it runs code of its own." },
    ]);
    expect(tf.getBackend()).toBe(GPU);
  });

  test("leaves fit to the backend that has the kernels, and names the one that lacks them", async () => {
    restoreKernel = replaceKernel(tf.Softplus, "wasm", undefined);
    await train(withSoftplus, data);
    expect(tf.getBackend()).toBe(GPU);
    expect(reports[0]?.reason).toMatch(
      /per step here; WASM cannot train it \(Kernel 'Softplus' not registered/,
    );
    restoreKernel();
    restoreKernel = replaceKernel(tf.MaxPool, GPU, undefined);
    const way = "the compiled step and Nadam";
    expect(await train(() => network(nadam()), data)).toEqual(uncalibrated.get(way));
    expect(tf.getBackend()).toBe("wasm");
    expect(reports[1]?.reason).toMatch(/the GPU \(CPU\) cannot train it \(Kernel 'MaxPool' not registered/);
  });

  test("keeps the backend when WASM does not start, and says why", async () => {
    install({ startWasm: () => Promise.reject(new Error("there is no WebAssembly")) });
    await train(withSoftplus, data);
    expect(tf.getBackend()).toBe(GPU);
    expect(reports).toEqual([
      { backend: GPU, reason: "Not measured for this model: there is no WebAssembly." },
    ]);
  });

  test("frees what a failed step had saved", async () => {
    restoreKernel = replaceKernel(tf.MaxPoolGrad, GPU, undefined);
    const way = "the compiled step and Nadam";
    expect(await train(() => network(nadam()), data)).toEqual(uncalibrated.get(way));
  });

  test("obeys a stop request before anything is trained", async () => {
    const timings = [
      async () => {
        await startWasm();
        requestStop();
      },
      async () => {
        await startWasm();
        setTimeout(requestStop, 0);
      },
    ];
    for (const startAndStop of timings) {
      install({ startWasm: startAndStop });
      beginRun();
      const model = network(nadam());
      const before = await Promise.all(model.getWeights().map((weight) => weight.data()));
      const tensors = tf.memory().numTensors;
      const history = await model.fit(data.x, data.y, { epochs: EPOCHS, verbose: 0 });
      expect(history.epoch).toEqual([]);
      expect(await Promise.all(model.getWeights().map((weight) => weight.data()))).toEqual(before);
      expect(tf.memory().numTensors).toBe(tensors);
      expect(tf.getBackend()).toBe(GPU);
      expect(reports).toEqual([]);
    }
  });

  test("passes on the reader's errors unchanged", async () => {
    const model = network(nadam());
    await expect(model.fit(tf.zeros([4, 5]), data.y, { verbose: 0 })).rejects.toThrow(/shape/);
    const onBatchEnd = () => {
      throw new Error("a mistake in a callback");
    };
    const fit = model.fit(data.x, data.y, { callbacks: { onBatchEnd }, verbose: 0 });
    await expect(fit).rejects.toThrow("a mistake in a callback");
  });
});
