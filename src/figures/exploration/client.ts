import { effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import * as v from "valibot";
import { ExploreAnswer, type ExploreRequest } from "../../protocol/exploration.ts";
import type { FigureContext } from "../figure.ts";

export type Network = Extract<ExploreAnswer, { answer: "network" }>;
export type Activations = Extract<ExploreAnswer, { answer: "activations" }>;
export type Weights = Extract<ExploreAnswer, { answer: "weights" }>;
export type Confusion = Extract<ExploreAnswer, { answer: "confusion" }>;
export type Examples = Extract<ExploreAnswer, { answer: "examples" }>;

/** What a figure knows of the student's network. Each answer is about `network.version`, or null until it has come. */
export interface Exploration {
  readonly network: ReadonlySignal<Network | null>;
  /** What to say in place of the figure while there is no network. */
  readonly message: ReadonlySignal<string>;
  readonly activations: ReadonlySignal<Activations | null>;
  readonly weights: ReadonlySignal<Weights | null>;
  readonly confusion: ReadonlySignal<Confusion | null>;
  readonly examples: ReadonlySignal<Examples | null>;
  /** Why the last request could not be met; null when it could. */
  readonly refusal: ReadonlySignal<string | null>;
  ask(request: ExploreRequest): void;
  /** Stops listening. */
  close(): void;
}

const NOT_RUNNING =
  "This figure looks into the network that you train on this page. Press Run all above, or run the cells up to the one that calls explore; then it comes to life.";

/** Asks the runtime about the student's network, again whenever a new runtime has started. */
export function openExploration({
  ready,
  state,
  send,
}: Pick<FigureContext, "ready" | "state" | "send">): Exploration {
  const network = signal<Network | null>(null);
  const message = signal(NOT_RUNNING);
  const activations = signal<Activations | null>(null);
  const weights = signal<Weights | null>(null);
  const confusion = signal<Confusion | null>(null);
  const examples = signal<Examples | null>(null);
  const refusal = signal<string | null>(null);

  function forget(because: string): void {
    message.value = because;
    network.value = null;
    activations.value = weights.value = confusion.value = examples.value = null;
    refusal.value = null;
  }

  function take(answer: ExploreAnswer): void {
    if (answer.answer === "nothing") {
      forget(answer.message);
      return;
    }
    if (answer.answer === "network") {
      // Until the answers about the new weights have come, the old ones stay: a figure that goes blank is harder to read.
      if (answer.layers.length !== network.value?.layers.length) forget(NOT_RUNNING);
      network.value = answer;
      return;
    }
    if (answer.version !== network.value?.version) return;
    refusal.value = answer.answer === "refused" ? answer.message : null;
    switch (answer.answer) {
      case "activations":
        activations.value = answer;
        return;
      case "weights":
        weights.value = answer;
        return;
      case "confusion":
        confusion.value = answer;
        return;
      case "examples":
        examples.value = answer;
        return;
      case "refused":
        return;
    }
  }

  // Only the runtime's coming and its answers wake these; what they change is for others to hear.
  const stopAsking = effect(() => {
    if (ready.value) untracked(() => send({ request: "network" }));
    else untracked(() => forget(NOT_RUNNING));
  });
  const stopListening = effect(() => {
    const answer = v.safeParse(ExploreAnswer, state.value);
    if (answer.success) untracked(() => take(answer.output));
  });

  return {
    network,
    message,
    activations,
    weights,
    confusion,
    examples,
    refusal,
    ask: (request) => untracked(() => send(request)),
    close() {
      stopAsking();
      stopListening();
    },
  };
}
