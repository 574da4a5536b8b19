import { figureWords } from "../../words/figure-words.ts";
import type { Shape } from "../maths/layer-cost.ts";
import { formatCount, formatPercent, formatShortCount, formatSize } from "../parts/text/format.ts";
import type { AnalysedLayer, Analysis } from "./analysis.ts";
import type { NamedLayer } from "./definitions.ts";
import type { ArchitecturesModel } from "./model.ts";

/** Everything that the figure shows, as text. */
export function describe({ analysis, name, isChanged, selected }: ArchitecturesModel): string {
  const { input, layers, parameters, multiplyAccumulates } = analysis.value;
  const label = isChanged.value
    ? figureWords.architectures.own
    : figureWords.architectures.networks[name.value].label;
  return (
    `${figureWords.architectures.summary(label, formatShape(input), layers.length, formatCount(parameters), formatShortCount(multiplyAccumulates))} ` +
    `${describeShares(analysis.value)} ${figureWords.architectures.chosen(describeChosen(layers[selected.value - 1]))}`
  );
}

/** Where most of the parameters and of the work are. */
export function describeShares(analysis: Analysis): string {
  if (!analysis.complete) return figureWords.architectures.impossible;
  const parameters = formatPercent(analysis.denseParameters);
  const work = formatPercent(1 - analysis.denseMultiplyAccumulates);
  return figureWords.architectures.shares(parameters, work);
}

function describeChosen(layer: AnalysedLayer | undefined): string {
  if (layer === undefined) return figureWords.architectures.theInput;
  const label = `${layerName(layer.named.name)}, ${layerLabel(layer.named)}`;
  switch (layer.type) {
    case "counted":
      return figureWords.architectures.layer(
        label,
        formatShape(layer.input),
        formatShape(layer.cost.output),
        formatCount(layer.cost.parameters),
        formatCount(layer.cost.multiplyAccumulates),
      );
    case "impossible":
      return `${label}. ${layer.reason}`;
    case "unknown":
      return figureWords.architectures.earlier(label);
  }
}

/** A layer's kind and settings: "3 × 3 max pool, stride 2". */
export function layerLabel({ layer, pooling }: NamedLayer): string {
  switch (layer.type) {
    case "conv": {
      const stride = layer.stride === 1 ? "" : figureWords.architectures.stride(layer.stride);
      const { groups: number = 1 } = layer;
      const groups = number === 1 ? "" : figureWords.architectures.groups(number);
      return figureWords.architectures.conv(layer.kernel, layer.kernel, stride, groups);
    }
    case "pool": {
      const stride = layer.stride === layer.size ? "" : figureWords.architectures.stride(layer.stride);
      return figureWords.architectures.pool(layer.size, pooling ?? "max", stride);
    }
    case "dense":
      return "dense";
  }
}

/** Height × width × channels; for a vector its length. */
export function formatShape(shape: Shape): string {
  const isVector = shape.height === 1 && shape.width === 1;
  return isVector ? String(shape.channels) : `${formatSize(shape)} × ${shape.channels}`;
}

/** The same with thin spaces, for narrow columns and labels. */
export function formatNarrowShape(shape: Shape): string {
  return formatShape(shape).replaceAll(" ", "\u2009");
}

/** A layer's name as it is shown; those that are words are in the page's language. */
export function layerName(name: string): string {
  const names: Readonly<Record<string, string>> = figureWords.architectures.layerNames;
  return names[name] ?? name;
}
