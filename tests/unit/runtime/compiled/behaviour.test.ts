import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { resetState } from "../../../../src/runtime/library/reset-state.ts";
import { nadam } from "../../../../src/runtime/optimizers/nadam.ts";
import { whyNotCompiled } from "../../../../src/runtime/training/compiled-steps.ts";
import { start } from "../start.ts";

const { layers } = tf;

/** What using a model shows: descriptions and numbers, in order. */
class Diary {
  readonly words: string[] = [];
  readonly numbers: number[] = [];

  note(word: string, values: ArrayLike<number> = []): void {
    this.words.push(`${word}: ${values.length} numbers`);
    this.numbers.push(...Array.from(values));
  }

  noteTensors(word: string, tensors: tf.Tensor | tf.Tensor[]): void {
    for (const tensor of Array.isArray(tensors) ? tensors : [tensors]) {
      this.note(`${word} ${tensor.dtype} [${tensor.shape}]`, tensor.dataSync());
    }
  }

  noteHistory({ history, epoch }: tf.History): void {
    this.note(`epochs ${epoch}`);
    for (const [name, values] of Object.entries(history)) this.note(name, values.map(Number));
  }

  /** Notes every callback of a `fit` and its numbers. */
  readonly callbacks: tf.CustomCallbackArgs = {
    onTrainBegin: async () => this.note("train begins"),
    onTrainEnd: async () => this.note("train ends"),
    onEpochBegin: async (epoch) => this.note(`epoch ${epoch} begins`),
    onEpochEnd: async (epoch, logs) => this.noteLogs(`epoch ${epoch} ends`, logs),
    onBatchBegin: async (batch) => this.note(`batch ${batch} begins`),
    onBatchEnd: async (batch, logs) => this.noteLogs(`batch ${batch} ends`, logs),
  };

  private noteLogs(word: string, logs: tf.Logs = {}): void {
    this.note(`${word} ${Object.keys(logs)}`, Object.values(logs));
  }
}

interface Making {
  readonly optimizer?: string | tf.Optimizer;
  readonly loss?: string;
  readonly metrics?: tf.ModelCompileArgs["metrics"];
  readonly head?: () => tf.layers.Layer[];
  readonly body?: () => tf.layers.Layer[];
}

function makeModel({ optimizer = tf.train.sgd(0.1), loss, metrics, head, body }: Making = {}): tf.Sequential {
  const model = tf.sequential({
    layers: [
      ...(
        body ??
        (() => [layers.conv2d({ filters: 3, kernelSize: 3, inputShape: [6, 6, 2], activation: "relu" })])
      )(),
      layers.maxPooling2d({ poolSize: 2, strides: 2, padding: "same" }),
      layers.flatten(),
      ...(head ?? (() => [layers.dense({ units: 3, activation: "softmax" })]))(),
    ],
  });
  model.compile({
    optimizer,
    loss: loss ?? "sparseCategoricalCrossentropy",
    ...(metrics === undefined ? { metrics: ["accuracy"] } : { metrics }),
  });
  return model;
}

const SAMPLES = 23;
const pictures = (samples = SAMPLES): tf.Tensor4D =>
  tf.randomNormal<tf.Rank.R4>([samples, 6, 6, 2], 0, 1, "float32", 3);
const labels = (samples = SAMPLES): tf.Tensor1D =>
  tf.tensor1d(Array.from({ length: samples }, (_, index) => (index * 7) % 3));
const oneHot = (): tf.Tensor2D => tf.oneHot(labels().toInt(), 3).toFloat() as tf.Tensor2D;

/** Uses of a model, each run with compiled steps and on TensorFlow.js's CPU backend. */
type Scenario = (diary: Diary) => Promise<void>;

