import { figureWords } from "../../words/figure-words.ts";
import { channelOf, extent, type Position, valueAt } from "../maths/volume.ts";
import { kernelLabel } from "../parts/kernel/editable-kernel.ts";
import { describeProducts } from "../parts/text/arithmetic.tsx";
import { formatNumber, formatWeight } from "../parts/text/format.ts";
import type { FeatureMapsModel } from "./model.ts";

/** Everything that the figure shows, as text. */
export function describe(model: FeatureMapsModel): string {
  const { source, filters, filter, position } = model;
  const maps = filters.value.map((_, index) => `${describeMap(model, index)}.`);
  return (
    `${figureWords.featureMaps.imageIs(source.name.value)} ${maps.join(" ")} ` +
    figureWords.featureMaps.selected(
      filter.value + 1,
      describeSum(model, filter.value, position.current.value),
    )
  );
}

/** The map of the selected filter. */
export function describeSelectedMap(model: FeatureMapsModel): string {
  return describeMap(model, model.filter.value);
}

/** How one output of a map is computed. */
export function describeSum(model: FeatureMapsModel, filter: number, { row, column }: Position): string {
  const result = valueAt(model.maps.value, row, column, filter);
  const sum = describeProducts(result, model.termsAt(filter, { row, column }), formatWeight);
  return `${figureWords.parts.position(row + 1, column + 1)}: ${sum}`;
}

function describeMap({ filters, maps }: FeatureMapsModel, index: number): string {
  const filter = filters.value[index];
  const label = filter === undefined ? "" : `, ${kernelLabel(filter)}`;
  const { low, high } = extent(channelOf(maps.value, index));
  return figureWords.featureMaps.map(index + 1, label, formatNumber(low), formatNumber(high));
}
