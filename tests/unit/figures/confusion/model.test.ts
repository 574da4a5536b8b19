import { signal } from "@preact/signals";
import { beforeEach, describe, expect, test } from "vitest";
import { describe as describeFigure } from "../../../../src/figures/confusion/describe.ts";
import { type ConfusionModel, createConfusionModel } from "../../../../src/figures/confusion/model.ts";
import type { ExploreAnswer } from "../../../../src/protocol/exploration.ts";
import type { Json } from "../../../../src/protocol/json.ts";
import { contextWith } from "../figure-context.ts";

const NETWORK: ExploreAnswer = {
  answer: "network",
  version: 1,
  pictureShape: [28, 28],
  inputShape: [28, 28, 1],
  layers: [],
  classNames: ["Sandal", "Boot", "Bag"],
  examples: 22,
  epochs: 1,
  trained: true,
};
const CONFUSION: ExploreAnswer = {
  answer: "confusion",
  version: 1,
  counts: [
    [8, 1, 1],
    [0, 7, 3],
    [2, 0, 0],
  ],
  done: 22,
  total: 22,
  invalid: 0,
};

let requests: Json[];
let ready = signal(false);
let state = signal<Json | undefined>(undefined);
let model: ConfusionModel;

beforeEach(() => {
  requests = [];
  ready = signal(true);
  state = signal<Json | undefined>(undefined);
  model = createConfusionModel(
    {},
    { ...contextWith([]), ready, state, send: (value) => requests.push(value) },
  );
});

describe("the confusion figure", () => {
  test("requests the counts of every new network", () => {
    state.value = NETWORK;
    state.value = { ...NETWORK, version: 2 };
    expect(requests).toEqual([{ request: "network" }, { request: "confusion" }, { request: "confusion" }]);
  });

  test("begins with the most frequent mistake, and requests its examples", () => {
    state.value = NETWORK;
    state.value = CONFUSION;
    expect(model.chosen.value).toEqual({ row: 1, column: 2 });
    expect(requests.at(-1)).toEqual({ request: "examples", actual: 1, predicted: 2 });
    expect(model.interactions.value).toBe(0);
  });

  test("stays at the reader's choice when the network is trained again", () => {
    state.value = NETWORK;
    state.value = CONFUSION;
    model.choose({ row: 0, column: 1 });
    state.value = { ...NETWORK, version: 2 };
    state.value = { ...CONFUSION, version: 2 };
    expect(model.chosen.value).toEqual({ row: 0, column: 1 });
    expect(requests.at(-1)).toEqual({ request: "examples", actual: 0, predicted: 1 });
    expect(model.interactions.value).toBe(1);
  });

  test("says what to do, what it waits for, and what it found", () => {
    expect(describeFigure(model)).toContain("Press Run all above");
    state.value = NETWORK;
    expect(describeFigure(model)).toBe("The network is classifying images it was not trained on.");
    state.value = CONFUSION;
    expect(describeFigure(model)).toBe(
      "Accuracy: 68.2\u202f%. Most frequent mistakes: Boot classified as Bag (3), " +
        "Bag classified as Sandal (2), Sandal classified as Boot (1). " +
        "Chosen: Boot, classified as Bag, 3 images.",
    );
    model.choose({ row: 1, column: 1 });
    expect(describeFigure(model)).toContain("Chosen: Boot, classified correctly, 7 images.");
  });

  test("says that training has diverged, and shows examples whose probabilities are not numbers", () => {
    state.value = NETWORK;
    state.value = { ...CONFUSION, counts: [[], [], []], invalid: 22 };
    expect(describeFigure(model)).toContain("training has diverged. Lower the learning rate");
    // JSON has no NaN.
    const example = { index: 1, picture: "", probabilities: [null, null, null] };
    state.value = { answer: "examples", version: 1, actual: 0, predicted: 0, total: 1, examples: [example] };
    expect(model.exploration.examples.value?.examples).toEqual([example]);
  });

  test("requests nothing after it was removed", () => {
    state.value = NETWORK;
    model.dispose?.();
    const before = requests.length;
    state.value = CONFUSION;
    model.choose({ row: 2, column: 2 });
    ready.value = false;
    ready.value = true;
    expect(requests).toHaveLength(before);
  });
});