const fitting =
  (args: () => tf.ModelFitArgs, making: () => Making = () => ({})): Scenario =>
  async (diary) => {
    const model = makeModel(making());
    const { callbacks } = diary;
    const targets = (making().loss ?? "sparse").startsWith("sparse") ? labels() : oneHot();
    diary.noteHistory(
      await model.fit(pictures(), targets, { epochs: 3, batchSize: 5, callbacks, ...args() }),
    );
    diary.noteTensors("weight", model.getWeights());
  };

async function once(diary: Diary, model: tf.LayersModel, args: tf.ModelFitArgs = {}): Promise<void> {
  diary.noteHistory(await model.fit(pictures(), labels(), { epochs: 2, batchSize: 5, ...args }));
  diary.noteTensors("weight", model.getWeights());
}

const scenarios: Readonly<Record<string, Scenario>> = {
  "a last batch that is smaller": fitting(() => ({})),
  "batches of one": fitting(() => ({ batchSize: 1, epochs: 1 })),
  "one batch larger than the dataset": fitting(() => ({ batchSize: 100 })),
  "no shuffling": fitting(() => ({ shuffle: false })),
  "a validation split": fitting(() => ({ validationSplit: 0.4 })),
  "validation data": fitting(() => ({ validationData: [pictures(7), labels(7)] })),
  "an initial epoch": fitting(() => ({ initialEpoch: 1 })),
  "yields after each batch": fitting(() => ({ yieldEvery: "batch" })),
  "yields after each epoch": fitting(() => ({ yieldEvery: "epoch" })),
  "class weights": fitting(() => ({ classWeight: { 0: 0.5, 1: 2, 2: 3 } })),
  "several callbacks": async (diary) => {
    const model = makeModel();
    const callbacks = [diary.callbacks, { onEpochEnd: async () => diary.note("second") }];
    await once(diary, model, { callbacks });
  },
  "early stopping": async (diary) => {
    const model = makeModel({ optimizer: tf.train.sgd(0) });
    await once(diary, model, {
      epochs: 9,
      callbacks: tf.callbacks.earlyStopping({ monitor: "loss", minDelta: 0.1 }),
    });
  },
  "a callback that stops": async (diary) => {
    const model = makeModel();
    const onBatchEnd = async (batch: number) => {
      if (batch === 2) model.stopTraining = true;
    };
    await once(diary, model, { validationSplit: 0.2, callbacks: { ...diary.callbacks, onBatchEnd } });
  },
  "one sample": async (diary) => {
    const model = makeModel();
    diary.noteHistory(await model.fit(pictures(1), labels(1), { epochs: 3 }));
    diary.noteTensors("predicted", model.predict(pictures(1)) as tf.Tensor);
  },
  "softmax as a separate layer": async (diary) => {
    const model = makeModel({ head: () => [layers.dense({ units: 3 }), layers.softmax()] });
    expect(whyNotCompiled(model)).toBeNull();
    await once(diary, model);
  },
  "no samples": async (diary) => {
    diary.noteHistory(await makeModel().fit(tf.zeros([0, 6, 6, 2]), tf.zeros([0])));
  },
  "a functional model": async (diary) => {
    const input = tf.input({ shape: [6, 6, 2] });
    const convolved = layers.conv2d({ filters: 2, kernelSize: 3, padding: "same" }).apply(input);
    const output = layers.dense({ units: 3, activation: "softmax" }).apply(layers.flatten().apply(convolved));
    const model = tf.model({ inputs: input, outputs: output as tf.SymbolicTensor });
    model.compile({ optimizer: "adam", loss: "sparseCategoricalCrossentropy", metrics: ["accuracy"] });
    await once(diary, model);
  },
  "an optimizer that clips the gradients": async (diary) => {
    class Clipping extends tf.SGDOptimizer {
      override applyGradients(gradients: Parameters<tf.SGDOptimizer["applyGradients"]>[0]): void {
        const named = Array.isArray(gradients)
          ? gradients
          : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
        diary.note("applied");
        super.applyGradients(
          named.map(({ name, tensor }) => ({ name, tensor: tensor.clipByValue(-0.01, 0.01) })),
        );
      }
    }
    await once(diary, makeModel({ optimizer: new Clipping(0.1) }));
  },
  "a layer that adds a loss": async (diary) => {
    const dense = layers.dense({ units: 3, activation: "softmax" });
    dense.addLoss(() => tf.scalar(100));
    await once(diary, makeModel({ head: () => [dense] }));
  },
  "a metric that runs the model, and one after it": async (diary) => {
    const asked = pictures(9);
    const asking = (_targets: tf.Tensor, outputs: tf.Tensor): tf.Tensor =>
      outputs.mean().add((model.predict(asked) as tf.Tensor).max());
    const mean = (_targets: tf.Tensor, outputs: tf.Tensor): tf.Tensor => outputs.square().mean();
    const model: tf.Sequential = makeModel({ metrics: [asking, mean] });
    await once(diary, model);
    diary.noteTensors("evaluated", model.evaluate(pictures(), labels()));
  },
  "targets without an axis, from a dataset": async (diary) => {
    const model = makeModel({
      loss: "meanSquaredError",
      head: () => [layers.dense({ units: 1 })],
      metrics: [],
    });
    const batches = tf.data.array([0, 1, 2]).map(() => ({ xs: pictures(5), ys: labels(5) }));
    diary.noteHistory(await model.fitDataset(batches, { epochs: 2 }));
    diary.noteTensors("weight", model.getWeights());
  },
  "a model without weights": async (diary) => {
    const model = tf.sequential({ layers: [layers.flatten({ inputShape: [6, 6, 2] })] });
    model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
    diary.noteTensors("predicted", model.predict(pictures()) as tf.Tensor);
    diary.noteTensors("evaluated", model.evaluate(pictures(), pictures().reshape([SAMPLES, 72]).add(1)));
  },
  "an optimizer that a callback replaces": async (diary) => {
    const input = tf.input({ shape: [6, 6, 2] });
    const output = layers.dense({ units: 3, activation: "softmax" }).apply(layers.flatten().apply(input));
    const model = tf.model({ inputs: input, outputs: output as tf.SymbolicTensor });
    model.compile({ optimizer: "adam", loss: "sparseCategoricalCrossentropy", metrics: ["accuracy"] });
    const onEpochBegin = async (epoch: number): Promise<void> => {
      if (epoch === 1) model.optimizer = tf.train.sgd(0);
    };
    await once(diary, model, { epochs: 3, callbacks: { ...diary.callbacks, onEpochBegin } });
  },
  "no metrics": fitting(
    () => ({}),
    () => ({ metrics: [] }),
  ),
  "many metrics": fitting(
    () => ({ validationSplit: 0.3 }),
    () => ({
      loss: "categoricalCrossentropy",
      metrics: [
        "accuracy",
        "mse",
        "categoricalAccuracy",
        "binaryAccuracy",
        "cosine",
        "mae",
        "mape",
        (targets: tf.Tensor, outputs: tf.Tensor) => targets.mul(outputs).sum(-1),
      ],
    }),
  ),
  "a metric of another task": fitting(
    () => ({}),
    () => ({ metrics: ["sparseCategoricalCrossentropy", "acc"] }),
  ),
  "the precision of one output": async (diary) => {
    const head = () => [layers.dense({ units: 1, activation: "sigmoid" as const })];
    const model = makeModel({
      head,
      loss: "binaryCrossentropy",
      metrics: ["accuracy", "precision", "mse"],
    });
    const y = labels().equal(1).toFloat();
    diary.noteHistory(await model.fit(pictures(), y, { epochs: 2, batchSize: 6 }));
    diary.noteTensors("evaluated", model.evaluate(pictures(), y) as tf.Scalar[]);
  },
  "soft and unnormalised targets": async (diary) => {
    for (const loss of ["categoricalCrossentropy", "binaryCrossentropy", "meanSquaredError"]) {
      const model = makeModel({ loss });
      const y = tf.randomUniform([SAMPLES, 3], 0, 2, "float32", 9);
      diary.noteHistory(await model.fit(pictures(), y, { epochs: 2, batchSize: 5 }));
      diary.noteTensors("weight", model.getWeights());
    }
  },
  "probabilities not from softmax": async (diary) => {
    for (const activation of ["linear", "relu", "tanh", "sigmoid"] as const) {
      for (const loss of ["categoricalCrossentropy", "binaryCrossentropy", "sparseCategoricalCrossentropy"]) {
        const model = makeModel({ loss, head: () => [layers.dense({ units: 3, activation })] });
        const y = loss.startsWith("sparse") ? labels() : oneHot();
        diary.noteHistory(await model.fit(pictures(), y, { epochs: 1, batchSize: SAMPLES, shuffle: false }));
        diary.noteTensors("weight", model.getWeights());
      }
    }
  },
  "integer and boolean targets": async (diary) => {
    for (const dtype of ["int32", "bool"] as const) {
      const model = makeModel({ loss: "categoricalCrossentropy" });
      diary.noteHistory(await model.fit(pictures(), oneHot().cast(dtype), { epochs: 2 }));
    }
  },
  "labels as a column": async (diary) => {
    const model = makeModel();
    diary.noteHistory(await model.fit(pictures(), labels().expandDims(1), { epochs: 2 }));
  },
  "labels out of range, fractional, and negative": async (diary) => {
    for (const label of [3, 7, 1.5, 2.999, -1, -0.5]) {
      const model = makeModel();
      const y = tf.tensor1d(
        Array.from({ length: SAMPLES }, (_, index) => (index % 4 === 0 ? label : index % 3)),
      );
      diary.noteHistory(await model.fit(pictures(), y, { epochs: 2, batchSize: 5 }));
      diary.noteTensors("weight", model.getWeights());
    }
  },
  "a learning rate that a callback changes": async (diary) => {
    const sgd = tf.train.sgd(0.1);
    await once(diary, makeModel({ optimizer: sgd }), {
      callbacks: { onEpochEnd: async () => sgd.setLearningRate(0.01) },
    });
    const adam = tf.train.adam(0.01);
    await once(diary, makeModel({ optimizer: adam }), {
      callbacks: { onEpochEnd: async () => void Reflect.set(adam, "learningRate", 0.1) },
    });
  },
  "an optimizer that continues in the next fit": async (diary) => {
    for (const optimizer of [
      tf.train.adam(0.01),
      tf.train.momentum(0.01, 0.9),
      tf.train.rmsprop(0.01),
      nadam(0.01),
    ]) {
      const model = makeModel({ optimizer });
      await once(diary, model);
      await once(diary, model);
      diary.note(`iterations ${optimizer.iterations}`);
    }
  },
  "a model compiled again": async (diary) => {
    const model = makeModel();
    await once(diary, model);
    model.compile({ optimizer: tf.train.adam(0.01), loss: "sparseCategoricalCrossentropy" });
    await once(diary, model);
  },
  "a layer frozen before and after compile": async (diary) => {
    for (const again of [true, false]) {
      const model = makeModel();
      const [first] = model.layers;
      if (first === undefined) throw new Error("No layer.");
      first.trainable = false;
      if (again) model.compile({ optimizer: tf.train.sgd(0.1), loss: "sparseCategoricalCrossentropy" });
      await once(diary, model);
      first.trainable = true;
      await once(diary, model);
    }
  },
  "a layer frozen during a fit": async (diary) => {
    const model = makeModel({ optimizer: tf.train.sgd(0.1) });
    const [first] = model.layers;
    if (first === undefined) throw new Error("No layer.");
    const onEpochBegin = async (epoch: number) => {
      first.trainable = epoch === 0;
    };
    await once(diary, model, { epochs: 3, callbacks: { onEpochBegin } });
  },
  "two models that share layers": async (diary) => {
    const shared = () => whole.layers.slice(0, 3);
    const whole = makeModel({
      head: () => [
        layers.dense({ units: 4, activation: "tanh" }),
        layers.dense({ units: 3, activation: "softmax" }),
      ],
    });
    await once(diary, whole);
    const features = tf.model({
      inputs: whole.inputs,
      outputs: (whole.layers[3]?.output ?? []) as tf.SymbolicTensor,
    });
    diary.noteTensors("features", features.predict(pictures(), { batchSize: 4 }) as tf.Tensor);
    const other = tf.sequential({ layers: [...shared(), layers.dense({ units: 3, activation: "softmax" })] });
    other.compile({ optimizer: tf.train.sgd(0.1), loss: "sparseCategoricalCrossentropy" });
    await once(diary, other);
    diary.noteTensors("weight", whole.getWeights());
    await once(diary, whole);
  },
  "a saved and loaded model": async (diary) => {
    const model = makeModel({ optimizer: tf.train.adam(0.01) });
    await once(diary, model);
    const saved: tf.io.ModelArtifacts[] = [];
    const keep = tf.io.withSaveHandler(async (artifacts) => {
      saved.push(artifacts);
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
    });
    await model.save(keep, { includeOptimizer: true });
    const [artifacts] = saved;
    if (artifacts === undefined) throw new Error("Nothing was saved.");
    const loaded = await tf.loadLayersModel(tf.io.fromMemory(artifacts));
    diary.noteTensors("predicted", loaded.predict(pictures()) as tf.Tensor);
    loaded.compile({ optimizer: tf.train.adam(0.01), loss: "sparseCategoricalCrossentropy" });
    await once(diary, loaded);
  },
  "weights set between fits": async (diary) => {
    const model = makeModel();
    await once(diary, model);
    model.setWeights(model.getWeights().map((weight) => weight.mul(0.5)));
    diary.noteTensors("predicted", model.predict(pictures()) as tf.Tensor);
    await once(diary, model);
  },
  trainOnBatch: async (diary) => {
    const model = makeModel({ optimizer: tf.train.adam(0.01) });
    for (const samples of [5, 9, 1]) {
      const result = await model.trainOnBatch(pictures(samples), labels(samples));
      diary.note("trained", [result].flat().map(Number));
    }
    diary.noteTensors("weight", model.getWeights());
  },
  "evaluate in batches of several sizes": async (diary) => {
    const model = makeModel();
    for (const batchSize of [undefined, 1, 4, 23, 50]) {
      diary.noteTensors(
        "evaluated",
        model.evaluate(pictures(), labels(), { ...(batchSize && { batchSize }) }) as tf.Scalar[],
      );
      diary.noteTensors(
        "predicted",
        model.predict(pictures(), { ...(batchSize && { batchSize }) }) as tf.Tensor,
      );
    }
    diary.noteTensors("on a batch", model.predictOnBatch(pictures()) as tf.Tensor);
  },
  datasets: async (diary) => {
    const model = makeModel({ optimizer: tf.train.adam(0.01) });
    const batches = () =>
      tf.data.generator(function* () {
        for (const samples of [5, 8, 2]) yield { xs: pictures(samples), ys: labels(samples).expandDims(1) };
      });
    const { callbacks } = diary;
    diary.noteHistory(await model.fitDataset(batches(), { epochs: 2, callbacks, validationData: batches() }));
    diary.noteHistory(
      await model.fitDataset(batches(), { epochs: 2, validationData: [pictures(), labels()] }),
    );
    diary.noteTensors("evaluated", (await model.evaluateDataset(batches(), { batches: 2 })) as tf.Scalar[]);
  },
  "predictions and evaluations between batches": async (diary) => {
    const model = makeModel();
    const other = makeModel({
      body: () => [layers.conv2d({ filters: 9, kernelSize: 2, inputShape: [6, 6, 2] })],
    });
    const onBatchEnd = async () => {
      diary.noteTensors("weight", model.getWeights());
      diary.noteTensors("predicted", model.predict(pictures(11)) as tf.Tensor);
      diary.noteTensors("evaluated", other.evaluate(pictures(2), labels(2)) as tf.Scalar[]);
    };
    await once(diary, model, { callbacks: { onBatchEnd } });
  },
  "two models at the same time": async (diary) => {
    const [one, other] = [makeModel(), makeModel({ optimizer: tf.train.adam(0.01) })];
    const args: tf.ModelFitArgs = { epochs: 3, batchSize: 4, shuffle: false, yieldEvery: "batch" };
    const histories = await Promise.all([
      one.fit(pictures(), labels(), args),
      other.fit(pictures(9), labels(9), { ...args, validationSplit: 0.3 }),
    ]);
    for (const history of histories) diary.noteHistory(history);
    diary.noteTensors("weight", [...one.getWeights(), ...other.getWeights()]);
  },
  "filters and windows larger than the image, and strides longer than the filter": async (diary) => {
    const inputShape = [6, 6, 2];
    const bodies = [
      () => [layers.conv2d({ filters: 3, kernelSize: [9, 7], padding: "same", inputShape })],
      () => [layers.conv2d({ filters: 5, kernelSize: 2, strides: 4, padding: "same", inputShape })],
      () => [layers.conv2d({ filters: 2, kernelSize: 1, strides: [3, 2], inputShape })],
      () => [layers.averagePooling2d({ poolSize: 8, strides: 3, padding: "same", inputShape })],
      () => [layers.maxPooling2d({ poolSize: [1, 2], strides: [4, 5], inputShape })],
      () => [
        layers.conv2d({ filters: 4, kernelSize: 6, useBias: false, inputShape }),
        layers.conv2d({ filters: 2, kernelSize: 3, padding: "same", activation: "elu" }),
      ],
    ] as const;
    for (const body of bodies) await once(diary, makeModel({ body: () => [...body()] }));
  },
  "very large and very small inputs": async (diary) => {
    for (const size of [1e-30, 1e-8, 1e4, 1e12]) {
      const model = makeModel({ optimizer: tf.train.adam(0.001) });
      diary.noteHistory(await model.fit(pictures().mul(size), labels(), { epochs: 1, batchSize: 5 }));
    }
  },
  "a dropout with a seed, and one at the beginning": async (diary) => {
    const model = makeModel({
      body: () => [
        layers.dropout({ rate: 0.4, seed: 4, inputShape: [6, 6, 2] }),
        layers.conv2d({ filters: 2, kernelSize: 3 }),
      ],
      head: () => [layers.dropout({ rate: 0.5 }), layers.dense({ units: 3, activation: "softmax" })],
    });
    await once(diary, model);
    diary.noteTensors("predicted", model.predict(pictures()) as tf.Tensor);
  },
};

