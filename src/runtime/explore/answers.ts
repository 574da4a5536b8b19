import * as tf from "@tensorflow/tfjs";
import type { ExploreAnswer, ExploreSource } from "../../protocol/exploration.ts";
import { imageAt, type LabelledImages } from "../datasets/labelled-images.ts";
import { toBase64 } from "../platform/captured.ts";
import { epochWeights, isTrained, takeSnapshot } from "../training/epoch-weights.ts";
import { describeLayers, singleShape } from "./describe-network.ts";
import type { ExploredNetwork } from "./explored-network.ts";
import { TensorWriter } from "./explored-tensor.ts";
import { type Predictions, predictedClass } from "./predictor.ts";

const MAXIMUM_EXAMPLES = 24;

export function networkAnswer({ model, images }: ExploredNetwork, version: number): ExploreAnswer {
  const snapshots = epochWeights(model).length;
  return {
    answer: "network",
    version,
    pictureShape: [images.height, images.width],
    inputShape: singleShape(model.inputs[0]?.shape ?? [])
      .slice(1)
      .map((side) => side ?? 0),
    layers: describeLayers(model),
    classNames: [...images.classNames],
    examples: images.length,
    epochs: Math.max(0, snapshots - 1),
    trained: isTrained(model),
  };
}

/** Every layer's output for one image. */
export async function activationsAnswer(
  network: ExploredNetwork,
  version: number,
  source: ExploreSource,
): Promise<ExploreAnswer> {
  const { images } = network;
  const image = imageOf(source, images);
  const { input, outputs } = forwardPass(network, image);
  const writer = new TensorWriter();
  const read = async (tensor: tf.Tensor) =>
    writer.write(tensor.shape.slice(1), Float32Array.from(await tensor.data()));
  const inputValues = await read(input);
  const layers = await Promise.all(outputs.map(read));
  tf.dispose([input, ...outputs]);
  return {
    answer: "activations",
    version,
    source,
    picture: toBase64(image),
    label: source.type === "example" ? (images.labels[source.index] ?? null) : null,
    input: inputValues ?? { shape: [], values: "" },
    layers,
  };
}

function forwardPass(
  { images, prepare, layers }: ExploredNetwork,
  image: Uint8Array,
): { readonly input: tf.Tensor; readonly outputs: tf.Tensor[] } {
  return tf.tidy(() => {
    const input = prepare(tf.tensor3d(Float32Array.from(image), [1, images.height, images.width]));
    const outputs = layers.predict(input);
    return { input, outputs: Array.isArray(outputs) ? outputs : [outputs] };
  });
}

/** @throws {RangeError} for an example that does not exist, or pixels that do not fit the images' size */
function imageOf(source: ExploreSource, images: LabelledImages): Uint8Array {
  if (source.type === "example") {
    if (source.index >= images.length)
      throw new RangeError(
        `There are ${images.length} examples, so there is none with number ${source.index}.`,
      );
    return imageAt(images, source.index).slice();
  }
  const { height, width } = images;
  if (source.pixels.length !== height * width)
    throw new RangeError(`An image has ${height} × ${width} pixels, not ${source.pixels.length}.`);
  return Uint8Array.from(source.pixels, (value) => Math.min(255, Math.max(0, Math.round(value))));
}

/** The weights after an epoch; the current ones if that epoch was not saved. */
export async function weightsAnswer(
  { model }: ExploredNetwork,
  version: number,
  epoch: number,
): Promise<ExploreAnswer> {
  const snapshot = epochWeights(model)[epoch] ?? (await takeSnapshot(model));
  const writer = new TensorWriter();
  const layers = model.layers.map(({ name }) =>
    (snapshot.get(name) ?? []).map(({ shape, values }) => writer.write(shape, values)),
  );
  return { answer: "weights", version, epoch, layers };
}

/** The confusion matrix over all images. */
export function confusionAnswer(
  { images }: ExploredNetwork,
  predictions: Predictions,
  version: number,
): ExploreAnswer {
  const { classes, done } = predictions;
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  let invalid = 0;
  for (let image = 0; image < done; image += 1) {
    const row = counts[images.labels[image] ?? 0];
    const predicted = predictedClass(predictions, image);
    if (predicted === null) invalid += 1;
    else if (row !== undefined) row[predicted] = (row[predicted] ?? 0) + 1;
  }
  return { answer: "confusion", version, counts, done, total: images.length, invalid };
}

/** Images of the class `actual` that the network predicts as `predicted`. */
export function examplesAnswer(
  { images }: ExploredNetwork,
  predictions: Predictions,
  version: number,
  { actual, predicted }: { readonly actual: number; readonly predicted: number },
): ExploreAnswer {
  const { probabilities, classes, done } = predictions;
  const found: number[] = [];
  for (let image = 0; image < done; image += 1) {
    if (images.labels[image] === actual && predictedClass(predictions, image) === predicted)
      found.push(image);
  }
  const examples = found.slice(0, MAXIMUM_EXAMPLES).map((image) => ({
    index: image,
    picture: toBase64(imageAt(images, image)),
    probabilities: Array.from(probabilities.subarray(image * classes, (image + 1) * classes)),
  }));
  return { answer: "examples", version, actual, predicted, total: found.length, examples };
}
