import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { filterSlice } from "../maths/filters.ts";
import { extent, largestMagnitude, type Position, volume } from "../maths/volume.ts";
import { type GridProps, TitledGrid, type WindowMark } from "../parts/grid/grid.tsx";
import { Scale } from "../parts/image/scale.tsx";
import { formatWeight } from "../parts/text/format.ts";
import { describeOutput } from "./describe.ts";
import { CHANNEL_NAMES, type ChannelsModel } from "./model.ts";

/** The size of a weight's cell, in CSS pixels. */
export const KERNEL_CELL = 27;

/** The image in its colours. */
export function ImageGrid(props: { readonly model: ChannelsModel; readonly cell: number }): JSX.Element {
  const { model, cell } = props;
  const { source, showsBalloon, imageName, input, position } = model;
  const isDrawing = !showsBalloon.value && source.kind.value === "drawing";
  return (
    <TitledGrid
      title={figureWords.parts.picture}
      detail="28 × 28 × 3"
      name="picture"
      label={figureWords.parts.pictureIs(imageName.value)}
      part="input"
      values={input.value}
      channel="rgb"
      span={1}
      cell={cell}
      numbers={false}
      windows={[kernelWindow(position.value)]}
      {...(isDrawing ? { painting: source.drawing } : pointing(model))}
    />
  );
}

/** One channel ∗ its square of the filter = what it contributes. */
export function ChannelRow(props: {
  readonly model: ChannelsModel;
  readonly channel: number;
  readonly cell: number;
  readonly titled: boolean;
}): JSX.Element {
  const { model, channel, cell, titled } = props;
  const name = CHANNEL_NAMES[channel] ?? "red";
  const called = figureWords.channels.colours[name];
  return (
    <div class={`fig-channel fig-channel-${name}`}>
      <TitledGrid
        title={called}
        name={`channel-${name}`}
        label={figureWords.channels.channel(called)}
        part="input"
        values={model.input.value}
        channel={channel}
        span={1}
        cell={cell}
        numbers={false}
        windows={[kernelWindow(model.position.value)]}
        {...pointing(model)}
      />
      <Sign text="∗" />
      <Weights model={model} channel={channel} title={titled ? "filter" : "\u00a0"} />
      <Sign text="=" />
      <TitledGrid
        title={figureWords.channels.from(called)}
        name={`part-${name}`}
        label={figureWords.channels.contributes(called)}
        part="output"
        values={model.contributions.value[channel] ?? model.output.value}
        span={model.span.value}
        cell={cell}
        numbers={false}
        current={model.position.value}
        {...pointing(model)}
      />
    </div>
  );
}

function Weights(props: {
  readonly model: ChannelsModel;
  readonly channel: number;
  readonly title: string;
}): JSX.Element {
  const { model, channel, title } = props;
  const { height, width, values } = filterSlice(model.tensor.value, channel, model.shown.value);
  const name = CHANNEL_NAMES[channel] ?? "red";
  const called = figureWords.channels.colours[name];
  return (
    <TitledGrid
      title={title}
      name={`weights-${name}`}
      label={figureWords.channels.weightsFor(called)}
      part="kernel"
      values={volume(height, width, 1, values)}
      cell={KERNEL_CELL}
      span={largestMagnitude(model.tensor.value)}
      numbers
      format={formatWeight}
      onEdit={(cell, value) => model.setWeight(cell, channel, value)}
    />
  );
}

/** The shown filter's map: the sum of what the channels contribute. */
export function OutputGrid(props: { readonly model: ChannelsModel; readonly cell: number }): JSX.Element {
  const { model, cell } = props;
  const { map, span, shown, position } = model;
  const title = figureWords.channels.map(shown.value + 1);
  return (
    <TitledGrid
      title={title}
      detail={figureWords.channels.theSum}
      name="output"
      label={figureWords.channels.mapSum(shown.value + 1)}
      part="output"
      values={map.value}
      span={span.value}
      cell={cell}
      numbers={false}
      current={position.value}
      describe={(output) => describeOutput(model, output)}
      {...pointing(model)}
      below={<Scale part="output" span={span.value} signed={extent(map.value).low < 0} />}
    />
  );
}

function pointing({ point, choose }: ChannelsModel): Pick<GridProps, "onPoint" | "onChoose"> {
  return { onPoint: point, onChoose: choose };
}

/** The kernel's window around an output, with same padding. */
function kernelWindow({ row, column }: Position): WindowMark {
  return { row: row - 1, column: column - 1, height: 3, width: 3, part: "kernel" };
}

function Sign({ text }: { readonly text: string }): JSX.Element {
  return (
    <span class="fig-operator" aria-hidden="true">
      {text}
    </span>
  );
}
