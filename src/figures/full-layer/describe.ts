import { figureWords } from "../../words/figure-words.ts";
import { valueAt } from "../maths/volume.ts";
import { kernelLabel } from "../parts/kernel/editable-kernel.ts";
import { describeProducts } from "../parts/text/arithmetic.tsx";
import { capitalise, formatNumber, formatPercent, formatWeight } from "../parts/text/format.ts";
import type { FullLayerModel } from "./model.ts";

/** Everything that the figure shows, as text. */
export function describe(model: FullLayerModel): string {
  const { source, filters, activation } = model;
  const list = filters.value.map((filter, index) =>
    figureWords.fullLayer.filter(index + 1, kernelLabel(filter), formatNumber(filter.bias)),
  );
  return (
    `${figureWords.fullLayer.through(capitalise(source.name.value), list.join("; "), activation.value.label)} ` +
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
    `${figureWords.fullLayer.map(filter + 1)}, ${figureWords.parts.position(row + 1, column + 1)}: ` +
    `${describeProducts(sum ?? 0, model.terms.value, formatWeight)}; ` +
    figureWords.fullLayer.withBias(
      formatNumber(bias),
      formatNumber(biased ?? 0),
      model.activation.value.label,
      formatNumber(activated ?? 0),
    )
  );
}

/** The layer's parameters and output shape, and how many of its outputs are active. */
export function describeCounts(model: FullLayerModel): string {
  const filters = model.filters.value.length;
  const size = figureWords.fullLayer.size(filters);
  // A sigmoid and a softplus are positive everywhere.
  if (model.activation.value.value(-1) > 0) return `${size}.`;
  const shares = model.activeShares.value.map((share) => formatPercent(share));
  return figureWords.fullLayer.shares(size, shares.slice(0, -1).join(", "), shares.at(-1) ?? "");
}
