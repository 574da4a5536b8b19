import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { CLASS_NAMES } from "../../../../src/datasets/fashion-mnist.ts";
import { decodeFloats } from "../../../../src/figures/parts/exploration/decode.ts";
import type { ExploreAnswer, ExploreRequest } from "../../../../src/protocol/exploration.ts";
import type { FigureId } from "../../../../src/protocol/ids.ts";
import { type LabelledImages, labelledImages } from "../../../../src/runtime/datasets/labelled-images.ts";
import { Explorer } from "../../../../src/runtime/explore/explorer.ts";
import { weightsRestored } from "../../../../src/runtime/training/epoch-weights.ts";
import { installFitPatches } from "../start.ts";

const figure = "inside" as FigureId;
const COUNT = 12;

/** Pictures of stripes of every width, and labels. */
const images = labelled(
  Uint8Array.from(
    { length: COUNT * 784 },
    (_, index) => ((index % (3 + Math.floor(index / 784))) * 97) % 256,
  ),
  Uint8Array.from({ length: COUNT }, (_, index) => index % 10),
);

function labelled(pixels: Uint8Array, labels: Uint8Array): LabelledImages {
  const raw = { images: pixels, labels, length: labels.length, height: 28, width: 28 };
  return labelledImages(raw, CLASS_NAMES);
}

const prepare = (images: tf.Tensor3D) => images.div(255).expandDims(3);

function network(): tf.Sequential {
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({
        inputShape: [28, 28, 1],
        filters: 2,
        kernelSize: 3,
        strides: 2,
        activation: "relu",
      }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 10, activation: "softmax" }),
    ],
  });
  model.compile({ optimizer: "sgd", loss: "sparseCategoricalCrossentropy" });
  return model;
}

async function train(model: tf.Sequential, epochs: number): Promise<void> {
  const { x, y } = images.toTensors();
  await model.fit(prepare(x), y, { epochs, batchSize: 4, verbose: 0 });
}

