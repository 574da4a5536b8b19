import type { ExploredLayer } from "../../protocol/exploration.ts";
import { argmax } from "../maths/argmax.ts";
import { type Volume, valueAt } from "../maths/volume.ts";
import { DIVERGED } from "../parts/exploration/diverged.ts";
import type { Network } from "../parts/exploration/exploration-client.ts";
import { formatNumber, formatPercent } from "../parts/text/format.ts";
import type { InsideNetworkModel } from "./model.ts";

/** Everything that the figure shows, as text. */
export function describe(model: InsideNetworkModel): string {
  const network = model.exploration.network.value;
  if (network === null) return model.exploration.message.value;
  const layer = network.layers[model.layer.value];
  const output = model.outputs.value[model.layer.value] ?? null;
  if (layer === undefined || output === null) return "Waiting for the network’s answer.";
  const prediction = model.isDiverged.value ? DIVERGED : describePrediction(model, network);
  return `${prediction} Chosen: ${layerName(layer)}, ${describeUnit(model, output)}.`;
}

/** What a layer is, with its window and activation. */
export function layerName(layer: ExploredLayer): string {
  const window = layer.window === null ? "" : ` ${layer.window.join(" × ")}`;
  const activation =
    layer.activation === null || layer.activation === "linear" ? "" : `, ${layer.activation}`;
  return `${KINDS[layer.kind] ?? layer.kind}${window}${activation}`;
}

const KINDS: Readonly<Record<string, string>> = {
  Conv2D: "convolution",
  MaxPooling2D: "max pooling",
  AveragePooling2D: "average pooling",
  Flatten: "flatten",
  Dense: "dense",
  Dropout: "dropout",
  Activation: "activation",
  BatchNormalization: "batch normalisation",
};

function describePrediction(model: InsideNetworkModel, { classNames }: Network): string {
  const probabilities = model.outputs.value.at(-1)?.values;
  if (probabilities === undefined || probabilities.length !== classNames.length) return "";
  const predicted = argmax(probabilities);
  const probability = formatPercent(probabilities[predicted] ?? 0);
  const label = model.exploration.activations.value?.label ?? null;
  const actual = label === null ? "" : ` Actual: ${classNames[label]}.`;
  return `Prediction: ${classNames[predicted]} (${probability}).${actual}`;
}

function describeUnit(model: InsideNetworkModel, output: Volume): string {
  const { row, column, channel } = model.unit.value;
  const value = formatNumber(valueAt(output, row, column, channel));
  const unit =
    output.height > 1 ? `map ${channel + 1}, row ${row + 1}, column ${column + 1}` : `unit ${channel + 1}`;
  return `${unit}, value ${value}`;
}
