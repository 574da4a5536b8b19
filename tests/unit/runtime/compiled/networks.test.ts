import * as tf from "@tensorflow/tfjs";
import { describe } from "vitest";
import { nadam } from "../../../../src/runtime/optimizers/nadam.ts";
import {
  apply,
  chain,
  classes,
  classifier,
  compile,
  conv,
  images,
  input,
  oneHot,
  pool,
  SAMPLES,
  SIDE,
  SPARSE,
  type Study,
  softmax,
  study,
  testStudies,
  vectors,
} from "./study.ts";

const { layers } = tf;

const poolings =
  (...sizes: (number | [number, number])[]): (() => tf.LayersModel) =>
  () =>
    classifier([...sizes.flatMap((size) => [conv(5, size, { padding: "same" }), pool()]), layers.flatten()]);

const studies: Readonly<Record<string, Study>> = {
  "two towers of convolutions that are joined": study(null, () => {
    const from = input(SIDE, SIDE, 1);
    const small = chain(from, conv(3, 3, { padding: "same" }), pool());
    const large = chain(from, conv(6, 7, { padding: "same" }), pool());
    const joined = chain(
      apply(layers.concatenate(), small, large),
      conv(8, 3),
      layers.globalMaxPooling2d({}),
    );
    return compile(tf.model({ inputs: from, outputs: chain(joined, softmax()) }));
  }),
  "filters of even sizes, and of different rows and columns": study(null, () =>
    classifier([conv(3, [2, 5]), pool(), conv(5, [4, 2]), pool({ padding: "same" }), layers.flatten()]),
  ),
  "large filters": study(null, poolings(9)),
  "one filter after the other": study(null, poolings(5, 3)),
  "a filter of one output, whose map is convolved": study(null, () =>
    classifier([conv(1, 4), pool({ strides: 1 }), conv(4, 3), pool(), layers.flatten()]),
  ),
  "a frozen first convolution before a trained one": study(null, () =>
    classifier([conv(1, 3, { trainable: false }), conv(6, 5), pool(), layers.flatten()]),
  ),
  "an image and a row of numbers as inputs": study(
    /^the model has several inputs or outputs$/,
    () => {
      const [picture, row] = [input(SIDE, SIDE, 1), input(5)];
      const seen = chain(picture, conv(3, 3), pool(), layers.flatten());
      const outputs = chain(apply(layers.concatenate(), seen, row), softmax());
      return compile(tf.model({ inputs: [picture, row], outputs }));
    },
    () => [images(), vectors()],
  ),
  "two outputs with losses of their own": study(
    /^the model has several inputs or outputs$/,
    () => {
      const from = input(SIDE, SIDE, 1);
      const seen = chain(from, conv(3, 3), pool(), layers.flatten());
      const outputs = [chain(seen, softmax()), chain(seen, layers.dense({ units: 1 }))];
      return compile(tf.model({ inputs: from, outputs }), {
        loss: [SPARSE, "meanSquaredError"],
        metrics: [],
      });
    },
    images,
    () => [classes(), vectors(SAMPLES, 1)],
  ),
  "a layer with weights that is used twice": study(/is used more than once$/, () => {
    const from = input(SIDE, SIDE, 1);
    const same = conv(1, 3, { padding: "same" });
    return compile(tf.model({ inputs: from, outputs: chain(from, same, same, layers.flatten(), softmax()) }));
  }),
  "a layer without weights that is used twice": study(null, () => {
    const from = input(SIDE, SIDE, 1);
    const [same, relu] = [pool(), layers.reLU()];
    const outputs = chain(from, conv(4, 3), relu, same, conv(6, 2), relu, same, layers.flatten(), softmax());
    return compile(tf.model({ inputs: from, outputs }));
  }),
  "a model in a model in a model": study(null, () => {
    const inner = tf.sequential({ layers: [conv(4, 3, { inputShape: [SIDE, SIDE, 1] }), pool()] });
    const from = input(SIDE, SIDE, 1);
    const middle = tf.model({
      inputs: from,
      outputs: chain(from, inner, layers.batchNormalization(), conv(3, 3)),
    });
    return compile(tf.sequential({ layers: [middle, layers.globalAveragePooling2d({}), softmax()] }));
  }),
  "a model that is used twice": study(/is used more than once$/, () => {
    const inner = tf.sequential({ layers: [conv(1, 3, { padding: "same", inputShape: [SIDE, SIDE, 1] })] });
    const from = input(SIDE, SIDE, 1);
    return compile(
      tf.model({ inputs: from, outputs: chain(from, inner, inner, layers.flatten(), softmax()) }),
    );
  }),
  "all kinds of dropout": study(
    null,
    () =>
      classifier([
        ...[layers.gaussianNoise({ stddev: 0.1 }), conv(4, 3), layers.gaussianDropout({ rate: 0.2 }), pool()],
        ...[layers.dropout({ rate: 0.3, noiseShape: [SAMPLES, 1, 1, 4] }), layers.flatten()],
        ...[layers.dropout({ rate: 0.5, seed: 3 }), layers.dense({ units: 6, activation: "elu" })],
      ]),
    images,
    classes,
    { batchSize: SAMPLES },
  ),
  "alpha dropout": study(/is a AlphaDropout layer|is an AlphaDropout layer/, () =>
    classifier([layers.flatten(), layers.alphaDropout({ rate: 0.3 })]),
  ),
  "an LSTM over rows": study(/^the layer ".*" is an? LSTM layer, which has no compiled step$/, () =>
    classifier([
      layers.reshape({ targetShape: [SIDE, SIDE] }),
      layers.lstm({ units: 4, recurrentInitializer: "glorotUniform" }),
    ]),
  ),
  "an embedding with a mask": study(
    /^the layer ".*" is an? \w+ layer, which has no compiled step$/,
    () =>
      compile(
        tf.sequential({
          layers: [
            layers.embedding({ inputDim: 9, outputDim: 4, maskZero: true, inputLength: 5 }),
            layers.simpleRNN({ units: 4, recurrentInitializer: "glorotUniform" }),
            softmax(),
          ],
        }),
      ),
    () => vectors().abs().mul(3).floor().clipByValue(0, 8),
  ),
  "a masked sequence": study(
    /^the layer ".*" is an? \w+ layer, which has no compiled step$/,
    () =>
      compile(
        tf.sequential({
          layers: [
            layers.masking({ maskValue: 0, inputShape: [5, 1] }),
            layers.gru({ units: 3, recurrentInitializer: "glorotUniform" }),
            softmax(),
          ],
        }),
      ),
    () => vectors().relu().expandDims(2),
  ),
  "convolutions over time": study(/^the layer ".*" is an? Conv1D layer, which has no compiled step$/, () =>
    classifier([
      ...[layers.reshape({ targetShape: [SIDE, SIDE] }), layers.conv1d({ filters: 4, kernelSize: 3 })],
      layers.globalAveragePooling1d({}),
    ]),
  ),
  "channels first": study(
    /has its channels first$/,
    () => {
      const from = input(2, SIDE, SIDE);
      const options = { poolSize: 2, dataFormat: "channelsFirst" } as const;
      const pooled = chain(from, layers.averagePooling2d(options), layers.flatten());
      return compile(tf.model({ inputs: from, outputs: chain(pooled, softmax()) }));
    },
    () => images(SAMPLES, 2).transpose([0, 3, 1, 2]),
  ),
  "slopes that are learned": study(/^the layer ".*" is an? PReLU layer, which has no compiled step$/, () =>
    classifier([layers.flatten(), layers.dense({ units: 5 }), layers.prelu()]),
  ),
  "an autoencoder": study(
    null,
    () => {
      const from = input(8, 8, 1);
      const code = chain(
        from,
        conv(4, 3, { padding: "same" }),
        pool(),
        conv(2, 3, { padding: "same" }),
        pool(),
      );
      const decoded = chain(code, conv(4, 3, { padding: "same" }), layers.upSampling2d({ size: [4, 4] }));
      const outputs = chain(
        decoded,
        conv(1, 5, { padding: "same", activation: "sigmoid" }),
        layers.flatten(),
      );
      return compile(tf.model({ inputs: from, outputs }), { loss: "meanSquaredError", metrics: ["mae"] });
    },
    () => images(SAMPLES, 1, 8).sigmoid(),
    () => images(SAMPLES, 1, 8).sigmoid().reshape([SAMPLES, 64]),
  ),
  "a loss of the reader": study(
    /^the loss is not given by a name/,
    () =>
      classifier([layers.flatten()], {
        loss: (y: tf.Tensor, p: tf.Tensor) => y.sub(p).abs().mean(-1),
        metrics: [],
      }),
    images,
    oneHot,
  ),
  "a metric of the reader beside one of TensorFlow.js": study(
    null,
    () => {
      const sure = (_: tf.Tensor, p: tf.Tensor): tf.Tensor => p.max(-1);
      return classifier([conv(3, 3), pool(), layers.flatten()], {
        metrics: [sure, "accuracy", tf.metrics.categoricalAccuracy],
        loss: "categoricalCrossentropy",
      });
    },
    images,
    oneHot,
  ),
  "class weights and a validation split": study(
    null,
    () => classifier([conv(4, 7, { padding: "same" }), pool(), layers.flatten()]),
    images,
    classes,
    { classWeight: { 0: 3, 1: 0.25, 2: 1 }, validationSplit: 0.3, batchSize: 5 },
  ),
  "one sample, batch after batch": study(
    null,
    poolings(7),
    () => images(1),
    () => classes(1),
    { epochs: 3 },
  ),
  "batches of one": study(
    null,
    poolings(7),
    () => images(5),
    () => classes(5),
    { batchSize: 1 },
  ),
  "a regression of a column": study(
    null,
    () => {
      const from = input(5);
      const outputs = chain(from, layers.dense({ units: 7, activation: "tanh" }), layers.dense({ units: 1 }));
      return compile(tf.model({ inputs: from, outputs }), {
        optimizer: tf.train.momentum(0.05, 0.9, true),
        loss: "meanSquaredError",
        metrics: ["mae"],
      });
    },
    vectors,
    () => vectors(SAMPLES, 1),
  ),
  "numbers of double precision": study(null, poolings(3), () =>
    tf.tensor4d(
      Float32Array.from({ length: SAMPLES * SIDE * SIDE }, (_, i) => Math.sin(i) * 1.000000001),
      [SAMPLES, SIDE, SIDE, 1],
    ),
  ),
  "pixels from 0 to 255": study(null, poolings(7), () => images().mul(80).add(127).clipByValue(0, 255)),
  "values of 1e20": study(null, poolings(5), () => images().mul(1e20)),
  "ties: pictures of few grey values": study(null, poolings(7), () => images().relu().round()),
  "a rate that falls after each batch": {
    why: null,
    async run(use) {
      const rmsprop = tf.train.rmsprop(0.01, 0.9, 0.5, 1e-4);
      const model = classifier([conv(4, 5), pool(), layers.flatten()], { optimizer: rmsprop });
      const onBatchEnd = async (batch: number): Promise<void> =>
        void Reflect.set(rmsprop, "learningRate", 0.01 / (batch + 1));
      await use.fit(model, images(), classes(), { callbacks: { onBatchEnd } });
      await use.fit(model, images(), classes());
      return model;
    },
  },
  "batches by hand between fits": {
    why: null,
    async run(use) {
      const model = classifier([conv(4, 7, { padding: "same" }), pool(), layers.flatten()], {
        optimizer: nadam(0.01),
      });
      await use.fit(model, images(), classes());
      for (const samples of [3, 9, 1]) {
        const result = await model.trainOnBatch(images(samples), classes(samples));
        use.numbers.push(...[result].flat().map(Number));
      }
      await use.fit(model, images(), classes(), { batchSize: 10 });
      return model;
    },
  },
  "a layer frozen after compile, and compiled again": {
    why: null,
    async run(use) {
      const model = classifier([conv(4, 5), pool(), layers.flatten()], { optimizer: tf.train.sgd(0.05) });
      await use.fit(model, images(), classes());
      const [, first] = model.layers;
      if (first === undefined) throw new Error("No layer.");
      first.trainable = false;
      await use.fit(model, images(), classes());
      compile(model);
      await use.fit(model, images(), classes());
      return model;
    },
  },
  "a generator that is trained against a discriminator": {
    why: null,
    async run(use) {
      const generator = tf.sequential({
        layers: [
          layers.dense({ units: 64, activation: "tanh", inputShape: [5] }),
          layers.reshape({ targetShape: [8, 8, 1] }),
        ],
      });
      const judge = tf.sequential({
        layers: [
          conv(4, 3, { inputShape: [8, 8, 1] }),
          pool(),
          layers.flatten(),
          layers.dense({ units: 1, activation: "sigmoid" }),
        ],
      });
      const binary = { loss: "binaryCrossentropy", metrics: [] };
      compile(judge, binary);
      judge.trainable = false;
      for (const layer of judge.layers) layer.trainable = false;
      const both = compile(tf.sequential({ layers: [generator, judge] }), binary);
      for (let round = 0; round < 2; round++) {
        const made = generator.predict(vectors(8)) as tf.Tensor4D;
        for (const layer of judge.layers) layer.trainable = true;
        const result = await judge.trainOnBatch(
          tf.concat([images(8, 1, 8), made]),
          tf.concat([tf.ones([8, 1]), tf.zeros([8, 1])]),
        );
        use.numbers.push(...[result].flat().map(Number));
        for (const layer of judge.layers) layer.trainable = false;
        await use.fit(both, vectors(8), tf.ones([8, 1]));
      }
      return both;
    },
  },
  "a model saved, loaded and trained on": {
    why: null,
    async run(use) {
      const model = classifier([
        conv(4, 7, { padding: "same" }),
        layers.batchNormalization(),
        pool(),
        layers.flatten(),
      ]);
      await use.fit(model, images(), classes());
      const saved: tf.io.ModelArtifacts[] = [];
      await model.save(
        tf.io.withSaveHandler(async (artifacts) => {
          saved.push(artifacts);
          return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
        }),
      );
      const [artifacts] = saved;
      if (artifacts === undefined) throw new Error("Nothing was saved.");
      const loaded = compile(await tf.loadLayersModel(tf.io.fromMemory(artifacts)));
      await use.fit(loaded, images(), classes());
      return loaded;
    },
  },
};

describe("what readers try gives the same with compiled steps, without them and on the CPU backend:", () =>
  testStudies(studies));
