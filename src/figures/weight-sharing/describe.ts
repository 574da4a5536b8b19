import { capitalise, count, formatCount } from "../parts/text/format.ts";
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

export const LABELS: Readonly<Record<Connectivity, string>> = {
  dense: "dense layer",
  local: "local windows",
  convolution: "convolution",
};

/** Everything that the figure shows, as text. */
export function describe(model: WeightSharingModel): string {
  const layers = CONNECTIVITIES.map(
    (connectivity) =>
      `${capitalise(LABELS[connectivity])}: ${describeFocus(connectivity, model.focus.value)}.`,
  );
  return `${CELLS} inputs and ${CELLS} outputs along one axis. ${layers.join(" ")} ${describeCosts(model)}`;
}

/** The sizes of the layer, and the parameters that it has with each connectivity. */
export function describeCosts({ sizes, costs }: WeightSharingModel): string {
  const { image, channels, filters, kernel } = sizes.value;
  const counts = CONNECTIVITIES.map(
    (connectivity) => `${LABELS[connectivity]} ${formatCount(costs.value[connectivity].parameters)}`,
  );
  return (
    `Image ${image} × ${image} × ${channels}, ${count(filters, "filter")} of ${kernel} × ${kernel}. ` +
    `Parameters: ${counts.join(", ")}.`
  );
}

/** What one drawing shows. */
export function describeFocus(connectivity: Connectivity, focus: Focus): string {
  const connections = connectionsOf(connectivity);
  const used = inFocus(connections, focus).length;
  const total = `${connections.length} connections, ${countWeights(connections)} weights`;
  if (focus.type === "output") return `${total}; this output sees ${count(used, "input")}`;
  return `${total}; this weight is used ${used === 1 ? "once" : `${used} times`}`;
}
