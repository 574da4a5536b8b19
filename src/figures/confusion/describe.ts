import type { Position } from "../maths/volume.ts";
import { DIVERGED } from "../parts/exploration/diverged.ts";
import type { Network } from "../parts/exploration/exploration-client.ts";
import { count, formatPercent } from "../parts/text/format.ts";
import { accuracyOf, mostConfused } from "./counts.ts";
import type { ConfusionModel } from "./model.ts";

/** Everything that the figure shows, as text. */
export function describe({ exploration, chosen }: ConfusionModel): string {
  const network = exploration.network.value;
  const confusion = exploration.confusion.value;
  if (network === null) return exploration.message.value;
  if (confusion === null) return "The network is classifying images it was not trained on.";
  const { counts, total, invalid } = confusion;
  if (invalid === total) return DIVERGED;
  const worst = mostConfused(counts, 3).map(
    (pair) =>
      `${network.classNames[pair.actual]} classified as ${network.classNames[pair.predicted]} (${pair.count})`,
  );
  const mistakes = worst.length === 0 ? "No mistakes." : `Most frequent mistakes: ${worst.join(", ")}.`;
  const { row, column } = chosen.value;
  return (
    `Accuracy: ${formatPercent(accuracyOf(counts), 1)}. ${mistakes} ` +
    `Chosen: ${describePair(network, chosen.value)}, ${formatImages(counts[row]?.[column] ?? 0)}.`
  );
}

/** Row: the actual class; column: the predicted one. */
export function describePair({ classNames }: Network, { row, column }: Position): string {
  return row === column
    ? `${classNames[row]}, classified correctly`
    : `${classNames[row]}, classified as ${classNames[column]}`;
}

export function formatImages(images: number): string {
  return count(images, "image");
}
