import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { resetState } from "../../../../src/runtime/library/reset-state.ts";
import { whyNotCompiled } from "../../../../src/runtime/training/compiled-steps.ts";
import { start } from "../start.ts";

const { layers } = tf;
export type Values = tf.SymbolicTensor;

/** How a reader's network is made, trained and used. */
export interface Study {
  /** Null if it is compiled, else the reason why not. */
  readonly why: RegExp | null;
  /** Returns the model that `why` is about. */
  run(use: Use): Promise<tf.LayersModel>;
}

/** Trains with or without compiled steps, and takes down what is seen. */
export class Use {
  readonly numbers: number[] = [];
  readonly #compiled: boolean;

  constructor(compiled: boolean) {
    this.#compiled = compiled;
  }

  async fit(model: tf.LayersModel, x: Data, y: Data, args: tf.ModelFitArgs = {}): Promise<void> {
    const own = { epochs: 2, batchSize: 6, verbose: 0, compiled: this.#compiled } as const;
    const { history } = await model.fit(x, y, { ...own, ...args });
    this.numbers.push(...Object.values(history).flat().map(Number));
    this.look(model, x, y);
  }

  /** Weights, evaluation and predictions. */
  look(model: tf.LayersModel, x: Data, y: Data): void {
    this.note(model.getWeights());
    this.note(model.evaluate(x, y, { batchSize: 5 }));
    this.note(model.predict(x, { batchSize: 4 }));
  }

  note(tensors: tf.Tensor | tf.Tensor[]): void {
    for (const tensor of [tensors].flat()) this.numbers.push(...tensor.dataSync());
  }
}

export type Data = tf.Tensor | tf.Tensor[];

export const apply = (layer: tf.layers.Layer, ...values: Values[]): Values =>
  layer.apply(values.length === 1 && values[0] !== undefined ? values[0] : values) as Values;
export const chain = (values: Values, ...all: tf.layers.Layer[]): Values =>
  all.reduce((last, layer) => apply(layer, last), values);

export const SIDE = 12;
export const SAMPLES = 23;
export const images = (samples = SAMPLES, channels = 1, side = SIDE): tf.Tensor4D =>
  tf.randomNormal<tf.Rank.R4>([samples, side, side, channels], 0, 1, "float32", 3);
export const classes = (samples = SAMPLES): tf.Tensor1D =>
  tf.tensor1d(Array.from({ length: samples }, (_, index) => (index * 7) % 3));
export const oneHot = (samples = SAMPLES): tf.Tensor2D =>
  tf.oneHot(classes(samples).toInt(), 3).toFloat() as tf.Tensor2D;
export const vectors = (samples = SAMPLES, length = 5): tf.Tensor2D =>
  tf.randomNormal<tf.Rank.R2>([samples, length], 0, 1, "float32", 4);

export const SPARSE = "sparseCategoricalCrossentropy";
export const conv = (
  filters: number,
  kernelSize: number | [number, number],
  options: object = {},
): tf.layers.Layer => layers.conv2d({ filters, kernelSize, activation: "relu", ...options });
export const pool = (options: object = {}): tf.layers.Layer =>
  layers.maxPooling2d({ poolSize: 2, ...options });
export const softmax = (units = 3): tf.layers.Layer => layers.dense({ units, activation: "softmax" });
export const input = (...shape: number[]): Values => tf.input({ shape });

export function compile<Model extends tf.LayersModel>(
  model: Model,
  args: Partial<tf.ModelCompileArgs> = {},
): Model {
  model.compile({
    optimizer: tf.train.adam(0.01, 0.9, 0.999, 1e-4),
    loss: SPARSE,
    metrics: ["accuracy"],
    ...args,
  });
  return model;
}

/** A classifier of images of one channel by these layers, up to the last one. */
export function classifier(body: tf.layers.Layer[], args: Partial<tf.ModelCompileArgs> = {}): tf.LayersModel {
  const from = input(SIDE, SIDE, 1);
  return compile(tf.model({ inputs: from, outputs: chain(from, ...body, softmax()) }), args);
}

export const study = (
  why: RegExp | null,
  make: () => tf.LayersModel,
  x: () => Data = images,
  y: () => Data = classes,
  args: tf.ModelFitArgs = {},
): Study => ({
  why,
  async run(use) {
    const model = make();
    await use.fit(model, x(), y(), args);
    return model;
  },
});

async function carryOut({ run }: Study, backend: "wasm" | "cpu", compiled: boolean) {
  await tf.setBackend(backend);
  resetState(21);
  const use = new Use(compiled);
  const model = await run(use);
  return { numbers: use.numbers, why: whyNotCompiled(model) };
}

function expectClose(actual: readonly number[], expected: readonly number[], what: string): void {
  expect(actual.length, what).toBe(expected.length);
  for (const [index, value] of actual.entries()) {
    const wanted = expected[index] ?? Number.NaN;
    if (Object.is(value, wanted) || Math.abs(value - wanted) <= 1e-3 * Math.max(1, Math.abs(wanted)))
      continue;
    expect(value, `${what}: number ${index} of ${actual.length}`).toBe(wanted);
  }
}

/** Tests that each study gives the same numbers with compiled steps, without them and on the CPU backend. */
export function testStudies(studies: Readonly<Record<string, Study>>): void {
  beforeAll(() => start("wasm"), 600_000);

  for (const [name, attempt] of Object.entries(studies)) {
    test(name, { timeout: 120_000 }, async () => {
      const compiled = await carryOut(attempt, "wasm", true);
      if (attempt.why === null) expect(compiled.why).toBeNull();
      else expect(compiled.why).toMatch(attempt.why);
      const single = await carryOut(attempt, "wasm", false);
      expectClose(compiled.numbers, single.numbers, "without compiled steps");
      const stock = await carryOut(attempt, "cpu", true);
      expectClose(compiled.numbers, stock.numbers, "on the CPU backend");
    });
  }
}
