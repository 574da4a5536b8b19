import { effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import * as v from "valibot";
import { assertNever } from "../../../protocol/assert-never.ts";
import { ExploreAnswer, type ExploreRequest } from "../../../protocol/exploration.ts";
import { figureWords } from "../../../words/figure-words.ts";
import type { FigureContext } from "../../figure.ts";

export type Network = Extract<ExploreAnswer, { answer: "network" }>;
export type Activations = Extract<ExploreAnswer, { answer: "activations" }>;
export type Weights = Extract<ExploreAnswer, { answer: "weights" }>;
export type Confusion = Extract<ExploreAnswer, { answer: "confusion" }>;
export type Examples = Extract<ExploreAnswer, { answer: "examples" }>;

/** What a figure knows about the reader's network. Each answer is null until it arrives. */
export interface ExplorationClient {
  readonly network: ReadonlySignal<Network | null>;
  /** What to show instead of the figure while there is no network. */
  readonly message: ReadonlySignal<string>;
  readonly activations: ReadonlySignal<Activations | null>;
  readonly weights: ReadonlySignal<Weights | null>;
  readonly confusion: ReadonlySignal<Confusion | null>;
  readonly examples: ReadonlySignal<Examples | null>;
  /** Why the last request failed; null if it did not. */
  readonly error: ReadonlySignal<string | null>;
  request(request: ExploreRequest): void;
  /** Stops listening. */
  dispose(): void;
}

/** Requests the reader's network from the runtime, again from every new runtime, and receives the answers. */
export function createExplorationClient(
  context: Pick<FigureContext, "ready" | "state" | "send">,
): ExplorationClient {
  const answers = createAnswers();
  const request = (value: ExploreRequest) => untracked(() => context.send(value));
  // Untracked, so that only the runtime and its messages run these effects.
  const stopConnecting = effect(() => {
    if (context.ready.value) request({ request: "network" });
    else untracked(() => answers.reset(figureWords.parts.notRunning));
  });
  const stopReceiving = effect(() => {
    const answer = v.safeParse(ExploreAnswer, context.state.value);
    if (answer.success) untracked(() => answers.receive(answer.output));
  });
  return {
    ...answers.signals,
    request,
    dispose() {
      stopConnecting();
      stopReceiving();
    },
  };
}

/** The latest answer of each kind. */
function createAnswers() {
  const signals = {
    network: signal<Network | null>(null),
    message: signal(figureWords.parts.notRunning),
    activations: signal<Activations | null>(null),
    weights: signal<Weights | null>(null),
    confusion: signal<Confusion | null>(null),
    examples: signal<Examples | null>(null),
    error: signal<string | null>(null),
  };
  const { network, message, activations, weights, confusion, examples, error } = signals;

  function reset(reason: string): void {
    message.value = reason;
    network.value = null;
    activations.value = weights.value = confusion.value = examples.value = null;
    error.value = null;
  }

  function receive(answer: ExploreAnswer): void {
    switch (answer.answer) {
      case "nothing":
        reset(answer.message);
        return;
      case "network":
        receiveNetwork(answer);
        return;
      default:
        if (answer.version === network.value?.version) showDetails(answer, signals);
    }
  }

  function receiveNetwork(answer: Network): void {
    // If only the weights changed, the old answers stay until the new ones arrive, so that the figure does not flash.
    if (answer.layers.length !== network.value?.layers.length) reset(figureWords.parts.notRunning);
    network.value = answer;
  }

  return { signals, reset, receive };
}

/** An answer about the present network and weights. */
function showDetails(
  answer: Exclude<ExploreAnswer, { answer: "nothing" | "network" }>,
  signals: ReturnType<typeof createAnswers>["signals"],
): void {
  signals.error.value = answer.answer === "refused" ? answer.message : null;
  switch (answer.answer) {
    case "activations":
      signals.activations.value = answer;
      return;
    case "weights":
      signals.weights.value = answer;
      return;
    case "confusion":
      signals.confusion.value = answer;
      return;
    case "examples":
      signals.examples.value = answer;
      return;
    case "refused":
      return;
    default:
      assertNever(answer);
  }
}
