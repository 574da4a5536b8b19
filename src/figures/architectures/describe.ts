import type { Shape } from "../maths/layer-cost.ts";
import { count, formatCount, formatPercent, formatShortCount, formatSize } from "../parts/text/format.ts";
import type { AnalysedLayer, Analysis } from "./analysis.ts";
import { ARCHITECTURES, type NamedLayer } from "./definitions.ts";
import type { ArchitecturesModel } from "./model.ts";

/** Everything that the figure shows, as text. */
export function describe({ analysis, name, isChanged, selected }: ArchitecturesModel): string {
  const { input, layers, parameters, multiplyAccumulates } = analysis.value;
  const label = isChanged.value ? "Your own network" : ARCHITECTURES[name.value].label;
  return (
    `${label}: input ${formatShape(input)}, ${count(layers.length, "layer")}, ${formatCount(parameters)} parameters, ` +
    `${formatShortCount(multiplyAccumulates)} multiply–accumulates. ${describeShares(analysis.value)} ` +
    `Chosen: ${describeChosen(layers[selected.value - 1])}`
  );
}

/** Where most of the parameters and of the work are. */
export function describeShares(analysis: Analysis): string {
  if (!analysis.complete) return "This network cannot be built: one of its layers does not fit.";
  const parameters = formatPercent(analysis.denseParameters);
  const work = formatPercent(1 - analysis.denseMultiplyAccumulates);
  return `${parameters} of the parameters are in dense layers, ${work} of the multiply–accumulates in convolutions.`;
}

function describeChosen(layer: AnalysedLayer | undefined): string {
  if (layer === undefined) return "the input.";
  const label = `${layer.named.name}, ${layerLabel(layer.named)}`;
  switch (layer.type) {
    case "counted":
      return (
        `${label}, from ${formatShape(layer.input)} to ${formatShape(layer.cost.output)}, ` +
        `${formatCount(layer.cost.parameters)} parameters, ` +
        `${formatCount(layer.cost.multiplyAccumulates)} multiply–accumulates.`
      );
    case "impossible":
      return `${label}. ${layer.reason}`;
    case "unknown":
      return `${label}. An earlier layer is impossible.`;
  }
}

/** A layer's kind and settings: "3 × 3 max pool, stride 2". */
export function layerLabel({ layer, pooling }: NamedLayer): string {
  switch (layer.type) {
    case "conv": {
      const stride = layer.stride === 1 ? "" : `, stride ${layer.stride}`;
      const groups = (layer.groups ?? 1) === 1 ? "" : `, ${layer.groups} groups`;
      return `${layer.kernel} × ${layer.kernel} conv${stride}${groups}`;
    }
    case "pool": {
      const stride = layer.stride === layer.size ? "" : `, stride ${layer.stride}`;
      return `${layer.size} × ${layer.size} ${pooling ?? "max"} pool${stride}`;
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
