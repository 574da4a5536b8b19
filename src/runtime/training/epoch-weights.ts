import * as tf from "@tensorflow/tfjs";
import { trainedModel } from "../compiled/model-internals.ts";

/** Weights are kept for so many values in all, per model: enough for any lecture's network, little for the memory. */
const MAXIMUM_VALUES = 4_000_000;

/** A layer's weights at one moment, in the order of its `getWeights()`. */
export type LayerSnapshot = readonly { readonly shape: number[]; readonly values: Float32Array }[];

/** All weights of a model at one moment, by the layer's name: a Sequential and its inner model count layers differently. */
export type Snapshot = ReadonlyMap<string, LayerSnapshot>;

const kept = new WeakMap<tf.LayersModel, Snapshot[]>();
const listeners = new Set<(model: tf.LayersModel) => void>();

/** The weights before training and after each epoch that was kept; empty for a model that was not trained. */
export function epochWeights(model: tf.LayersModel): readonly Snapshot[] {
  return kept.get(trainedModel(model)) ?? [];
}

/** Tells of a model whose weights training has changed, after each epoch. */
export function onEpochEnd(listener: (model: tf.LayersModel) => void): void {
  listeners.add(listener);
}

/** The weights as they are now. */
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
      // A copy: a backend may hand out a view of its memory.
      values: Float32Array.from(await weight.data()),
    })),
  );
}

/** Saves the weights of every `fit` before its first epoch and after each. */
export class EpochWeights extends tf.Callback {
  override async onTrainBegin(): Promise<void> {
    if (!kept.has(this.model)) await keep(this.model);
  }

  override async onEpochEnd(): Promise<void> {
    await keep(this.model);
    for (const listener of listeners) listener(this.model);
  }
}

async function keep(model: tf.LayersModel): Promise<void> {
  const snapshots = kept.get(model) ?? [];
  kept.set(model, snapshots);
  if ((snapshots.length + 1) * model.countParams() > MAXIMUM_VALUES) return;
  snapshots.push(await takeSnapshot(model));
}
