import * as tf from "@tensorflow/tfjs";
import type { LabelledImages } from "../datasets/labelled-images.ts";

/** Turns images [n, height, width] with values from 0 to 255 into the network's input. */
export type Prepare = (images: tf.Tensor3D) => tf.Tensor;

/** A network that the figures look into, and the images they run it on. */
export interface ExploredNetwork {
  readonly model: tf.LayersModel;
  readonly images: LabelledImages;
  readonly prepare: Prepare;
  /** Returns every layer's output at once. */
  readonly layers: tf.LayersModel;
}

/** @throws {TypeError} that names the argument which is not usable */
export function openNetwork(
  model: tf.LayersModel,
  images: LabelledImages,
  prepare: Prepare,
): ExploredNetwork {
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
  return { model, images, prepare, layers };
}

function firstOutput(output: tf.SymbolicTensor | tf.SymbolicTensor[]): tf.SymbolicTensor {
  const first = Array.isArray(output) ? output[0] : output;
  if (first === undefined) throw new Error("explore: a layer of the network has no output.");
  return first;
}

/** A model does not say whether it is disposed; its weights do, or throw when they are read. */
export function isDisposed({ model }: ExploredNetwork): boolean {
  try {
    return model.weights.some((weight) => weight.read().isDisposed);
  } catch {
    return true;
  }
}
