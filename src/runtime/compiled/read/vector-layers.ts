import * as tf from "@tensorflow/tfjs";
import type { MergePlan, NormalizationPlan, OperationPlan } from "../architecture.ts";
import { readActivation } from "./activation-layers.ts";
import {
  bailOut,
  biasOf,
  ensure,
  type LayerInfo,
  nameOf,
  numberOf,
  variableOf,
  weightOf,
} from "./layer-info.ts";

export function readDense(info: LayerInfo): OperationPlan[] {
  const { layer, input, output } = info;
  ensure(
    input.length === 1,
    `${nameOf(layer)} has inputs of more than one dimension; add a flatten layer before it`,
  );
  const [inputs, outputs] = [input[0] ?? 0, output[0] ?? 0];
  const [kernel, bias] = [weightOf(info, 0), biasOf(info, 1)];
  return [{ type: "dense", inputs, outputs, kernel, bias }, ...readActivation(info)];
}

export function readNormalization(info: LayerInfo): NormalizationPlan {
  const { layer, config, input } = info;
  const [scale, center, axis] = [config["scale"], config["center"], config["axis"]];
  // TensorFlow.js cannot train such layers either.
  ensure(scale === true && center === true, `${nameOf(layer)} has scale: false or center: false`);
  ensure(axis === -1 || axis === input.length, `${nameOf(layer)} has an axis that is not the last one`);
  const channels = input.at(-1) ?? 1;
  const [, , mean, variance] = layer.weights.map(variableOf);
  if (mean === undefined || variance === undefined) return bailOut(`${nameOf(layer)} is not built`);
  return {
    type: "normalization",
    positions: tf.util.sizeFromShape([...input]) / channels,
    channels,
    gamma: weightOf(info, 0),
    beta: weightOf(info, 1),
    movingMean: mean,
    movingVariance: variance,
    momentum: numberOf(config["momentum"]),
    epsilon: numberOf(config["epsilon"]),
  };
}

export function readMerge(type: MergePlan["type"], { layer, inputs, output }: LayerInfo): MergePlan {
  const isSame = inputs.every((shape) => tf.util.arraysEqual([...shape], [...output]));
  ensure(isSame, `${nameOf(layer)} has inputs of different shapes`);
  return { type, size: tf.util.sizeFromShape([...output]) };
}

export function readConcatenation({ layer, config, inputs, output }: LayerInfo): OperationPlan[] {
  const isLastAxis = config["axis"] === -1 || config["axis"] === output.length;
  ensure(isLastAxis, `${nameOf(layer)} has an axis that is not the last one`);
  const positions = tf.util.sizeFromShape(output.slice(0, -1));
  return [{ type: "concatenation", positions, channels: inputs.map((shape) => shape.at(-1) ?? 0) }];
}
