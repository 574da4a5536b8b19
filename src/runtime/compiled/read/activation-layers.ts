import * as tf from "@tensorflow/tfjs";
import type { Activation, OperationPlan } from "../architecture.ts";
import { bailOut, ensure, type LayerInfo, nameOf, numberOf } from "./layer-info.ts";

export function readActivation(info: LayerInfo): OperationPlan[] {
  return activationPlan(info, activationOf(info.layer, info.config["activation"]));
}

export function readRelu(info: LayerInfo): OperationPlan[] {
  const { maxValue } = info.config;
  if (maxValue == null) return activationPlan(info, { type: "relu" });
  const maximum = numberOf(maxValue);
  ensure(maximum > 0, `${nameOf(info.layer)} has a maxValue that is not positive`);
  return activationPlan(info, { type: "boundedRelu", maximum: Math.fround(maximum) });
}

export function readSoftmax(info: LayerInfo): OperationPlan[] {
  const { layer, config, output } = info;
  // The axis counts the batch; TensorFlow.js's default is 1, the last axis of a dense layer's outputs.
  const isLastAxis = config["axis"] === -1 || config["axis"] === output.length;
  ensure(isLastAxis, `${nameOf(layer)} has an axis that is not the last one`);
  return activationPlan(info, { type: "softmax" });
}

export function activationPlan({ output }: LayerInfo, activation: Activation): OperationPlan[] {
  if (activation.type === "linear") return [];
  const size = tf.util.sizeFromShape([...output]);
  return [{ type: "activation", activation, size, last: output.at(-1) ?? 1 }];
}

function activationOf(layer: tf.layers.Layer, name: unknown): Activation {
  switch (name) {
    case undefined:
    case null:
    case "linear":
      return { type: "linear" };
    case "relu":
    case "sigmoid":
    case "tanh":
    case "softmax":
      return { type: name };
    case "elu":
      return { type: "elu", alpha: 1 };
    case "relu6":
      return { type: "boundedRelu", maximum: 6 };
    default:
      return bailOut(`${nameOf(layer)} has the activation "${String(name)}"`);
  }
}

export function alphaOf({ layer, config }: LayerInfo): number {
  const { alpha } = config;
  return typeof alpha === "number" && alpha > 0
    ? Math.fround(alpha)
    : bailOut(`${nameOf(layer)} has an alpha that is not positive`);
}
