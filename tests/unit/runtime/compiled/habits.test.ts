import * as tf from "@tensorflow/tfjs";
import { describe } from "vitest";
import {
  apply,
  chain,
  classes,
  classifier,
  compile,
  conv,
  type Data,
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
  type Use,
  vectors,
} from "./study.ts";

const { layers } = tf;
const NO_STEP = /^the layer ".*" is an? \w+ layer, which has no compiled step$/;

const dense = (units: number, options: object = {}): tf.layers.Layer =>
  layers.dense({ units, activation: "relu", ...options });

/** A network of a row of five numbers. */
function network(body: tf.layers.Layer[], args: Partial<tf.ModelCompileArgs> = {}): tf.LayersModel {
  const from = input(5);
  return compile(tf.model({ inputs: from, outputs: chain(from, ...body) }), args);
}

const picture = (
  why: RegExp | null,
  body: () => tf.layers.Layer[],
  args: Partial<tf.ModelCompileArgs> = {},
  fit: tf.ModelFitArgs = {},
): Study =>
  study(
    why,
    () => classifier(body(), args),
    images,
    args.loss === "categoricalCrossentropy" ? oneHot : classes,
    fit,
  );

const row = (
  why: RegExp | null,
  body: () => tf.layers.Layer[],
  args: Partial<tf.ModelCompileArgs> = {},
  y: () => Data = classes,
  fit: tf.ModelFitArgs = {},
): Study => study(why, () => network(body(), args), vectors, y, fit);

const plain = (args: Partial<tf.ModelCompileArgs> = {}): tf.LayersModel =>
  classifier([conv(4, 3), pool(), layers.flatten()], args);

const trained = (run: (use: Use, model: tf.LayersModel) => Promise<unknown>, make = plain): Study => ({
  why: null,
  async run(use) {
    const model = make();
    const made = await run(use, model);
    return made instanceof tf.LayersModel ? made : model;
  },
});

/** One fit with these arguments. */
const fitting = (
  args: () => tf.ModelFitArgs,
  y: () => Data = classes,
  compiling: Partial<tf.ModelCompileArgs> = {},
): Study =>
  trained(
    (use, model) => use.fit(model, images(), y(), args()),
    () => plain(compiling),
  );

