import { type Signal, signal } from "@preact/signals";
import { beforeEach, describe, expect, test } from "vitest";
import { describe as describeFigure } from "../../../../src/figures/inside-network/describe.ts";
import { channelsOf, filterImage } from "../../../../src/figures/inside-network/layer-weights.ts";
import {
  createInsideNetworkModel,
  type InsideNetworkModel,
} from "../../../../src/figures/inside-network/model.ts";
import type { ExploreAnswer, ExploredLayer, ExploredTensor } from "../../../../src/protocol/exploration.ts";
import type { Json } from "../../../../src/protocol/json.ts";
import { contextWith } from "../figure-context.ts";

const layer: ExploredLayer = {
  name: "",
  kind: "",
  shape: [],
  parameters: 0,
  activation: null,
  window: null,
  strides: null,
  padding: null,
};

/** A 2 × 2 image through one 2 × 2 filter with ReLU, flattened, to two classes. */
const LAYERS: ExploredLayer[] = [
  {
    ...layer,
    name: "conv",
    kind: "Conv2D",
    shape: [2, 2, 1],
    parameters: 5,
    activation: "relu",
    window: [2, 2],
    strides: [1, 1],
    padding: "same",
  },
  { ...layer, name: "flat", kind: "Flatten", shape: [4] },
  { ...layer, name: "dense", kind: "Dense", shape: [2], parameters: 10, activation: "softmax" },
];

function tensor(shape: number[], values: number[]): ExploredTensor {
  return { shape, values: Buffer.from(Float32Array.from(values).buffer).toString("base64") };
}

function network(changed: Partial<Extract<ExploreAnswer, { answer: "network" }>> = {}): ExploreAnswer {
  return {
    answer: "network",
    version: 1,
    pictureShape: [2, 2],
    inputShape: [2, 2, 1],
    layers: LAYERS,
    classNames: ["Bag", "Boot"],
    examples: 3,
    epochs: 2,
    trained: true,
    ...changed,
  };
}

/** For the input 1 0 / 0 2, the filter 1 2 / 3 4 and the bias −1, "same" padding after the input. */
const ACTIVATIONS: ExploreAnswer = {
  answer: "activations",
  version: 1,
  source: { type: "example", index: 0 },
  picture: Buffer.from([255, 0, 0, 128]).toString("base64"),
  label: 1,
  input: tensor([2, 2, 1], [1, 0, 0, 2]),
  layers: [tensor([2, 2, 1], [8, 5, 3, 1]), tensor([4], [8, 5, 3, 1]), tensor([2], [0.25, 0.75])],
};

function weights(epoch: number, filter: number[]): ExploreAnswer {
  const dense = [tensor([4, 2], [0, 1, 0, 0, 0, 0, 0, 0]), tensor([2], [0, 0])];
  return {
    answer: "weights",
    version: 1,
    epoch,
    layers: [[tensor([2, 2, 1, 1], filter), tensor([1], [-1])], [], dense],
  };
}

