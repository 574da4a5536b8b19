import type * as tf from "@tensorflow/tfjs";
import * as v from "valibot";
import { assertNever } from "../../protocol/assert-never.ts";
import { errorMessage } from "../../protocol/error-message.ts";
import { type ExploreAnswer, ExploreRequest } from "../../protocol/exploration.ts";
import type { FigureId } from "../../protocol/ids.ts";
import { trainedModel } from "../compiled/model-internals.ts";
import type { LabelledImages } from "../datasets/labelled-images.ts";
import { onEpochEnd } from "../training/epoch-weights.ts";
import {
  activationsAnswer,
  confusionAnswer,
  examplesAnswer,
  networkAnswer,
  weightsAnswer,
} from "./answers.ts";
import { type ExploredNetwork, isDisposed, openNetwork, type Prepare } from "./explored-network.ts";
import { type Predictions, Predictor } from "./predictor.ts";

const NO_NETWORK: ExploreAnswer = {
  answer: "nothing",
  message: "There is no network to look into yet: run the cells above, up to the one that calls explore.",
};

/** Answers the figures that look into the reader's network. */
export class Explorer {
  #network: ExploredNetwork | null = null;
  /** Grows whenever the network or its weights change. */
  #version = 0;
  readonly #predictor = new Predictor();
  /** Figures that have sent a request; they are notified when the network changes. */
  readonly #figures = new Set<FigureId>();
  readonly #send: (figure: FigureId, answer: ExploreAnswer) => void;

  constructor(send: (figure: FigureId, answer: ExploreAnswer) => void) {
    this.#send = send;
    onEpochEnd((model) => {
      if (this.#network !== null && trainedModel(this.#network.model) === model) this.#change(this.#network);
    });
  }

  /**
   * Opens a network to the figures, with images to run it on.
   * @throws {TypeError} that names the argument which is not usable
   */
  explore(model: tf.LayersModel, images: LabelledImages, prepare: Prepare): void {
    this.#change(openNetwork(model, images, prepare));
  }

  /** Answers a figure's request. Ignores a malformed one, which only a page of another version can send. */
  handle(figure: FigureId, value: unknown): void {
    const parsed = v.safeParse(ExploreRequest, value);
    if (!parsed.success) return;
    this.#figures.add(figure);
    void this.#answer(figure, parsed.output).catch((error: unknown) => this.#refuse(figure, error));
  }

  #change(network: ExploredNetwork): void {
    this.#network = network;
    this.#version += 1;
    this.#predictor.setNetwork(network);
    const answer = this.#current() === null ? NO_NETWORK : networkAnswer(network, this.#version);
    for (const figure of this.#figures) this.#send(figure, answer);
  }

  #current(): ExploredNetwork | null {
    return this.#network === null || isDisposed(this.#network) ? null : this.#network;
  }

  async #answer(figure: FigureId, request: ExploreRequest): Promise<void> {
    const network = this.#current();
    if (network === null) {
      this.#send(figure, NO_NETWORK);
      return;
    }
    switch (request.request) {
      case "network":
        this.#send(figure, networkAnswer(network, this.#version));
        return;
      case "activations":
        this.#send(figure, await activationsAnswer(network, this.#version, request.source));
        return;
      case "weights":
        this.#send(figure, await weightsAnswer(network, this.#version, request.epoch));
        return;
      case "confusion":
        this.#answerWithPredictions(figure, request, confusionAnswer);
        return;
      case "examples":
        this.#answerWithPredictions(figure, request, (predicted, predictions, version) =>
          examplesAnswer(predicted, predictions, version, request),
        );
        return;
      default:
        assertNever(request);
    }
  }

  /** Of several such requests by a figure, only the last is answered. */
  #answerWithPredictions(
    figure: FigureId,
    { request }: ExploreRequest,
    answer: (network: ExploredNetwork, predictions: Predictions, version: number) => ExploreAnswer,
  ): void {
    this.#predictor.request(`${figure}/${request}`, {
      ready: (network, predictions) => this.#send(figure, answer(network, predictions, this.#version)),
      failed: (error) => this.#refuse(figure, error),
    });
  }

  #refuse(figure: FigureId, error: unknown): void {
    this.#send(figure, { answer: "refused", version: this.#version, message: errorMessage(error) });
  }
}
