import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { ExploreSource } from "../../protocol/exploration.ts";
import type { ExplorationClient, Weights } from "../parts/exploration/exploration-client.ts";
import { createLatestOnly } from "./latest-only.ts";

/** Requests the outputs of every layer whenever the image or the network changes. Returns what stops it. */
export function requestActivations(
  exploration: ExplorationClient,
  source: ReadonlySignal<ExploreSource | null>,
): () => void {
  // One request at a time: a stroke of the pen changes the image many times.
  const activations = createLatestOnly<ExploreSource>((next) =>
    exploration.request({ request: "activations", source: next }),
  );
  const stopEnding = effect(() => {
    // Each of these ends a request: an answer, an error, another network.
    void [exploration.activations.value, exploration.error.value, exploration.network.value];
    activations.end();
  });
  const stopRequesting = effect(() => {
    if (exploration.network.value !== null && source.value !== null) activations.request(source.value);
  });
  return () => {
    stopEnding();
    stopRequesting();
  };
}

export interface RequestedWeights {
  /** After the last epoch: those that the outputs are computed with. */
  readonly trained: ReadonlySignal<Weights | null>;
  /** After the epoch that is shown. */
  readonly shown: ReadonlySignal<Weights | null>;
  stop(): void;
}

/** Requests the weights after the last epoch, and after `epoch` unless it is null, which also means the last. */
export function requestWeights(
  { request, network, weights }: ExplorationClient,
  epoch: ReadonlySignal<number | null>,
): RequestedWeights {
  const trained = signal<Weights | null>(null);
  const shown = signal<Weights | null>(null);
  const stops = [
    effect(() => {
      if (network.value !== null) request({ request: "weights", epoch: network.value.epochs });
    }),
    effect(() => {
      if (network.value !== null && epoch.value !== null) request({ request: "weights", epoch: epoch.value });
    }),
    effect(() => {
      const answer = weights.value;
      const last = network.value?.epochs;
      if (answer === null || answer.epoch === last) trained.value = answer;
      if (answer === null || answer.epoch === (epoch.value ?? last)) shown.value = answer;
    }),
  ];
  return {
    trained,
    shown,
    stop() {
      for (const stop of stops) stop();
    },
  };
}