const architectures: Readonly<Record<string, Study>> = {
  "dropout before the first layer, after the pooling and before the output": picture(null, () => [
    ...[layers.dropout({ rate: 0.1 }), conv(4, 3), pool(), layers.dropout({ rate: 0.25 }), layers.flatten()],
    ...[dense(8), layers.dropout({ rate: 0.5 })],
  ]),
  "dropout after the output": row(null, () => [dense(6), softmax(), layers.dropout({ rate: 0.2 })]),
  "dropout twice in a row, and one of rate zero": row(null, () => [
    ...[dense(6), layers.dropout({ rate: 0.2 }), layers.dropout({ rate: 0.3 }), layers.dropout({ rate: 0 })],
    softmax(),
  ]),
  "dropout in both branches": study(null, () => {
    const from = input(SIDE, SIDE, 1);
    const seen = chain(from, conv(4, 3, { padding: "same" }));
    const left = chain(seen, layers.dropout({ rate: 0.3 }), conv(4, 3, { padding: "same" }));
    const right = chain(seen, layers.gaussianDropout({ rate: 0.2 }));
    const outputs = chain(apply(layers.add(), left, right), pool(), layers.flatten(), softmax());
    return compile(tf.model({ inputs: from, outputs }));
  }),
  "activations as layers": picture(null, () => [
    ...[conv(4, 3, { activation: "linear" }), layers.leakyReLU({ alpha: 0.2 }), pool()],
    ...[conv(3, 3, { activation: "linear" }), layers.elu(), layers.flatten()],
    ...[dense(6, { activation: "linear" }), layers.activation({ activation: "tanh" })],
    ...[dense(5, { activation: "linear" }), layers.reLU({ maxValue: 1 })],
  ]),
  "softmax over channels": picture(null, () => [conv(4, 3), layers.softmax({ axis: -1 }), layers.flatten()]),
  "softmax twice": row(null, () => [dense(6), softmax(), softmax()]),
  "swish, softplus, selu and hard sigmoid": row(/has the activation "\w+"$/, () => [
    ...[dense(6, { activation: "swish" }), dense(6, { activation: "softplus" })],
    ...[dense(6, { activation: "selu" }), dense(6, { activation: "hardSigmoid" }), softmax()],
  ]),
  "an autoencoder with transposed convolutions": study(
    /^the output has more than one dimension per sample/,
    () => {
      const from = input(8, 8, 1);
      const up = (filters: number, activation: "relu" | "sigmoid") =>
        layers.conv2dTranspose({ filters, kernelSize: 3, strides: 2, padding: "same", activation });
      const code = chain(
        from,
        conv(4, 3, { padding: "same", strides: 2 }),
        conv(2, 3, { padding: "same", strides: 2 }),
      );
      return compile(tf.model({ inputs: from, outputs: chain(code, up(4, "relu"), up(1, "sigmoid")) }), {
        loss: "meanSquaredError",
        metrics: [],
      });
    },
    () => images(SAMPLES, 1, 8).sigmoid(),
    () => images(SAMPLES, 1, 8).sigmoid(),
  ),
  "convolutions in three dimensions": study(
    NO_STEP,
    () => {
      const from = input(6, 6, 6, 1);
      const body = [layers.conv3d({ filters: 2, kernelSize: 3 }), layers.maxPooling3d({}), layers.flatten()];
      return compile(tf.model({ inputs: from, outputs: chain(from, ...body, softmax()) }));
    },
    () => tf.randomNormal([SAMPLES, 6, 6, 6, 1], 0, 1, "float32", 5),
  ),
  "words: an embedding, averaged": study(
    NO_STEP,
    () => {
      const from = input(5);
      const body = [layers.embedding({ inputDim: 9, outputDim: 4 }), layers.globalAveragePooling1d({})];
      return compile(tf.model({ inputs: from, outputs: chain(from, ...body, softmax()) }));
    },
    () => vectors().abs().mul(3).floor().clipByValue(0, 8),
  ),
  "a bidirectional LSTM over a GRU": picture(NO_STEP, () => [
    layers.reshape({ targetShape: [SIDE, SIDE] }),
    layers.gru({ units: 3, returnSequences: true, recurrentInitializer: "glorotUniform" }),
    layers.bidirectional({
      layer: layers.lstm({ units: 2, recurrentInitializer: "glorotUniform" }) as tf.RNN,
      mergeMode: "concat",
    }),
  ]),
  "layers applied to each row": picture(NO_STEP, () => [
    ...[layers.reshape({ targetShape: [SIDE, SIDE] }), layers.timeDistributed({ layer: dense(3) })],
    layers.flatten(),
  ]),
  "axes that change places": picture(NO_STEP, () => [
    ...[layers.permute({ dims: [2, 1, 3] }), conv(3, 3), layers.flatten()],
  ]),
  "pooling of odd sizes, with steps": picture(null, () => [
    conv(4, 3, { strides: [2, 1], padding: "same" }),
    layers.averagePooling2d({ poolSize: [3, 2], strides: [1, 3], padding: "same" }),
    layers.maxPooling2d({ poolSize: 3, strides: 2, padding: "same" }),
    layers.flatten(),
  ]),
  "padding and cropping of different sides": picture(null, () => [
    layers.zeroPadding2d({
      padding: [
        [1, 2],
        [0, 3],
      ],
    }),
    conv(3, 3),
    layers.cropping2D({
      cropping: [
        [2, 1],
        [0, 2],
      ],
    }),
    pool(),
    layers.flatten(),
  ]),
  "separable convolutions with several outputs per channel": picture(null, () => [
    conv(3, 3),
    layers.separableConv2d({ filters: 5, kernelSize: 3, depthMultiplier: 2, strides: 2, activation: "relu" }),
    layers.depthwiseConv2d({ kernelSize: 2, depthMultiplier: 3, padding: "same" }),
    layers.globalAveragePooling2d({}),
  ]),
  "batch normalization before, between and after": picture(null, () => [
    layers.batchNormalization({ momentum: 0.5, epsilon: 0.01 }),
    ...[conv(4, 3, { activation: "linear", useBias: false }), layers.batchNormalization(), layers.reLU()],
    ...[pool(), layers.flatten(), dense(6), layers.batchNormalization({ momentum: 0.9 })],
  ]),
  "layer normalization": row(NO_STEP, () => [dense(6), layers.layerNormalization(), softmax()]),
  "no biases": picture(null, () => [
    ...[conv(4, 3, { useBias: false }), pool(), layers.flatten(), dense(6, { useBias: false })],
  ]),
  "weights that begin in other ways": picture(null, () => [
    conv(4, 3, { kernelInitializer: tf.initializers.heNormal({ seed: 3 }), biasInitializer: "ones" }),
    ...[pool(), layers.flatten()],
    dense(6, { kernelInitializer: tf.initializers.truncatedNormal({ stddev: 0.1, seed: 5 }) }),
    dense(6, {
      kernelInitializer: "leCunUniform",
      biasInitializer: tf.initializers.constant({ value: 0.1 }),
    }),
    dense(6, { kernelInitializer: "zeros" }),
    dense(6, { kernelInitializer: "identity" }),
  ]),
  constraints: row(/has a kernelConstraint$/, () => [
    dense(6, { kernelConstraint: tf.constraints.maxNorm({ maxValue: 0.5 }) }),
    dense(6, { kernelConstraint: "unitNorm", biasConstraint: "nonNeg" }),
    softmax(),
  ]),
  "penalties of weights and biases": picture(null, () => [
    conv(4, 3, { kernelRegularizer: tf.regularizers.l1l2({ l1: 0.01, l2: 0.02 }) }),
    ...[pool(), layers.flatten(), dense(6, { biasRegularizer: tf.regularizers.l1({ l1: 0.1 }) })],
    dense(6, { kernelRegularizer: "l1l2" }),
  ]),
  "rows of an image side by side": study(/\baxis\b/, () => {
    const from = input(SIDE, SIDE, 1);
    const both = apply(layers.concatenate({ axis: 1 }), chain(from, conv(3, 3)), chain(from, conv(3, 3)));
    return compile(tf.model({ inputs: from, outputs: chain(both, layers.flatten(), softmax()) }));
  }),
  "the larger of two": study(NO_STEP, () => {
    const from = input(SIDE, SIDE, 1);
    const both = apply(layers.maximum(), chain(from, conv(3, 3)), chain(from, conv(3, 3)));
    return compile(tf.model({ inputs: from, outputs: chain(both, layers.flatten(), softmax()) }));
  }),
  "the mean of three, times a fourth": study(null, () => {
    const from = input(SIDE, SIDE, 1);
    const seen = [3, 5, 1, 7].map((size) => chain(from, conv(4, size, { padding: "same" })));
    const mean = apply(layers.average(), ...seen.slice(0, 3));
    const outputs = chain(
      apply(layers.multiply(), mean, ...seen.slice(3)),
      pool(),
      layers.flatten(),
      softmax(),
    );
    return compile(tf.model({ inputs: from, outputs }));
  }),
  "skips in a dense network": study(
    null,
    () => {
      const from = input(5);
      const first = chain(from, dense(5));
      const sum = apply(layers.add(), from, first, chain(first, dense(5)));
      return compile(
        tf.model({ inputs: from, outputs: chain(apply(layers.concatenate(), sum, from), softmax()) }),
      );
    },
    vectors,
  ),
  "a sum of one input with itself": study(
    null,
    () => {
      const from = input(5);
      const seen = chain(from, dense(5));
      return compile(tf.model({ inputs: from, outputs: chain(apply(layers.add(), seen, seen), softmax()) }));
    },
    vectors,
  ),
  "an output that is the input of another layer, too": study(
    /^the model has several inputs or outputs$/,
    () => {
      const from = input(5);
      const first = chain(from, dense(3, { activation: "softmax" }));
      return compile(tf.model({ inputs: from, outputs: [first, chain(first, softmax())] }), {
        loss: [SPARSE, SPARSE],
        metrics: [],
      });
    },
    vectors,
    () => [classes(), classes()],
  ),
  "one layer for two inputs": study(
    /^the model has several inputs or outputs$/,
    () => {
      const [left, right] = [input(5), input(5)];
      const shared = dense(4);
      const both = apply(layers.concatenate(), apply(shared, left), apply(shared, right));
      return compile(tf.model({ inputs: [left, right], outputs: chain(both, softmax()) }));
    },
    () => [vectors(), vectors().mul(2)],
  ),
  "a last layer with more units than classes": row(null, () => [dense(6), softmax(7)]),
  "one dense layer": row(null, () => [softmax()]),
  "a hundred small layers": row(null, () => [
    ...Array.from({ length: 100 }, () => dense(4, { activation: "tanh" })),
    softmax(),
  ]),
};

