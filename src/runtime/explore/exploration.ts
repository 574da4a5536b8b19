import * as tf from "@tensorflow/tfjs";
import * as v from "valibot";
import { assertNever } from "../../protocol/assert-never.ts";
import { errorMessage } from "../../protocol/error-message.ts";
import { type ExploreAnswer, ExploreRequest, type ExploreSource } from "../../protocol/exploration.ts";
import type { FigureId } from "../../protocol/ids.ts";
import { trainedModel } from "../compiled/model-internals.ts";
import { imageAt, type LabelledImages } from "../datasets/labelled-images.ts";
import { toBase64 } from "../platform/captured.ts";
import { epochWeights, onEpochEnd, takeSnapshot } from "../training/epoch-weights.ts";
import { describeLayers, singleShape } from "./describe-network.ts";
import { TensorWriter } from "./explored-tensor.ts";
import { largestClass, type Predictions, type Prepare, predictAll } from "./predictions.ts";

const NOTHING_YET =
  "There is no network to look into yet: run the cells above, up to the one that calls explore.";
const MAXIMUM_EXAMPLES = 24;

interface Explored {
  readonly model: tf.LayersModel;
  readonly images: LabelledImages;
  readonly prepare: Prepare;
  /** Gives every layer's output at once. */
  readonly layers: tf.LayersModel;
}

interface Waiting {
  readonly figure: FigureId;
  readonly ready: () => void;
}

/** Answers the figures that look into the student's network. */
export class Exploration {
  private explored: Explored | null = null;
  private version = 0;
  private predictions: Predictions | null = null;
  private predicting = false;
  /** Figures that asked; they are told when the network changes. */
  private readonly figures = new Set<FigureId>();
  private readonly waitingForPredictions = new Map<string, Waiting>();

  private readonly tell: (figure: FigureId, answer: ExploreAnswer) => void;

  constructor(tell: (figure: FigureId, answer: ExploreAnswer) => void) {
    this.tell = tell;
    onEpochEnd((model) => {
      if (this.explored !== null && trainedModel(this.explored.model) === model) this.change();
    });
  }

  /** Opens this network to the figures, with pictures to try it on. @throws TypeError where it cannot be looked into. */
  explore(model: tf.LayersModel, images: LabelledImages, prepare: Prepare): void {
    if (!Array.isArray(model?.layers))
      throw new TypeError("explore: the first argument must be a model of TensorFlow.js.");
    if (!(images?.length > 0) || !Array.isArray(images.classNames))
      throw new TypeError("explore: the second argument must be labelled images, such as `test`.");
    if (typeof prepare !== "function") {
      throw new TypeError(
        "explore: the third argument must turn images [n, height, width] into the network's input.",
      );
    }
    const layers = tf.model({
      inputs: model.inputs,
      outputs: model.layers.map((layer) => firstOutput(layer.output)),
    });
    this.explored = { model, images, prepare, layers };
    this.change();
  }

  /** Takes a figure's request. What is malformed is passed over: it can only come from a page of another version. */
  handle(figure: FigureId, value: unknown): void {
    const parsed = v.safeParse(ExploreRequest, value);
    if (!parsed.success) return;
    this.figures.add(figure);
    void this.answer(figure, parsed.output).catch((error: unknown) => {
      const message = errorMessage(error);
      this.tell(figure, { answer: "refused", version: this.version, message });
    });
  }

  private change(): void {
    this.version += 1;
    this.predictions = null;
    for (const figure of this.figures) this.tell(figure, this.network());
  }

  private async answer(figure: FigureId, request: ExploreRequest): Promise<void> {
    const { explored } = this;
    if (explored === null || isDisposed(explored.model)) {
      this.tell(figure, { answer: "nothing", message: NOTHING_YET });
      return;
    }
    switch (request.request) {
      case "network":
        this.tell(figure, this.network());
        return;
      case "activations":
        this.tell(figure, await this.activations(explored, request.source));
        return;
      case "weights":
        this.tell(figure, await this.weights(explored, request.epoch));
        return;
      case "confusion":
        this.whenPredicted(figure, "confusion", () => this.tell(figure, this.confusion(explored)));
        return;
      case "examples": {
        const { actual, predicted } = request;
        this.whenPredicted(figure, "examples", () =>
          this.tell(figure, this.examples(explored, actual, predicted)),
        );
        return;
      }
      default:
        assertNever(request);
    }
  }

  private network(): ExploreAnswer {
    const { explored } = this;
    if (explored === null || isDisposed(explored.model)) return { answer: "nothing", message: NOTHING_YET };
    const snapshots = epochWeights(explored.model).length;
    return {
      answer: "network",
      version: this.version,
      pictureShape: [explored.images.height, explored.images.width],
      inputShape: singleShape(explored.model.inputs[0]?.shape ?? [])
        .slice(1)
        .map((side) => side ?? 0),
      layers: describeLayers(explored.model),
      classNames: [...explored.images.classNames],
      examples: explored.images.length,
      epochs: Math.max(0, snapshots - 1),
      trained: snapshots > 1,
    };
  }

