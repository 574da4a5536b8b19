import { figureWords } from "../../words/figure-words.ts";
import { type Position, valueAt } from "../maths/volume.ts";
import { capitalise, formatNumber } from "../parts/text/format.ts";
import { CHANNEL_NAMES, type ChannelsModel, contributionAt } from "./model.ts";

/** Everything that the figure shows, as text. */
export function describe(model: ChannelsModel): string {
  const { tensor, filters, shown, imageName, position } = model;
  const { height, width, inputChannels, outputChannels, values } = tensor.value;
  const labels = filters.value
    .map(({ name }, index) => `${index + 1} ${figureWords.channels.filters[name]}`)
    .join("; ");
  return (
    `${figureWords.channels.through(capitalise(imageName.value), outputChannels, labels)} ` +
    `${figureWords.channels.shown(shown.value + 1)} ${capitalise(describeOutput(model, position.value))}. ` +
    figureWords.channels.product([height, width, inputChannels, outputChannels], values.length)
  );
}

/** A cell of the shown filter's map, and what each channel contributes to it. */
export function describeOutput(model: ChannelsModel, cell: Position): string {
  const contributions = CHANNEL_NAMES.map(
    (name, channel) =>
      `${formatNumber(contributionAt(model, channel, cell))} ${figureWords.channels.from(figureWords.channels.colours[name])}`,
  );
  const sum = formatNumber(valueAt(model.map.value, cell.row, cell.column));
  return figureWords.channels.sum(
    figureWords.parts.position(cell.row + 1, cell.column + 1),
    sum,
    contributions.join(" plus "),
  );
}