const losses: Readonly<Record<string, Study>> = {
  ...Object.fromEntries(
    [
      "meanAbsoluteError",
      "meanAbsolutePercentageError",
      "meanSquaredLogarithmicError",
      "squaredHinge",
      "hinge",
    ]
      .concat(["categoricalHinge", "logcosh", "kullbackLeiblerDivergence", "poisson", "cosineProximity"])
      .map((loss): [string, Study] => [
        loss,
        row(/^the loss is /, () => [dense(6), softmax()], { loss, metrics: ["mse"] }, oneHot),
      ]),
  ),
  "Huber's loss, as a function": row(
    /^the loss is not given by a name/,
    () => [dense(6), layers.dense({ units: 3 })],
    { loss: (y: tf.Tensor, p: tf.Tensor) => tf.losses.huberLoss(y, p), metrics: [] },
    oneHot,
  ),
  "a loss in an array, and metrics of several kinds": row(
    null,
    () => [dense(6), softmax()],
    { loss: ["categoricalCrossentropy"], metrics: ["accuracy", "mse", "cosine"] },
    oneHot,
  ),
  "a loss by the name of the output": study(
    null,
    () => {
      const from = input(5);
      const outputs = chain(from, layers.dense({ units: 3, activation: "softmax", name: "kind" }));
      return compile(tf.model({ inputs: from, outputs }), {
        loss: { kind: SPARSE },
        metrics: { kind: "accuracy" },
      });
    },
    vectors,
  ),
  "squared error of probabilities": row(
    null,
    () => [dense(6), softmax()],
    { loss: "meanSquaredError" },
    oneHot,
  ),
  "binary cross-entropy of three sigmoids": row(
    null,
    () => [dense(6), layers.dense({ units: 3, activation: "sigmoid" })],
    { loss: "binaryCrossentropy", metrics: ["binaryAccuracy", "precision"] },
    oneHot,
  ),
  "one-hot labels of integers": row(
    null,
    () => [dense(6), softmax()],
    { loss: "categoricalCrossentropy" },
    () => oneHot().toInt(),
  ),
  "one-hot labels of booleans": row(
    null,
    () => [dense(6), softmax()],
    { loss: "categoricalCrossentropy" },
    () => oneHot().toBool(),
  ),
  "booleans for one sigmoid": row(
    null,
    () => [dense(6), layers.dense({ units: 1, activation: "sigmoid" })],
    { loss: "binaryCrossentropy" },
    () => classes().equal(1).expandDims(1),
  ),
  "labels as a column": row(
    null,
    () => [dense(6), softmax()],
    {},
    () => classes().expandDims(1),
  ),
  "pixels that are integers": study(null, plain, () => images().mul(9).toInt()),
  "pixels that are booleans": study(null, plain, () => images().greater(0)),
};