  private async activations(
    { images, prepare, layers }: Explored,
    source: ExploreSource,
  ): Promise<ExploreAnswer> {
    const { version } = this;
    const picture = pictureOf(source, images);
    const { input, outputs } = tf.tidy(() => {
      const prepared = prepare(tf.tensor3d(Float32Array.from(picture), [1, images.height, images.width]));
      const predicted = layers.predict(prepared);
      return { input: prepared, outputs: Array.isArray(predicted) ? predicted : [predicted] };
    });
    const writer = new TensorWriter();
    const read = async (tensor: tf.Tensor) =>
      writer.write(tensor.shape.slice(1), Float32Array.from(await tensor.data()));
    const written = await read(input);
    const layerValues = await Promise.all(outputs.map(read));
    tf.dispose([input, ...outputs]);
    return {
      answer: "activations",
      version,
      source,
      picture: toBase64(picture),
      label: source.type === "example" ? (images.labels[source.index] ?? null) : null,
      input: written ?? { shape: [], values: "" },
      layers: layerValues,
    };
  }

  private async weights({ model }: Explored, epoch: number): Promise<ExploreAnswer> {
    const { version } = this;
    const snapshot = epochWeights(model)[epoch] ?? (await takeSnapshot(model));
    const writer = new TensorWriter();
    const layers = model.layers.map(({ name }) =>
      (snapshot.get(name) ?? []).map(({ shape, values }) => writer.write(shape, values)),
    );
    return { answer: "weights", version, epoch, layers };
  }

  /** Calls `ready` once the predictions for the network as it is now are all there. */
  private whenPredicted(figure: FigureId, request: string, ready: () => void): void {
    this.waitingForPredictions.set(`${figure}/${request}`, { figure, ready });
    if (this.predictions !== null && this.isComplete(this.predictions)) this.flushPredictions();
    else if (!this.predicting) void this.predict().catch((error: unknown) => this.refuseWaiting(error));
  }

  /** The network could not be run over the pictures, perhaps because `prepare` does not fit it. */
  private refuseWaiting(error: unknown): void {
    const message = errorMessage(error);
    for (const { figure } of this.waitingForPredictions.values()) {
      this.tell(figure, { answer: "refused", version: this.version, message });
    }
    this.waitingForPredictions.clear();
  }

  private async predict(): Promise<void> {
    this.predicting = true;
    try {
      while (this.explored !== null && this.waitingForPredictions.size > 0) {
        const { version, explored } = this;
        const classes = explored.model.outputs[0]?.shape.at(-1) ?? 0;
        const predictions: Predictions = {
          probabilities: new Float32Array(explored.images.length * classes),
          classes,
          done: 0,
        };
        this.predictions = predictions;
        const isWanted = (): boolean => this.version === version && !isDisposed(explored.model);
        if (await predictAll(explored.model, explored.images, explored.prepare, predictions, isWanted)) {
          this.flushPredictions();
        }
        if (isDisposed(explored.model)) return;
      }
    } finally {
      this.predicting = false;
    }
  }

  private isComplete(predictions: Predictions): boolean {
    return predictions.done === this.explored?.images.length;
  }

  private flushPredictions(): void {
    for (const { ready } of this.waitingForPredictions.values()) ready();
    this.waitingForPredictions.clear();
  }

  private confusion({ images }: Explored): ExploreAnswer {
    const { version, predictions } = this;
    const classes = predictions?.classes ?? 0;
    const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
    const done = predictions?.done ?? 0;
    for (let picture = 0; predictions !== null && picture < done; picture += 1) {
      const row = counts[images.labels[picture] ?? 0];
      const predicted = largestClass(predictions, picture);
      if (row !== undefined) row[predicted] = (row[predicted] ?? 0) + 1;
    }
    return { answer: "confusion", version, counts, done, total: images.length };
  }

  private examples({ images }: Explored, actual: number, predicted: number): ExploreAnswer {
    const { version, predictions } = this;
    const found: number[] = [];
    for (let picture = 0; predictions !== null && picture < predictions.done; picture += 1) {
      if (images.labels[picture] === actual && largestClass(predictions, picture) === predicted)
        found.push(picture);
    }
    const examples = found.slice(0, MAXIMUM_EXAMPLES).map((picture) => ({
      index: picture,
      picture: toBase64(imageAt(images, picture)),
      probabilities: Array.from(
        predictions?.probabilities.subarray(
          picture * predictions.classes,
          (picture + 1) * predictions.classes,
        ) ?? [],
      ),
    }));
    return { answer: "examples", version, actual, predicted, total: found.length, examples };
  }
}

function pictureOf(source: ExploreSource, images: LabelledImages): Uint8Array {
  if (source.type === "example") {
    if (source.index >= images.length)
      throw new RangeError(`There are ${images.length} examples, so none of number ${source.index}.`);
    return imageAt(images, source.index).slice();
  }
  const { height, width } = images;
  if (source.pixels.length !== height * width)
    throw new RangeError(`An image has ${height} × ${width} pixels, not ${source.pixels.length}.`);
  return Uint8Array.from(source.pixels, (value) => Math.min(255, Math.max(0, Math.round(value))));
}

function firstOutput(output: tf.SymbolicTensor | tf.SymbolicTensor[]): tf.SymbolicTensor {
  const first = Array.isArray(output) ? output[0] : output;
  if (first === undefined) throw new Error("explore: a layer of the network has no output.");
  return first;
}

/** A model tells of its disposal only by its weights, of which a disposed one refuses to be read. */
function isDisposed(model: tf.LayersModel): boolean {
  try {
    return model.weights.some((weight) => weight.read().isDisposed);
  } catch {
    return true;
  }
}
