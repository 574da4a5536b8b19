import { figureWords } from "../../words/figure-words.ts";
import type { Position } from "../maths/volume.ts";
import type { Network } from "../parts/exploration/exploration-client.ts";
import { formatPercent } from "../parts/text/format.ts";
import { accuracyOf, mostConfused } from "./counts.ts";
import type { ConfusionModel } from "./model.ts";

/** Everything that the figure shows, as text. */
export function describe({ exploration, chosen }: ConfusionModel): string {
  const network = exploration.network.value;
  const confusion = exploration.confusion.value;
  if (network === null) return exploration.message.value;
  if (confusion === null) return figureWords.confusion.classifying;
  const { counts, total, invalid } = confusion;
  if (invalid === total) return figureWords.parts.diverged;
  const worst = mostConfused(counts, 3).map((pair) =>
    figureWords.confusion.mistake(
      network.classNames[pair.actual] ?? "",
      network.classNames[pair.predicted] ?? "",
      pair.count,
    ),
  );
  const mistakes =
    worst.length === 0 ? figureWords.confusion.noMistakes : figureWords.confusion.mistakes(worst.join(", "));
  const { row, column } = chosen.value;
  return (
    `${figureWords.confusion.accuracy(formatPercent(accuracyOf(counts), 1))} ${mistakes} ` +
    figureWords.confusion.chosen(
      describePair(network, chosen.value),
      formatImages(counts[row]?.[column] ?? 0),
    )
  );
}

/** Row: the actual class; column: the predicted one. */
export function describePair({ classNames }: Network, { row, column }: Position): string {
  return row === column
    ? figureWords.confusion.correct(classNames[row] ?? "")
    : figureWords.confusion.classifiedAs(classNames[row] ?? "", classNames[column] ?? "");
}

export function formatImages(images: number): string {
  return figureWords.parts.images(images);
}
