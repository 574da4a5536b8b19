import { type LayerCost, layerCost, type Shape } from "../maths/layer-cost.ts";
import type { NamedLayer, Network } from "./definitions.ts";

/** A layer with its input and cost, or why it is impossible. Nothing is known about the layers after an impossible one. */
export type AnalysedLayer = { readonly named: NamedLayer } & (
  | { readonly type: "counted"; readonly input: Shape; readonly cost: LayerCost }
  | { readonly type: "impossible"; readonly input: Shape; readonly reason: string }
  | { readonly type: "unknown" }
);

/** A network in numbers. Sums are over the layers that could be counted. */
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
    const analysed: AnalysedLayer = shape === null ? { named, type: "unknown" } : analyseLayer(named, shape);
    layers.push(analysed);
    shape = analysed.type === "counted" ? analysed.cost.output : null;
  }
  const sum = (amount: (cost: LayerCost) => number, onlyDense = false) =>
    layers.reduce(
      (total, layer) =>
        layer.type === "counted" && (!onlyDense || layer.named.layer.type === "dense")
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
    return { named, type: "counted", input, cost: layerCost(input, named.layer) };
  } catch (fault) {
    if (!(fault instanceof RangeError)) throw fault;
    return { named, type: "impossible", input, reason: fault.message };
  }
}
