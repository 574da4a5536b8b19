import * as tf from "@tensorflow/tfjs";
import type { Penalty } from "../architecture.ts";
import { bailOut, ensure, nameOf, numberOf, variableOf } from "./layer-info.ts";

/** The properties of layers that hold the regularizers of their weights, by the original names of the weights. */
const REGULARIZERS: Readonly<Record<string, string>> = {
  kernel: "kernelRegularizer",
  bias: "biasRegularizer",
  depthwise_kernel: "depthwiseRegularizer",
  pointwise_kernel: "pointwiseRegularizer",
  gamma: "gammaRegularizer",
  beta: "betaRegularizer",
};

export function penaltiesOf(layer: tf.layers.Layer): Penalty[] {
  const penalties: Penalty[] = [];
  for (const weight of layer.weights) {
    const property = REGULARIZERS[weight.originalName.split("/").at(-1) ?? ""];
    const regularizer: unknown = property === undefined ? null : Reflect.get(layer, property);
    if (regularizer == null) continue;
    penalties.push({ variable: variableOf(weight), ...factorsOf(layer, regularizer) });
  }
  ensure(penalties.length === layer.losses.length, `${nameOf(layer)} adds its own loss`);
  return penalties;
}

function factorsOf(
  layer: tf.layers.Layer,
  regularizer: unknown,
): { readonly l1: number; readonly l2: number } {
  const stock = tf.serialization.SerializationMap.getMap().classNameMap["L1L2"]?.[0];
  if (typeof regularizer !== "object" || regularizer === null || regularizer.constructor !== stock)
    return bailOut(`${nameOf(layer)} has a regularizer of a custom class`);
  return { l1: numberOf(Reflect.get(regularizer, "l1")), l2: numberOf(Reflect.get(regularizer, "l2")) };
}
