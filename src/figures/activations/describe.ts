import { figureWords } from "../../words/figure-words.ts";
import { extent, type Position, valueAt } from "../maths/volume.ts";
import { capitalise, formatNumber, formatPercent } from "../parts/text/format.ts";
import { type ActivationsModel, FLAT } from "./model.ts";

/** Everything that the figure shows, as text. */
export function describe(model: ActivationsModel): string {
  const { activation, x, after, source, filter } = model;
  const { label, value, derivative } = activation.value;
  const { low, high } = extent(after.value);
  const edges =
    filter.value === "sobel-x" ? figureWords.activations.vertical : figureWords.activations.horizontal;
  return (
    `${figureWords.activations.at(capitalise(label), formatNumber(x.value), formatNumber(value(x.value)), formatNumber(derivative(x.value)))} ` +
    `${figureWords.activations.applied(source.name.value, edges, formatNumber(low), formatNumber(high))} ${describeMaps(model)}`
  );
}

/** How much of the feature map is negative, and how much of it passes no gradient. */
export function describeMaps({ negativeShare, flatShare }: ActivationsModel): string {
  const negative = formatPercent(negativeShare.value);
  const flat = formatPercent(flatShare.value);
  const effect =
    flatShare.value === 0 ? figureWords.activations.gradientsPass : figureWords.activations.noGradient;
  return figureWords.activations.shares(negative, flat, formatNumber(FLAT), effect);
}

/** A cell of the feature map, before and after the activation. */
export function describeCell({ before, activation }: ActivationsModel, { row, column }: Position): string {
  const x = valueAt(before.value, row, column);
  const { value, derivative } = activation.value;
  return (
    `${figureWords.parts.position(row + 1, column + 1)}: x ${formatNumber(x)}, f(x) ${formatNumber(value(x))}, ` +
    `${figureWords.activations.slope} ${formatNumber(derivative(x))}`
  );
}
