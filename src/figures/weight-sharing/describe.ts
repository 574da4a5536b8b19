import { figureWords } from "../../words/figure-words.ts";
import { capitalise, formatCount } from "../parts/text/format.ts";
import {
  CELLS,
  CONNECTIVITIES,
  type Connectivity,
  connectionsOf,
  countWeights,
  type Focus,
  inFocus,
} from "./connectivity.ts";
import type { WeightSharingModel } from "./model.ts";

/** Everything that the figure shows, as text. */
export function describe(model: WeightSharingModel): string {
  const layers = CONNECTIVITIES.map(
    (connectivity) =>
      `${capitalise(figureWords.weightSharing.labels[connectivity])}: ${describeFocus(connectivity, model.focus.value)}.`,
  );
  return `${figureWords.weightSharing.cells(CELLS)} ${layers.join(" ")} ${describeCosts(model)}`;
}

/** The sizes of the layer, and the parameters that it has with each connectivity. */
export function describeCosts({ sizes, costs }: WeightSharingModel): string {
  const { image, channels, filters, kernel } = sizes.value;
  const counts = CONNECTIVITIES.map(
    (connectivity) =>
      `${figureWords.weightSharing.labels[connectivity]} ${formatCount(costs.value[connectivity].parameters)}`,
  );
  return (
    `${figureWords.weightSharing.sizes(image, channels, filters, kernel)} ` +
    figureWords.weightSharing.parameterCounts(counts.join(", "))
  );
}

/** What one drawing shows. */
export function describeFocus(connectivity: Connectivity, focus: Focus): string {
  const connections = connectionsOf(connectivity);
  const used = inFocus(connections, focus).length;
  const total = figureWords.weightSharing.connections(connections.length, countWeights(connections));
  if (focus.type === "output") return figureWords.weightSharing.outputSees(total, used);
  return figureWords.weightSharing.weightUsed(total, used);
}
