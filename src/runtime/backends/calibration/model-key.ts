import type * as tf from "@tensorflow/tfjs";
import { internalsOf } from "../../compiled/model-internals.ts";

/**
 * Equal for models whose steps cost the same: the same layers, connections, loss, metrics and optimizer, but not
 * necessarily the same names and weights.
 */
export function modelKey(model: tf.LayersModel, batchSize: number, compiled: boolean): string {
  const layers = model.layers.map((layer) => ({
    kind: layer.getClassName(),
    config: layer.getConfig(),
    from: layer.inboundNodes.map((node) => node.inboundLayers.map((before) => model.layers.indexOf(before))),
    trainable: layer.trainable,
  }));
  const { loss, metrics } = internalsOf(model);
  const optimizer = [model.optimizer?.getClassName(), model.optimizer?.getConfig()];
  return JSON.stringify({ layers, loss, metrics, optimizer, batchSize, compiled }, withoutNames);
}

function withoutNames(key: string, value: unknown): unknown {
  if (key === "name") return undefined;
  return typeof value === "function" ? value.name : value;
}

/**
 * About how many multiplications the forward pass of one sample takes: each weight is used once at each position of a
 * layer's input or output, whichever is larger.
 */
export function multiplications(model: tf.LayersModel): number {
  return model.layers.reduce((sum, layer) => sum + layer.countParams() * positions(layer), 0);
}

function positions(layer: tf.layers.Layer): number {
  const tensors = layer.inboundNodes.flatMap((node) => [...node.inputTensors, ...node.outputTensors]);
  // Without the batch and channel axes.
  const sides = tensors.map(({ shape }) => shape.slice(1, -1).map((side) => side ?? 1));
  return Math.max(1, ...sides.map((lengths) => lengths.reduce((product, length) => product * length, 1)));
}
