import * as tf from "@tensorflow/tfjs";
import type { LabelledImages } from "../datasets/labelled-images.ts";
import { type ExploredNetwork, isDisposed } from "./explored-network.ts";

const BATCH_SIZE = 250;

/** The class probabilities of each image, image by image, filled in as they are computed. */
export interface Predictions {
  readonly probabilities: Float32Array;
  readonly classes: number;
  /** How many images have been predicted so far. */
  done: number;
}

interface Request {
  readonly ready: (network: ExploredNetwork, predictions: Predictions) => void;
  readonly failed: (error: unknown) => void;
}

/** Runs the current network over all its images when a figure needs that, and only once for each state of the network. */
export class Predictor {
  #network: ExploredNetwork | null = null;
  /** Of the current network; null if it has not been run yet. */
  #predictions: Predictions | null = null;
  #isRunning = false;
  readonly #requests = new Map<string, Request>();

  /** Sets another network, or the same one with changed weights. */
  setNetwork(network: ExploredNetwork | null): void {
    this.#network = network;
    this.#predictions = null;
  }

  /** Calls `ready` when all predictions of the current network are there. Replaces a waiting request with this key. */
  request(key: string, request: Request): void {
    this.#requests.set(key, request);
    if (this.#network !== null && this.#predictions?.done === this.#network.images.length)
      this.#answer(this.#network, this.#predictions);
    else if (!this.#isRunning) void this.#run().catch((error: unknown) => this.#fail(error));
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    try {
      // If the network changes meanwhile, its predictions are discarded and the loop starts again.
      while (this.#network !== null && this.#requests.size > 0) {
        const network = this.#network;
        const predictions = emptyPredictions(network);
        this.#predictions = predictions;
        const isWanted = (): boolean => this.#predictions === predictions && !isDisposed(network);
        if (await predictAll(network, predictions, isWanted)) this.#answer(network, predictions);
        if (isDisposed(network)) return;
      }
    } finally {
      this.#isRunning = false;
    }
  }

  #answer(network: ExploredNetwork, predictions: Predictions): void {
    for (const { ready } of this.#requests.values()) ready(network, predictions);
    this.#requests.clear();
  }

  #fail(error: unknown): void {
    for (const { failed } of this.#requests.values()) failed(error);
    this.#requests.clear();
  }
}

function emptyPredictions({ model, images }: ExploredNetwork): Predictions {
  const classes = model.outputs[0]?.shape.at(-1) ?? 0;
  return { probabilities: new Float32Array(images.length * classes), classes, done: 0 };
}

/**
 * Predicts batch by batch, yielding after each so that a running cell is not blocked. False if `isWanted` ended it.
 */
async function predictAll(
  network: ExploredNetwork,
  predictions: Predictions,
  isWanted: () => boolean,
): Promise<boolean> {
  const { images } = network;
  for (let start = 0; start < images.length; start += BATCH_SIZE) {
    const batch = images.slice(start, start + BATCH_SIZE);
    const output = predictBatch(network, batch);
    const values = await output.data();
    output.dispose();
    if (!isWanted()) return false;
    predictions.probabilities.set(values, start * predictions.classes);
    predictions.done = start + batch.length;
    await tf.nextFrame();
    if (!isWanted()) return false;
  }
  return true;
}

function predictBatch({ model, prepare }: ExploredNetwork, batch: LabelledImages): tf.Tensor {
  return tf.tidy(() => {
    const output = model.predict(prepare(batch.toTensors().x));
    if (Array.isArray(output))
      throw new Error("explore: the network has several outputs; figures can look into one only.");
    return output;
  });
}

/** The predicted class of an image; null if one of the network's outputs is NaN. */
export function predictedClass({ probabilities, classes }: Predictions, image: number): number | null {
  let largest = 0;
  for (let index = 0; index < classes; index += 1) {
    const value = probabilities[image * classes + index] ?? 0;
    if (Number.isNaN(value)) return null;
    if (value > (probabilities[image * classes + largest] ?? 0)) largest = index;
  }
  return largest;
}