/** What TensorFlow.js rejects. */
const mistakes: Readonly<Record<string, (model: tf.Sequential) => Promise<unknown>>> = {
  "shuffling by batches": (model) => model.fit(pictures(), labels(), JSON.parse('{"shuffle":"batch"}')),
  "sample weights": (model) => model.fit(pictures(), labels(), { sampleWeight: tf.ones([SAMPLES]) }),
  "images of another size": (model) => model.fit(tf.ones([4, 5, 5, 2]), labels(4)),
  "another number of labels": (model) => model.fit(pictures(), labels(4)),
  "a batch size of zero": (model) => model.fit(pictures(), labels(), { batchSize: 0 }),
  "integer labels": (model) => model.fit(pictures(), labels().toInt()),
  "another fit at the same time": async (model) => {
    const first = model.fit(pictures(), labels());
    const second = model.fit(pictures(), labels()).catch((error: unknown) => error);
    await first;
    throw await second;
  },
  "a callback that throws": (model) =>
    model.fit(pictures(), labels(), {
      callbacks: {
        onBatchEnd: () => {
          throw new Error("a reader's mistake");
        },
      },
    }),
  "a disposed model": (model) => {
    model.dispose();
    return model.fit(pictures(), labels());
  },
};

async function play(scenario: Scenario, backend: "wasm" | "cpu"): Promise<Diary> {
  await tf.setBackend(backend);
  resetState(21);
  const diary = new Diary();
  await scenario(diary);
  return diary;
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  for (const [index, value] of actual.entries()) {
    const wanted = expected[index] ?? Number.NaN;
    if (Object.is(value, wanted) || Math.abs(value - wanted) <= 1e-3 * Math.max(1, Math.abs(wanted)))
      continue;
    expect(value, `number ${index}`).toBe(wanted);
  }
}

