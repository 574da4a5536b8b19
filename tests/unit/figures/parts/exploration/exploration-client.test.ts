import { type Signal, signal } from "@preact/signals";
import { beforeEach, describe, expect, test } from "vitest";
import {
  createExplorationClient,
  type ExplorationClient,
} from "../../../../../src/figures/parts/exploration/exploration-client.ts";
import type { ExploreAnswer } from "../../../../../src/protocol/exploration.ts";
import type { Json } from "../../../../../src/protocol/json.ts";

function network(version: number, layers: number): ExploreAnswer {
  const layer = {
    name: "dense",
    kind: "Dense",
    shape: [10],
    parameters: 0,
    activation: null,
    window: null,
    strides: null,
    padding: null,
  };
  return {
    answer: "network",
    version,
    pictureShape: [28, 28],
    inputShape: [28, 28],
    layers: Array.from({ length: layers }, () => layer),
    classNames: [],
    examples: 1,
    epochs: 0,
    trained: false,
  };
}

function confusion(version: number): ExploreAnswer {
  return { answer: "confusion", version, counts: [[version]], done: 1, total: 1, invalid: 0 };
}

describe("the client of the runtime's exploration", () => {
  let ready: Signal<boolean>;
  let state: Signal<Json | undefined>;
  let sent: Json[];
  let client: ExplorationClient;
  beforeEach(() => {
    ready = signal(false);
    state = signal<Json | undefined>(undefined);
    sent = [];
    const send = (value: Json) => {
      sent.push(value);
    };
    client = createExplorationClient({ ready, state, send });
  });

  test("asks every new runtime for its network, and forgets that of a lost one", () => {
    expect(client.message.value).toContain("Press Run all above");
    ready.value = true;
    state.value = network(1, 2);
    expect(client.network.value?.version).toBe(1);
    ready.value = false;
    expect(client.network.value).toBeNull();
    ready.value = true;
    expect(sent).toEqual([{ request: "network" }, { request: "network" }]);
  });

  test("ignores answers about earlier weights", () => {
    state.value = network(2, 2);
    state.value = confusion(1);
    expect(client.confusion.value).toBeNull();
    state.value = confusion(2);
    expect(client.confusion.value?.counts).toEqual([[2]]);
  });

  test("keeps answers while the weights change, and drops them with another architecture", () => {
    state.value = network(1, 2);
    state.value = confusion(1);
    state.value = network(2, 2);
    expect(client.confusion.value?.version).toBe(1);
    state.value = network(3, 4);
    expect(client.confusion.value).toBeNull();
  });

  test("reports a failed request until another one succeeds", () => {
    state.value = network(1, 2);
    state.value = { answer: "refused", version: 1, message: "Too large." };
    expect(client.error.value).toBe("Too large.");
    state.value = confusion(1);
    expect(client.error.value).toBeNull();
  });

  test("shows the runtime's message if there is no network", () => {
    state.value = network(1, 2);
    state.value = { answer: "nothing", message: "Run the cells above." };
    expect([client.network.value, client.message.value]).toEqual([null, "Run the cells above."]);
  });

  test("ignores what is not an answer, and everything after it is disposed of", () => {
    state.value = { answer: "network" };
    expect(client.network.value).toBeNull();
    client.dispose();
    state.value = network(1, 2);
    expect(client.network.value).toBeNull();
  });
});
