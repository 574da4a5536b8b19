import * as tf from "@tensorflow/tfjs";
import { trainedModel } from "../compiled/model-internals.ts";

/** Weights saved per model: enough for a lecture's network, and at most 16 MB. */
const MAXIMUM_VALUES = 4_000_000;

/** A copy of a layer's weights, in the order of its `getWeights()`. */
export type LayerSnapshot = readonly { readonly shape: number[]; readonly values: Float32Array }[];

/** A copy of a model's weights by layer name: a Sequential and its inner model number their layers differently. */
export type Snapshot = ReadonlyMap<string, LayerSnapshot>;

const saved = new WeakMap<tf.LayersModel, Snapshot[]>();
const listeners = new Set<(model: tf.LayersModel) => void>();

/** The weights before training and after each saved epoch; empty for a model that has not been trained. */
export function epochWeights(model: tf.LayersModel): readonly Snapshot[] {
  return saved.get(trainedModel(model)) ?? [];
}

/** Calls the listener after each epoch with the model whose weights have changed. */
export function onEpochEnd(listener: (model: tf.LayersModel) => void): void {
  listeners.add(listener);
}

/** A copy of the current weights. */
export async function takeSnapshot(model: tf.LayersModel): Promise<Snapshot> {
  const layers = await Promise.all(
    model.layers.map(async (layer) => [layer.name, await snapshotLayer(layer)] as const),
  );
  return new Map(layers);
}

function snapshotLayer(layer: tf.layers.Layer): Promise<LayerSnapshot> {
  return Promise.all(
    layer.getWeights().map(async (weight) => ({
      shape: weight.shape,
      // Some backends return a view of their own memory.
      values: Float32Array.from(await weight.data()),
    })),
  );
}

/** Saves the weights of every `fit` before its first epoch and after each. */
export class EpochWeights extends tf.Callback {
  override async onTrainBegin(): Promise<void> {
    if (!saved.has(this.model)) await saveWeights(this.model);
  }

  override async onEpochEnd(): Promise<void> {
    await saveWeights(this.model);
    for (const listener of listeners) listener(this.model);
  }
}

async function saveWeights(model: tf.LayersModel): Promise<void> {
  const snapshots = saved.get(model) ?? [];
  saved.set(model, snapshots);
  if ((snapshots.length + 1) * model.countParams() > MAXIMUM_VALUES) return;
  snapshots.push(await takeSnapshot(model));
}
