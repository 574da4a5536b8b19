import * as tf from "@tensorflow/tfjs";
import { trainedModel } from "../compiled/model-internals.ts";

/** Weights saved per model: enough for a lecture's network, and at most 16 MB. */
const MAXIMUM_VALUES = 4_000_000;

/** A copy of a layer's weights, in the order of its `getWeights()`. */
export type LayerSnapshot = readonly { readonly shape: number[]; readonly values: Float32Array }[];

/** A copy of a model's weights by layer name: a Sequential and its inner model number their layers differently. */
export type Snapshot = ReadonlyMap<string, LayerSnapshot>;

const saved = new WeakMap<tf.LayersModel, Snapshot[]>();
/** The models that were trained on a GPU, which may be lost with its memory, and their last weights. */
const latest = new Map<WeakRef<tf.LayersModel>, Snapshot>();
const references = new WeakMap<tf.LayersModel, WeakRef<tf.LayersModel>>();
/** Models whose weights come from an earlier training. */
const restored = new WeakSet<tf.LayersModel>();
const listeners = new Set<(model: tf.LayersModel) => void>();

/** The weights before training and after each saved epoch; empty for a model that has not been trained. */
export function epochWeights(model: tf.LayersModel): readonly Snapshot[] {
  return saved.get(trainedModel(model)) ?? [];
}

/** Calls the listener after each epoch with the model whose weights have changed. */
export function onEpochEnd(listener: (model: tf.LayersModel) => void): void {
  listeners.add(listener);
}

/** Whether the model has been trained, or got the weights of an earlier training. */
export function isTrained(model: tf.LayersModel): boolean {
  return epochWeights(model).length > 1 || restored.has(trainedModel(model));
}

/** A model got the weights of an earlier training. */
export function weightsRestored(model: tf.LayersModel): void {
  restored.add(trainedModel(model));
  for (const listener of listeners) listener(trainedModel(model));
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

/**
 * Gives the models that were trained on a GPU the last weights that were saved there, with `assign`, and their
 * optimizers a new start: what these have accumulated is lost.
 */
export function restoreTrainedModels(assign: (weight: tf.Tensor, values: Float32Array) => void): void {
  for (const [reference, snapshot] of latest) {
    const model = reference.deref();
    if (model === undefined) continue;
    for (const layer of model.layers) restoreLayer(layer, snapshot.get(layer.name) ?? [], assign);
    model.optimizer = restarted(model.optimizer);
  }
  latest.clear();
}

function restoreLayer(
  layer: tf.layers.Layer,
  snapshot: LayerSnapshot,
  assign: (weight: tf.Tensor, values: Float32Array) => void,
): void {
  layer.getWeights().forEach((weight, index) => {
    const values = snapshot[index]?.values;
    if (values !== undefined && !weight.isDisposed) assign(weight, values.slice());
  });
}

function restarted(optimizer: tf.Optimizer): tf.Optimizer {
  const Class = optimizer.constructor as tf.serialization.SerializableConstructor<tf.Optimizer>;
  return Class.fromConfig(Class, optimizer.getConfig());
}

/** Saves the weights of every `fit` before its first epoch and after each. */
export class EpochWeights extends tf.Callback {
  override async onTrainBegin(): Promise<void> {
    if (!saved.has(this.model)) await saveWeights(this.model);
    else if (isMemoryLosable()) keepLatest(this.model, await takeSnapshot(this.model));
  }

  override async onEpochEnd(): Promise<void> {
    await saveWeights(this.model);
    for (const listener of listeners) listener(this.model);
  }
}

async function saveWeights(model: tf.LayersModel): Promise<void> {
  const snapshots = saved.get(model) ?? [];
  saved.set(model, snapshots);
  const isFull = (snapshots.length + 1) * model.countParams() > MAXIMUM_VALUES;
  if (isFull && !isMemoryLosable()) return;
  const snapshot = await takeSnapshot(model);
  if (!isFull) snapshots.push(snapshot);
  if (isMemoryLosable()) keepLatest(model, snapshot);
}

function keepLatest(model: tf.LayersModel, snapshot: Snapshot): void {
  for (const reference of latest.keys()) if (reference.deref() === undefined) latest.delete(reference);
  const reference = references.get(model) ?? new WeakRef(model);
  references.set(model, reference);
  latest.set(reference, snapshot);
}

/** WASM's memory is the runtime's own. */
function isMemoryLosable(): boolean {
  return tf.getBackend() !== "wasm";
}
