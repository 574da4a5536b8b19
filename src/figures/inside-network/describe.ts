import type { ExploredLayer } from "../../protocol/exploration.ts";
import { figureWords } from "../../words/figure-words.ts";
import { argmax } from "../maths/argmax.ts";
import { type Volume, valueAt } from "../maths/volume.ts";
import type { Network } from "../parts/exploration/exploration-client.ts";
import { formatNumber, formatPercent } from "../parts/text/format.ts";
import type { InsideNetworkModel } from "./model.ts";

/** Everything that the figure shows, as text. */
export function describe(model: InsideNetworkModel): string {
  const network = model.exploration.network.value;
  if (network === null) return model.exploration.message.value;
  const layer = network.layers[model.layer.value];
  const output = model.outputs.value[model.layer.value] ?? null;
  if (layer === undefined || output === null) return figureWords.insideNetwork.waiting;
  const prediction = model.isDiverged.value ? figureWords.parts.diverged : describePrediction(model, network);
  return `${prediction} ${figureWords.insideNetwork.chosen(layerName(layer), describeUnit(model, output))}`;
}

/** What a layer is, with its window and activation. */
export function layerName(layer: ExploredLayer): string {
  const kinds: Readonly<Record<string, string>> = figureWords.insideNetwork.kinds;
  const window = layer.window === null ? "" : ` ${layer.window.join(" × ")}`;
  const activation =
    layer.activation === null || layer.activation === "linear" ? "" : `, ${layer.activation}`;
  return `${kinds[layer.kind] ?? layer.kind}${window}${activation}`;
}

function describePrediction(model: InsideNetworkModel, { classNames }: Network): string {
  const probabilities = model.outputs.value.at(-1)?.values;
  if (probabilities === undefined || probabilities.length !== classNames.length) return "";
  const predicted = argmax(probabilities);
  const probability = formatPercent(probabilities[predicted] ?? 0);
  const label = model.exploration.activations.value?.label ?? null;
  const actual = label === null ? "" : ` ${figureWords.insideNetwork.actual(classNames[label] ?? "")}`;
  return `${figureWords.insideNetwork.prediction(classNames[predicted] ?? "", probability)}${actual}`;
}

function describeUnit(model: InsideNetworkModel, output: Volume): string {
  const { row, column, channel } = model.unit.value;
  const value = formatNumber(valueAt(output, row, column, channel));
  const unit =
    output.height > 1
      ? `${figureWords.channels.map(channel + 1)}, ${figureWords.parts.position(row + 1, column + 1)}`
      : figureWords.insideNetwork.unit(channel + 1);
  return figureWords.insideNetwork.unitValue(unit, value);
}
