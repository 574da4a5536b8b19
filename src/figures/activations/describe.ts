import { extent, type Position, valueAt } from "../maths/volume.ts";
import { capitalise, formatNumber, formatPercent } from "../parts/text/format.ts";
import { type ActivationsModel, FLAT } from "./model.ts";

/** Everything that the figure shows, as text. */
export function describe(model: ActivationsModel): string {
  const { activation, x, after, source, filter } = model;
  const { label, value, derivative } = activation.value;
  const { low, high } = extent(after.value);
  const edges = filter.value === "sobel-x" ? "vertical" : "horizontal";
  return (
    `${capitalise(label)}: at x = ${formatNumber(x.value)} its value is ${formatNumber(value(x.value))} and its slope ` +
    `${formatNumber(derivative(x.value))}. Applied to ${source.name.value} after a filter for ${edges} edges, ` +
    `it gives values from ${formatNumber(low)} to ${formatNumber(high)}. ${describeMaps(model)}`
  );
}

/** How much of the feature map is negative, and how much of it passes no gradient. */
export function describeMaps({ negativeShare, flatShare }: ActivationsModel): string {
  const negative = formatPercent(negativeShare.value);
  const flat = formatPercent(flatShare.value);
  const effect = flatShare.value === 0 ? "gradients pass everywhere" : "almost no gradient passes there";
  return `${negative} of the filtered map is negative. On ${flat} of the whole map the slope is below ${FLAT}: ${effect}.`;
}

/** A cell of the feature map, before and after the activation. */
export function describeCell({ before, activation }: ActivationsModel, { row, column }: Position): string {
  const x = valueAt(before.value, row, column);
  const { value, derivative } = activation.value;
  return (
    `row ${row + 1}, column ${column + 1}: x ${formatNumber(x)}, f(x) ${formatNumber(value(x))}, ` +
    `slope ${formatNumber(derivative(x))}`
  );
}