describe("a compiled model behaves as on TensorFlow.js's CPU backend, with", () => {
  beforeAll(() => start("wasm"), 600_000);

  for (const [name, scenario] of Object.entries(scenarios)) {
    test(name, async () => {
      const [compiled, stock] = [await play(scenario, "wasm"), await play(scenario, "cpu")];
      expect(compiled.words).toEqual(stock.words);
      expectClose(compiled.numbers, stock.numbers);
    });
  }
});

describe("a compiled model throws the same errors as TensorFlow.js for", () => {
  beforeAll(() => start("wasm"), 600_000);

  for (const [name, mistake] of Object.entries(mistakes)) {
    test(name, async () => {
      const errorOf = async (backend: "wasm" | "cpu"): Promise<string> => {
        await tf.setBackend(backend);
        resetState(21);
        return mistake(makeModel()).then(
          () => "nothing",
          // The numbers of variables never start again.
          (error: unknown) => String(error).replaceAll(/\d+/g, "…"),
        );
      };
      const wasm = await errorOf("wasm");
      expect(wasm).not.toBe("nothing");
      expect(wasm).toBe(await errorOf("cpu"));
    });
  }
});

/** Compared on WASM, because its stock kernels treat NaN and infinities differently from the CPU backend. */
describe("a compiled step handles NaN and infinities as TensorFlow.js's own step does on WASM:", () => {
  beforeAll(() => start("wasm"), 600_000);

  const spoilt = (value: number, share: number): tf.Tensor4D =>
    tf.tidy(() => {
      const where = tf.randomUniform([SAMPLES, 6, 6, 2], 0, 1, "float32", 5).less(share);
      return tf.where(where, tf.fill([SAMPLES, 6, 6, 2], value), pictures()) as tf.Tensor4D;
    });
  const heads = {
    softmax: ["sparseCategoricalCrossentropy", () => [layers.dense({ units: 3, activation: "softmax" })]],
    sigmoid: ["binaryCrossentropy", () => [layers.dense({ units: 3, activation: "sigmoid" })]],
    linear: ["meanSquaredError", () => [layers.dense({ units: 3 })]],
  } as const;
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 3e38]) {
    for (const share of [0.01, 1]) {
      for (const [name, [loss, head]] of Object.entries(heads)) {
        test(`${value} in ${share * 100} % of the inputs, ${name}`, async () => {
          const kinds = async (compiled: boolean): Promise<string> => {
            resetState(4);
            const model = makeModel({ loss, head: () => [...head()], metrics: [] });
            const y = loss.startsWith("sparse") ? labels() : oneHot();
            const { history } = await model.fit(spoilt(value, share), y, {
              epochs: 2,
              batchSize: 8,
              compiled,
              shuffle: false,
            });
            const numbers = [
              ...(history["loss"] ?? []).map(Number),
              ...model.getWeights().flatMap((w) => Array.from(w.dataSync())),
            ];
            return numbers.map((number) => (Number.isFinite(number) ? "." : "x")).join("");
          };
          expect(await kinds(true)).toBe(await kinds(false));
        });
      }
    }
  }
});