describe("the model of a look inside the network", () => {
  let ready: Signal<boolean>;
  let state: Signal<Json | undefined>;
  let sent: Json[];
  let model: InsideNetworkModel;
  beforeEach(() => {
    ready = signal(false);
    state = signal<Json | undefined>(undefined);
    sent = [];
    model = createInsideNetworkModel(
      {},
      {
        ...contextWith([]),
        ready,
        state,
        send: (value) => {
          sent.push(value);
        },
      },
    );
  });

  function answerAll(): void {
    state.value = network();
    state.value = ACTIVATIONS;
    state.value = weights(2, [1, 2, 3, 4]);
  }

  test("asks for the network once a runtime is ready, then for outputs and weights", () => {
    expect(sent).toEqual([]);
    ready.value = true;
    expect(sent).toEqual([{ request: "network" }]);
    state.value = network();
    expect(sent.slice(1)).toEqual([
      { request: "activations", source: { type: "example", index: 0 } },
      { request: "weights", epoch: 2 },
    ]);
  });

  test("decodes the answers, and starts where the first layer responds most", () => {
    answerAll();
    expect([...(model.image.value?.values ?? [])]).toEqual([255, 0, 0, 128]);
    expect([...(model.input.value?.values ?? [])]).toEqual([1, 0, 0, 2]);
    expect([...(model.outputs.value[2]?.values ?? [])]).toEqual([0.25, 0.75]);
    expect([model.layer.value, model.unit.value]).toEqual([0, { row: 0, column: 0, channel: 0 }]);
  });

  test("explains units of every layer", () => {
    answerAll();
    expect(model.explanation.value).toMatchObject({ type: "sum", sum: 8, bias: -1, activation: "relu" });
    model.chooseUnit(0, { row: 0, column: 1, channel: 0 });
    expect(model.explanation.value).toMatchObject({
      sum: 5,
      window: { row: 0, column: 1, height: 2, width: 2 },
    });
    model.chooseUnit(1, { row: 0, column: 0, channel: 2 });
    expect(model.explanation.value).toEqual({ type: "copy", from: { row: 1, column: 0, channel: 0 } });
    model.chooseMap(2, 0);
    expect(model.unit.value.channel).toBe(1);
    expect(model.explanation.value).toMatchObject({ sum: 8, scores: [0, 8] });
    expect(model.interactions.value).toBe(3);
  });

  test("explains with the trained weights while another epoch's are shown", () => {
    answerAll();
    model.setEpoch(0);
    expect(sent.at(-1)).toEqual({ request: "weights", epoch: 0 });
    state.value = weights(0, [9, 9, 9, 9]);
    expect(model.weights.value[0]?.kernel.values[0]).toBe(9);
    expect(model.explanation.value).toMatchObject({ sum: 8 });
  });

  test("keeps one request for outputs under way, and then sends the latest", () => {
    state.value = network();
    model.setExample(1);
    model.setExample(2);
    const requested = () => sent.filter((value) => JSON.stringify(value).includes("activations"));
    expect(requested()).toHaveLength(1);
    state.value = ACTIVATIONS;
    expect(requested()).toHaveLength(2);
    expect(sent.at(-1)).toEqual({ request: "activations", source: { type: "example", index: 2 } });
  });

  test("sends the pixels of the reader's own image", () => {
    state.value = network();
    state.value = ACTIVATIONS;
    model.setSourceKind("own");
    expect(sent.at(-1)).toEqual({
      request: "activations",
      source: { type: "pixels", pixels: [...model.own.image.value.values] },
    });
  });

  test("returns to the first layer if another network has fewer", () => {
    answerAll();
    model.chooseMap(2, 0);
    state.value = network({ version: 2, layers: LAYERS.slice(0, 1) });
    expect([model.layer.value, model.epoch.value]).toEqual([0, null]);
  });

  test("shows the weights of the chosen input channel", () => {
    answerAll();
    expect(model.kernelChannels.value.get(0) ?? 0).toBe(0);
    model.setKernelChannel(0, 2);
    expect(model.kernelChannels.value.get(0)).toBe(2);
    // [2, 1, 3, 2]: two cells, three channels, two filters.
    const values = Float32Array.from({ length: 12 }, (_, index) => index);
    const layerWeights = { kernel: { shape: [2, 1, 3, 2], values }, bias: null };
    expect(channelsOf(layerWeights)).toBe(3);
    expect([...filterImage(layerWeights, 1, 0).values]).toEqual([1, 7]);
    expect([...filterImage(layerWeights, 1, 2).values]).toEqual([5, 11]);
  });

  test("says that training has diverged", () => {
    state.value = network();
    state.value = {
      ...ACTIVATIONS,
      layers: [
        tensor([2, 2, 1], [Number.NaN, 5, 3, 1]),
        tensor([4], [Number.NaN, 5, 3, 1]),
        tensor([2], [Number.NaN, Number.NaN]),
      ],
    };
    expect(model.isDiverged.value).toBe(true);
    expect(describeFigure(model)).toContain("NaN (not a number): training has diverged.");
  });

  test("stops asking after it is disposed of", () => {
    answerAll();
    const before = sent.length;
    model.dispose?.();
    model.setExample(2);
    model.setEpoch(1);
    expect(sent).toHaveLength(before);
  });

  test("describes the prediction and the chosen unit, or what to do first", () => {
    expect(describeFigure(model)).toContain("Press Run all above");
    answerAll();
    expect(describeFigure(model)).toBe(
      "Prediction: Boot (75\u202f%). Actual: Boot. Chosen: convolution 2 × 2, relu, map 1, row 1, column 1, value 8.",
    );
  });
});