function setUp() {
  const answers: ExploreAnswer[] = [];
  const waiting: (() => void)[] = [];
  const explorer = new Explorer((_figure, answer) => {
    answers.push(answer);
    for (const wake of waiting.splice(0)) wake();
  });
  /** The next answer after this request that is not news of the network, unless that was asked for. */
  const ask = async (request: ExploreRequest): Promise<ExploreAnswer> => {
    const begun = answers.length;
    explorer.handle(figure, request);
    for (;;) {
      const answer = answers
        .slice(begun)
        .find((one) => one.answer !== "network" || request.request === "network");
      if (answer !== undefined) return answer;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  return { explorer, answers, ask };
}

beforeAll(async () => {
  await installFitPatches();
  await tf.setBackend("cpu");
});

describe("looking into a network", () => {
  it("says what to do while there is none", async () => {
    const { ask } = setUp();
    expect(await ask({ request: "network" })).toMatchObject({
      answer: "nothing",
      message: expect.stringContaining("explore"),
    });
  });

  it("describes the layers, and reports again when the network changes", async () => {
    const { explorer, ask, answers } = setUp();
    const model = network();
    explorer.explore(model, images, prepare);
    const before = await ask({ request: "network" });
    expect(before).toMatchObject({
      answer: "network",
      inputShape: [28, 28, 1],
      examples: COUNT,
      trained: false,
      layers: [
        {
          kind: "Conv2D",
          shape: [13, 13, 2],
          parameters: 20,
          activation: "relu",
          window: [3, 3],
          strides: [2, 2],
          padding: "valid",
        },
        { kind: "MaxPooling2D", shape: [6, 6, 2], window: [2, 2], strides: [2, 2] },
        { kind: "Flatten", shape: [72] },
        { kind: "Dense", shape: [10], parameters: 730, activation: "softmax" },
      ],
    });
    await train(model, 2);
    const after = answers.at(-1);
    expect(after).toMatchObject({ answer: "network", trained: true, epochs: 2 });
    expect(after?.answer === "network" && before.answer === "network" && after.version > before.version).toBe(
      true,
    );
  });

  it("counts a network with the weights of an earlier training as trained", async () => {
    const { explorer, ask } = setUp();
    const model = network();
    explorer.explore(model, images, prepare);
    expect(await ask({ request: "network" })).toMatchObject({ trained: false });
    weightsRestored(model);
    expect(await ask({ request: "network" })).toMatchObject({ trained: true, epochs: 0 });
  });

  it("gives every layer's output as the model computes it", async () => {
    const { explorer, ask } = setUp();
    const model = network();
    explorer.explore(model, images, prepare);
    const answer = await ask({ request: "activations", source: { type: "example", index: 5 } });
    if (answer.answer !== "activations") throw new Error("not the activations");
    expect(answer.label).toBe(5);
    const { x } = images.slice(5, 6).toTensors();
    const expected = await (model.predict(prepare(x)) as tf.Tensor).data();
    const last = answer.layers.at(-1);
    expect(last?.shape).toEqual([10]);
    for (const [index, value] of decodeFloats(last?.values ?? "").entries()) {
      expect(value).toBeCloseTo(expected[index] ?? 0, 6);
    }
  });

  it("gives the weights after each epoch, and those before training", async () => {
    const { explorer, ask } = setUp();
    const model = network();
    const initial = Float32Array.from(await (model.layers[3]?.getWeights()[0] ?? tf.scalar(0)).data());
    await train(model, 2);
    const trained = Float32Array.from(await (model.layers[3]?.getWeights()[0] ?? tf.scalar(0)).data());
    explorer.explore(model, images, prepare);
    const kernelAt = async (epoch: number) => {
      const answer = await ask({ request: "weights", epoch });
      if (answer.answer !== "weights") throw new Error("not the weights");
      expect(answer.layers.map((layer) => layer.map((weight) => weight?.shape))).toEqual([
        [[3, 3, 1, 2], [2]],
        [],
        [],
        [[72, 10], [10]],
      ]);
      return decodeFloats(answer.layers[3]?.[0]?.values ?? "");
    };
    expect(await kernelAt(0)).toEqual(initial);
    expect(await kernelAt(2)).toEqual(trained);
    expect(await kernelAt(1)).not.toEqual(trained);
  });

  it("counts the predictions per class, and shows those images", async () => {
    const { explorer, ask } = setUp();
    const model = network();
    explorer.explore(model, images, prepare);
    const answer = await ask({ request: "confusion" });
    if (answer.answer !== "confusion") throw new Error("not the confusion");
    expect(answer.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(COUNT);
    const { x } = images.toTensors();
    const classes = (model.predict(prepare(x)) as tf.Tensor).argMax(1).dataSync();
    const predicted = classes[3] ?? 0;
    const examples = await ask({ request: "examples", actual: 3, predicted });
    if (examples.answer !== "examples") throw new Error("not the examples");
    expect(examples.total).toBe(answer.counts[3]?.[predicted]);
    expect(examples.examples[0]?.index).toBe(3);
  });

  it("counts images whose outputs are NaN apart", async () => {
    const { explorer, ask } = setUp();
    const model = network();
    model.setWeights(model.getWeights().map((weight) => tf.fill(weight.shape, Number.NaN)));
    explorer.explore(model, images, prepare);
    const answer = await ask({ request: "confusion" });
    expect(answer).toMatchObject({ total: COUNT, invalid: COUNT });
    expect(answer.answer === "confusion" && answer.counts.flat().some((count) => count > 0)).toBe(false);
  });

  it("refuses an impossible request with the reason, and continues", async () => {
    const { explorer, ask } = setUp();
    explorer.explore(network(), images, prepare);
    expect(await ask({ request: "activations", source: { type: "example", index: 99 } })).toMatchObject({
      answer: "refused",
      message: "There are 12 examples, so there is none with number 99.",
    });
    expect(await ask({ request: "activations", source: { type: "example", index: 0 } })).toMatchObject({
      answer: "activations",
    });
    explorer.explore(network(), images, (inputs) => inputs);
    expect(await ask({ request: "confusion" })).toMatchObject({ answer: "refused" });
  });

  it("says that there is no network after it was disposed", async () => {
    const { explorer, ask } = setUp();
    const model = network();
    explorer.explore(model, images, prepare);
    model.dispose();
    expect(await ask({ request: "confusion" })).toMatchObject({ answer: "nothing" });
  });

  it("refuses wrong arguments", () => {
    const { explorer } = setUp();
    expect(() => explorer.explore({} as tf.LayersModel, images, prepare)).toThrow(/first argument/);
    expect(() => explorer.explore(network(), labelled(new Uint8Array(), new Uint8Array()), prepare)).toThrow(
      /second/,
    );
    expect(() => explorer.explore(network(), images, 5 as never)).toThrow(/third/);
  });

  it("leaves no tensor behind", async () => {
    const { explorer, ask } = setUp();
    explorer.explore(network(), images, prepare);
    await ask({ request: "activations", source: { type: "example", index: 0 } });
    const before = tf.memory().numTensors;
    await ask({ request: "activations", source: { type: "example", index: 1 } });
    await ask({ request: "weights", epoch: 0 });
    await ask({ request: "confusion" });
    expect(tf.memory().numTensors).toBe(before);
  });
});