const stopping = (
  when: (batch: number, epoch: number) => boolean,
  model: () => tf.LayersModel,
): tf.CustomCallbackArgs => {
  let epoch = 0;
  const stop = (batch: number): void => {
    if (when(batch, epoch)) model().stopTraining = true;
  };
  return {
    onBatchEnd: async (batch) => stop(batch),
    onEpochEnd: async () => {
      epoch++;
      stop(-1);
    },
  };
};

const trainings: Readonly<Record<string, Study>> = {
  "a validation split beside validation data": fitting(() => ({
    validationSplit: 0.3,
    validationData: [images(7), classes(7)],
  })),
  "validation data in batches of its own": fitting(() => ({
    validationData: [images(9), classes(9)],
    validationBatchSize: 4,
    epochs: 3,
  })),
  "class weights of one-hot labels": fitting(() => ({ classWeight: { 0: 2, 1: 0.5, 2: 0 } }), oneHot, {
    loss: "categoricalCrossentropy",
  }),
  "a batch that is larger than the data": fitting(() => ({ batchSize: 1000, epochs: 4 })),
  "batches that do not divide the data, unshuffled": fitting(() => ({ batchSize: 11, shuffle: false })),
  "stopped early": fitting(() => ({
    epochs: 12,
    callbacks: tf.callbacks.earlyStopping({ monitor: "loss", patience: 0, minDelta: 0.05 }),
  })),
  "stopped early by the validation, with other callbacks": trained(async (use, model) => {
    const seen: number[] = [];
    const own = new tf.CustomCallback({
      onEpochEnd: async (_, logs) => void seen.push(logs?.["val_loss"] ?? 0),
    });
    await use.fit(model, images(), classes(), {
      epochs: 9,
      validationSplit: 0.4,
      callbacks: [tf.callbacks.earlyStopping({ monitor: "val_acc", patience: 1 }), own],
    });
    use.numbers.push(...seen);
  }),
  "stopped in the middle of an epoch": trained(async (use, model) =>
    use.fit(model, images(), classes(), {
      epochs: 5,
      callbacks: stopping(
        (batch, epoch) => epoch === 1 && batch === 1,
        () => model,
      ),
    }),
  ),
  "stopped after an epoch, and trained on": trained(async (use, model) => {
    const callbacks = stopping(
      (batch, epoch) => epoch === 2 && batch < 0,
      () => model,
    );
    await use.fit(model, images(), classes(), { epochs: 5, callbacks });
    await use.fit(model, images(), classes(), { epochs: 5, initialEpoch: 3 });
  }),
  "predictions and evaluations after each epoch": trained(async (use, model) =>
    use.fit(model, images(), classes(), {
      callbacks: {
        onEpochEnd: async () => {
          use.note(model.predict(images(3)));
          use.note(model.evaluate(images(9), classes(9)));
        },
      },
    }),
  ),
  "predictions within an epoch, of this and another model": trained(async (use, model) => {
    const other = plain();
    await use.fit(model, images(), classes(), {
      callbacks: {
        onBatchEnd: async () => {
          use.note(model.predictOnBatch(images(2)));
          use.note(other.predict(images(2)));
        },
      },
    });
  }),
  "weights read and set after each batch": trained(async (use, model) =>
    use.fit(model, images(), classes(), {
      callbacks: {
        onBatchEnd: async () => {
          const weights = model.getWeights();
          use.note(weights);
          const halved = weights.map((weight) => weight.mul(0.9));
          model.setWeights(halved);
          tf.dispose(halved);
        },
      },
    }),
  ),
  "weights that are kept from the beginning": trained(async (use, model) => {
    const kept = model.getWeights().map((weight) => weight.clone());
    await use.fit(model, images(), classes());
    use.note(kept);
    model.setWeights(kept);
    await use.fit(model, images(), classes());
  }),
  "weights of another model": trained(async (use, model) => {
    const other = plain();
    await use.fit(other, images(), classes());
    model.setWeights(other.getWeights());
    await use.fit(model, images(), classes());
    use.look(other, images(), classes());
  }),
  "frozen in a callback, and compiled again": trained(async (use, model) => {
    const [, first] = model.layers;
    await use.fit(model, images(), classes(), {
      epochs: 4,
      callbacks: {
        onEpochEnd: async (epoch) => {
          if (first !== undefined) first.trainable = epoch % 2 === 1;
        },
      },
    });
    if (first !== undefined) first.trainable = true;
    compile(model);
    await use.fit(model, images(), classes());
  }),
  "compiled again with another loss and optimizer": trained(async (use, model) => {
    await use.fit(model, images(), classes());
    compile(model, { optimizer: tf.train.sgd(0.02), loss: "categoricalCrossentropy" });
    await use.fit(model, images(), oneHot());
    compile(model, {
      optimizer: tf.train.rmsprop(0.005, 0.9, 0, 1e-3),
      loss: "meanSquaredError",
      metrics: ["mae"],
    });
    await use.fit(model, images(), oneHot());
  }),
  "one optimizer for two models": trained(async (use, model) => {
    const optimizer = tf.train.sgd(0.02);
    compile(model, { optimizer });
    const other = classifier([layers.flatten(), dense(4)], { optimizer });
    await use.fit(model, images(), classes());
    await use.fit(other, images(), classes());
    await use.fit(model, images(), classes());
  }),
  "a rate that is set before each epoch": trained(async (use, model) => {
    const optimizer = tf.train.adam(0.01, 0.9, 0.999, 1e-4);
    compile(model, { optimizer });
    await use.fit(model, images(), classes(), {
      epochs: 4,
      callbacks: {
        onEpochBegin: async (epoch) => void Reflect.set(optimizer, "learningRate", 0.02 * 0.5 ** epoch),
      },
    });
  }),
  "setLearningRate in a callback": trained(async (use, model) => {
    const optimizer = tf.train.sgd(0.1);
    compile(model, { optimizer });
    const onBatchBegin = async (batch: number): Promise<void> => optimizer.setLearningRate(0.1 / (1 + batch));
    await use.fit(model, images(), classes(), { callbacks: { onBatchBegin } });
  }),
  "gradients by hand between fits": trained(async (use, model) => {
    const optimizer = tf.train.adam(0.01, 0.9, 0.999, 1e-4);
    compile(model, { optimizer });
    await use.fit(model, images(), classes());
    for (let step = 0; step < 3; step++)
      tf.tidy(() => {
        const loss = (): tf.Scalar =>
          tf.losses.softmaxCrossEntropy(oneHot(), model.apply(images(), { training: true }) as tf.Tensor);
        const { value, grads } = tf.variableGrads(loss);
        use.note(value);
        for (const name of Object.keys(grads).toSorted()) use.note(grads[name] ?? []);
        use.note(optimizer.minimize(loss, true) ?? []);
      });
    await use.fit(model, images(), classes());
  }),
  "a dataset, of batches of different sizes": trained(async (use, model) => {
    const zipped = tf.data.zip({
      xs: tf.data.array(tf.unstack(images())),
      ys: tf.data.array(tf.unstack(classes())),
    }) as tf.data.Dataset<{ xs: tf.Tensor; ys: tf.Tensor }>;
    const { history } = await model.fitDataset(zipped.batch(7), {
      epochs: 2,
      validationData: zipped.batch(5),
      verbose: 0,
    });
    use.numbers.push(...Object.values(history).flat().map(Number));
    use.look(model, images(), classes());
    await use.fit(model, images(), classes());
  }),
  "a dataset that is repeated, a few batches per epoch": trained(async (use, model) => {
    async function* batches(): AsyncGenerator<{ xs: tf.Tensor; ys: tf.Tensor }> {
      for (let size = 1; ; size = (size % 6) + 1) yield { xs: images(size), ys: classes(size) };
    }
    const dataset = tf.data.generator(
      batches as unknown as () => Generator<{ xs: tf.Tensor; ys: tf.Tensor }>,
    );
    const { history } = await model.fitDataset(dataset, { epochs: 3, batchesPerEpoch: 4, verbose: 0 });
    use.numbers.push(...Object.values(history).flat().map(Number));
    use.look(model, images(), classes());
  }),
  "a new last layer on the features of a trained network": trained(async (use, model) => {
    await use.fit(model, images(), classes());
    const features = model.layers.at(-2);
    for (const layer of model.layers) layer.trainable = false;
    const outputs = chain(features?.output as tf.SymbolicTensor, dense(5), softmax());
    const next = compile(tf.model({ inputs: model.inputs, outputs }));
    await use.fit(next, images(), classes());
    for (const layer of next.layers) layer.trainable = true;
    compile(next, { optimizer: tf.train.sgd(0.01) });
    await use.fit(next, images(), classes());
    use.look(model, images(), classes());
    return next;
  }),
  "features as the output of a model of their own": trained(async (use, model) => {
    await use.fit(model, images(), classes());
    for (const layer of model.layers.slice(1)) {
      const part = tf.model({ inputs: model.inputs, outputs: layer.output as tf.SymbolicTensor });
      use.note(part.predict(images(4)) as tf.Tensor);
    }
    await use.fit(model, images(), classes());
  }),
  "a layer added after training": trained(async (use) => {
    const model = tf.sequential({
      layers: [conv(3, 3, { inputShape: [SIDE, SIDE, 1] }), pool(), layers.flatten(), softmax()],
    });
    compile(model);
    await use.fit(model, images(), classes());
    model.add(softmax());
    compile(model);
    await use.fit(model, images(), classes());
    return model;
  }),
  "a model made again from its description": trained(async (use, model) => {
    const again = compile(
      await tf.models.modelFromJSON({ modelTopology: JSON.parse(String(model.toJSON(null, true))) }),
    );
    again.setWeights(model.getWeights());
    await use.fit(again, images(), classes());
    return again;
  }),
  "two fits, one after the other, of many models": trained(async (use, model) => {
    for (let k = 0; k < 4; k++) {
      const other = classifier([conv(k + 1, 3), pool(), layers.flatten()]);
      await use.fit(other, images(), classes(), { epochs: 1 });
      await use.fit(model, images(), classes(), { epochs: 1 });
      other.dispose();
    }
  }),
  "inputs that are NaN in one sample": trained(async (use, model) => {
    const values = await images().data();
    values[3 * SIDE * SIDE] = Number.NaN;
    await use.fit(model, tf.tensor4d(Float32Array.from(values), [SAMPLES, SIDE, SIDE, 1]), classes(), {
      shuffle: false,
    });
  }),
  "steps of many batches, and of one": trained(async (use, model) => {
    const parts = [1, 2, 100, "auto"] as const;
    for (const stepsPerExecution of parts) {
      compile(model, { stepsPerExecution } as object);
      await use.fit(model, images(), classes(), { batchSize: 2 });
    }
  }),
};

describe("gives the same with compiled steps, without them and on the CPU backend:", () => {
  testStudies({ ...architectures, ...losses, ...trainings });
});
