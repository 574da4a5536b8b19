import { type Position, valueAt } from "../maths/volume.ts";
import { capitalise, count, formatNumber } from "../parts/text/format.ts";
import { CHANNEL_NAMES, type ChannelsModel, contributionAt } from "./model.ts";

/** Everything that the figure shows, as text. */
export function describe(model: ChannelsModel): string {
  const { tensor, filters, shown, imageName, position } = model;
  const { height, width, inputChannels, outputChannels, values } = tensor.value;
  const labels = filters.value.map(({ label }, index) => `${index + 1} ${label}`).join("; ");
  return (
    `${capitalise(imageName.value)}, 28 × 28 in 3 channels, through ${count(outputChannels, "filter")}: ${labels}. ` +
    `Filter ${shown.value + 1} is shown channel by channel. ${capitalise(describeOutput(model, position.value))}. ` +
    `${height} times ${width} times ${inputChannels} times ${outputChannels} makes ${values.length} weights.`
  );
}

/** A cell of the shown filter's map, and what each channel contributes to it. */
export function describeOutput(model: ChannelsModel, cell: Position): string {
  const contributions = CHANNEL_NAMES.map(
    (name, channel) => `${formatNumber(contributionAt(model, channel, cell))} from ${name}`,
  );
  const sum = formatNumber(valueAt(model.map.value, cell.row, cell.column));
  return `row ${cell.row + 1}, column ${cell.column + 1}: ${sum}, that is ${contributions.join(" plus ")}`;
}
