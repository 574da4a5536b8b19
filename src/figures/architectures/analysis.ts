import { type LayerCost, layerCost, type Shape } from "../maths/layer-cost.ts";
import type { NamedLayer, Network } from "./definitions.ts";

/** A layer with what it gets and costs; where it cannot be, the reason; after such a one, nothing is known. */
export type AnalysedLayer = { readonly named: NamedLayer } & (
  | { readonly state: "counted"; readonly input: Shape; readonly cost: LayerCost }
  | { readonly state: "impossible"; readonly input: Shape; readonly reason: string }
  | { readonly state: "unknown" }
);

/** A whole network in numbers; sums are over the layers that could be counted. */
export interface Analysis {
  readonly input: Shape;
  readonly layers: readonly AnalysedLayer[];
  /** Whether every layer could be counted. */
  readonly complete: boolean;
  readonly parameters: number;
  readonly multiplyAccumulates: number;
  /** Shares of the sums that lie in dense layers, 0 to 1. */
  readonly denseParameters: number;
  readonly denseMultiplyAccumulates: number;
}

/** Counts layer after layer, up to the first that is impossible. */
export function analyse(network: Network): Analysis {
  const layers: AnalysedLayer[] = [];
  let shape: Shape | null = network.input;
  for (const named of network.layers) {
    const analysed: AnalysedLayer = shape === null ? { named, state: "unknown" } : analyseLayer(named, shape);
    layers.push(analysed);
    shape = analysed.state === "counted" ? analysed.cost.output : null;
  }
  const sum = (amount: (cost: LayerCost) => number, onlyDense = false) =>
    layers.reduce(
      (total, layer) =>
        layer.state === "counted" && (!onlyDense || layer.named.layer.type === "dense")
          ? total + amount(layer.cost)
          : total,
      0,
    );
  const parameters = sum((cost) => cost.parameters);
  const multiplyAccumulates = sum((cost) => cost.multiplyAccumulates);
  return {
    input: network.input,
    layers,
    complete: shape !== null,
    parameters,
    multiplyAccumulates,
    denseParameters: sum((cost) => cost.parameters, true) / Math.max(1, parameters),
    denseMultiplyAccumulates:
      sum((cost) => cost.multiplyAccumulates, true) / Math.max(1, multiplyAccumulates),
  };
}

function analyseLayer(named: NamedLayer, input: Shape): AnalysedLayer {
  try {
    return { named, state: "counted", input, cost: layerCost(input, named.layer) };
  } catch (fault) {
    if (!(fault instanceof RangeError)) throw fault;
    return { named, state: "impossible", input, reason: fault.message };
  }
}

/** Which of several convolutions and pools a layer is, in the words of a table: “3 × 3 max pool, stride 2”. */
export function layerWords({ layer, pooling }: NamedLayer): string {
  switch (layer.type) {
    case "conv": {
      const stride = layer.stride === 1 ? "" : `, stride ${layer.stride}`;
      const groups = (layer.groups ?? 1) === 1 ? "" : `, ${layer.groups} groups`;
      return `${layer.kernel} × ${layer.kernel} conv${stride}${groups}`;
    }
    case "pool":
      return `${layer.size} × ${layer.size} ${pooling ?? "max"} pool${layer.stride === layer.size ? "" : `, stride ${layer.stride}`}`;
    case "dense":
      return "dense";
  }
}

/** A shape as it is written: 13 × 13 × 256, or the length of a vector. */
export function shapeWords({ height, width, channels }: Shape): string {
  return height === 1 && width === 1 ? String(channels) : `${height} × ${width} × ${channels}`;
}
