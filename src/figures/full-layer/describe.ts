import { valueAt } from "../maths/volume.ts";
import { kernelLabel } from "../parts/kernel/editable-kernel.ts";
import { describeProducts } from "../parts/text/arithmetic.tsx";
import { capitalise, count, formatNumber, formatPercent, formatWeight } from "../parts/text/format.ts";
import type { FullLayerModel } from "./model.ts";

/** Everything that the figure shows, as text. */
export function describe(model: FullLayerModel): string {
  const { source, filters, activation } = model;
  const list = filters.value.map(
    (filter, index) => `filter ${index + 1} ${kernelLabel(filter)}, bias ${formatNumber(filter.bias)}`,
  );
  return (
    `${capitalise(source.name.value)} through ${list.join("; ")}; activation ${activation.value.label}. ` +
    `${describeSum(model)} ${describeCounts(model)}`
  );
}

function describeSum(model: FullLayerModel): string {
  const { filter, row, column } = model.position.value;
  const { convolved, preActivation, output } = model.layer.value;
  const bias = model.filters.value[filter]?.bias ?? 0;
  const [sum, biased, activated] = [convolved, preActivation, output].map((stage) =>
    valueAt(stage, row, column, filter),
  );
  return (
    `Map ${filter + 1}, row ${row + 1}, column ${column + 1}: ` +
    `${describeProducts(sum ?? 0, model.terms.value, formatWeight)}; ` +
    `with the bias ${formatNumber(bias)} it is ${formatNumber(biased ?? 0)}, ` +
    `and after ${model.activation.value.label} ${formatNumber(activated ?? 0)}.`
  );
}

/** The layer's parameters and output shape, and how many of its outputs are active. */
export function describeCounts(model: FullLayerModel): string {
  const filters = model.filters.value.length;
  const size =
    `${count(filters, "filter")} of 3 × 3 weights with a bias each: ${filters}·(9 + 1) = ${filters * 10} parameters. ` +
    `The layer’s output is 28 × 28 × ${filters}`;
  // A sigmoid and a softplus are positive everywhere.
  if (model.activation.value.value(-1) > 0) return `${size}.`;
  const shares = model.activeShares.value.map((share) => formatPercent(share));
  return `${size}; ${shares.slice(0, -1).join(", ")} and ${shares.at(-1)} of the values in its maps are above 0.`;
}
