import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import * as v from "valibot";
import { wholeNumber } from "../attributes.ts";
import "./style.css";
import type { FigureContext, FirstHeight, Mount } from "../figure.ts";
import { filterSlice } from "../maths/filters.ts";
import { channelOf, extent, largestMagnitude, type Position, valueAt, volume } from "../maths/volume.ts";
import { Button, Controls, Segments } from "../parts/controls/controls.tsx";
import { Figure, mountFigure, useAnnounceAfter, useFigure, usePageId } from "../parts/figure-host.tsx";
import { cellSize, TitledGrid, type WindowMark } from "../parts/grid/grid.tsx";
import { ImageChooser } from "../parts/image/image-chooser.tsx";
import { Scale } from "../parts/image/scale.tsx";
import { Thumbnail } from "../parts/image/thumbnail.tsx";
import { Arithmetic, Coloured } from "../parts/text/arithmetic.tsx";
import { formatCount, formatNumber, formatWeight } from "../parts/text/format.ts";
import type { ColourFilter } from "./colour-filters.ts";
import { CHANNEL_NAMES, type ChannelsModel, createChannelsModel, MOST_FILTERS } from "./model.ts";

/** `filters`: how many output channels there are at the start. */
export const attributes = v.strictObject({ filters: wholeNumber("filters", 1, MOST_FILTERS, 3) });
type Attributes = v.InferOutput<typeof attributes>;

export const height: FirstHeight<Attributes> = () => ({ wide: 802, narrow: 1076 });

/** Several channels in, several out: a picture in colour, taken apart, filtered and summed. */
export const mount: Mount<Attributes> = (host, chosen, context) =>
  mountFigure(host, context, <Channels attributes={chosen} context={context} />);

const KERNEL_CELL = 27;

function Channels(props: { readonly attributes: Attributes; readonly context: FigureContext }): JSX.Element {
  const model = useMemo(
    () => createChannelsModel(props.attributes.filters, props.context),
    [props.attributes, props.context],
  );
  const words = useComputed(() => describe(model));
  useAnnounceAfter(model.actions.value, words.value);
  return (
    <Figure label="Channels" now={words.value}>
      <Controls>
        <Segments
          label="Picture"
          value={model.balloon.value ? "balloon" : "another"}
          options={[
            { value: "balloon", label: "Balloon" },
            { value: "another", label: "Another picture" },
          ]}
          onChange={(picture) => {
            model.balloon.value = picture === "balloon";
            model.actions.value += 1;
          }}
        />
        {!model.balloon.value && <ImageChooser source={model.source} />}
      </Controls>
      <OneFilter model={model} />
      <Sum model={model} />
      <Filters model={model} />
      <Count model={model} />
    </Figure>
  );
}

/** The shown filter at work: channels, its squares, what each contributes, and their sum. */
function OneFilter({ model }: { readonly model: ChannelsModel }): JSX.Element {
  const { width } = useFigure();
  const size = model.source.size;
  const wide = width.value >= 690;
  const large = wide ? cellSize((width.value - 470) / 2, size, 5) : cellSize((width.value - 24) / 2, size, 6);
  const small = wide
    ? cellSize((width.value - 2 * (size * large + 1) - 3 * KERNEL_CELL - 148) / 2, size, 4)
    : 3;
  const rows = CHANNEL_NAMES.map((name, channel) => (
    <ChannelRow key={name} model={model} channel={channel} cell={small} titled={!wide || channel === 0} />
  ));
  const picture = <Picture model={model} cell={large} />;
  const output = <Output model={model} cell={large} />;
  if (wide) {
    return (
      <div class="fig-channels">
        {picture}
        <span class="fig-channels-brace fig-channels-apart" aria-hidden="true" />
        <div class="fig-channels-rows">{rows}</div>
        <span class="fig-channels-brace fig-channels-together" aria-hidden="true" />
        {output}
      </div>
    );
  }
  return (
    <div class="fig-channels fig-narrow">
      {picture}
      {output}
      <div class="fig-channels-rows">{rows}</div>
    </div>
  );
}

/** Where the kernel lies at the place that is pointed at. */
function windowAt(place: Position): WindowMark {
  return { row: place.row - 1, column: place.column - 1, height: 3, width: 3, part: "kernel" };
}

function Picture({ model, cell }: { readonly model: ChannelsModel; readonly cell: number }): JSX.Element {
  const drawing = !model.balloon.value && model.source.kind.value === "drawing";
  return (
    <TitledGrid
      title={
        <>
          picture <small>28 × 28 × 3</small>
        </>
      }
      name="picture"
      label={`Picture: ${model.pictureName.value}`}
      part="input"
      values={model.input.value}
      channel="rgb"
      span={1}
      cell={cell}
      numbers={false}
      windows={[windowAt(model.place.value)]}
      {...(drawing ? { onPaint: model.source.paint } : { onPoint: pointer(model), onChoose: chooser(model) })}
    />
  );
}

function pointer(model: ChannelsModel) {
  return (place: Position | null) => {
    model.pointed.value = place;
  };
}

function chooser(model: ChannelsModel) {
  return (place: Position) => {
    model.pointed.value = null;
    model.chosen.value = place;
    model.actions.value += 1;
  };
}

function ChannelRow(props: {
  readonly model: ChannelsModel;
  readonly channel: number;
  readonly cell: number;
  readonly titled: boolean;
}): JSX.Element {
  const { model, channel, cell } = props;
  const name = CHANNEL_NAMES[channel] ?? "";
  const square = filterSlice(model.tensor.value, channel, model.shown.value);
  const part = model.parts.value[channel] ?? model.output.value;
  return (
    <div class={`fig-channel fig-channel-${name}`}>
      <TitledGrid
        title={name}
        name={`channel-${name}`}
        label={`The ${name} channel`}
        part="input"
        values={model.input.value}
        channel={channel}
        span={1}
        cell={cell}
        numbers={false}
        windows={[windowAt(model.place.value)]}
        onPoint={pointer(model)}
        onChoose={chooser(model)}
      />
      <span class="fig-operator" aria-hidden="true">
        ∗
      </span>
      <TitledGrid
        title={props.titled ? "filter" : "\u00a0"}
        name={`weights-${name}`}
        label={`Weights for ${name}`}
        part="kernel"
        values={volume(square.height, square.width, 1, square.values)}
        cell={KERNEL_CELL}
        span={largestMagnitude(model.tensor.value)}
        numbers
        format={formatWeight}
        onEdit={(place, value) => model.changeWeight(place, channel, value)}
      />
      <span class="fig-operator" aria-hidden="true">
        =
      </span>
      <TitledGrid
        title={`from ${name}`}
        name={`part-${name}`}
        label={`What ${name} contributes`}
        part="output"
        values={part}
        span={commonSpan(model)}
        cell={cell}
        numbers={false}
        current={model.place.value}
        onPoint={pointer(model)}
        onChoose={chooser(model)}
      />
    </div>
  );
}

function Output({ model, cell }: { readonly model: ChannelsModel; readonly cell: number }): JSX.Element {
  const map = channelOf(model.output.value, model.shown.value);
  const span = commonSpan(model);
  return (
    <TitledGrid
      title={
        <>
          map {model.shown.value + 1} <small>the sum</small>
        </>
      }
      name="output"
      label={`Map ${model.shown.value + 1}, the sum of all channels`}
      part="output"
      values={map}
      span={span}
      cell={cell}
      numbers={false}
      current={model.place.value}
      describe={(place) => sayPlace(model, place)}
      onPoint={pointer(model)}
      onChoose={chooser(model)}
      below={<Scale part="output" span={span} signed={extent(map).low < 0} />}
    />
  );
}

/** The contributions and their sum share one scale, so that it can be seen which contributes most. */
function commonSpan(model: ChannelsModel): number {
  return Math.max(
    largestMagnitude(channelOf(model.output.value, model.shown.value)),
    ...model.parts.value.map(largestMagnitude),
  );
}

function Sum({ model }: { readonly model: ChannelsModel }): JSX.Element {
  const { row, column } = model.place.value;
  const result = valueAt(model.output.value, row, column, model.shown.value);
  const parts = CHANNEL_NAMES.map((name, channel) => ({
    name,
    channel,
    value: model.parts.value[channel] === undefined ? 0 : valueAt(model.parts.value[channel], row, column),
  }));
  return (
    <div class="fig-channels-sum">
      <p class="fig-arithmetic">
        <Coloured part="output" value={result} /> ={" "}
        {parts.map(({ name, value }, index) => (
          <span key={name} class="fig-product">
            {index > 0 && <i> + </i>}
            <Coloured part="output" value={value < 0 ? `(${formatNumber(value)})` : value} />{" "}
            <small>from {name}</small>
          </span>
        ))}
      </p>
      <details>
        <summary>All 27 products</summary>
        {parts.map(({ name, channel, value }) => (
          <div key={name} class="fig-channels-products">
            <small>{name}</small>
            <Arithmetic
              result={value}
              products={model.terms.value.filter(({ inputChannel }) => inputChannel === channel)}
              formatWeight={formatWeight}
            />
          </div>
        ))}
      </details>
    </div>
  );
}

/** The weight tensor: a row of squares for each filter, with the map that it makes. One filter is shown above. */
function Filters({ model }: { readonly model: ChannelsModel }): JSX.Element {
  const group = usePageId();
  const { filters, shown } = model;
  return (
    <div class="fig-channels-filters">
      <fieldset>
        <legend class="fig-title fig-as-kernel">
          all filters <small>each makes one map out of all channels</small>
        </legend>
        {filters.value.map((filter, index) => (
          <label key={`${index}-${filter.label}`}>
            <input
              type="radio"
              class="fig-hidden"
              name={group}
              aria-label={`Filter ${index + 1}: ${filter.label}`}
              checked={index === shown.value}
              onChange={() => model.show(index)}
            />
            <FilterCard model={model} filter={filter} index={index} />
          </label>
        ))}
      </fieldset>
      <Controls>
        <Button disabled={filters.value.length >= MOST_FILTERS} onClick={model.add}>
          Add a filter
        </Button>
        <Button disabled={filters.value.length <= 1} onClick={model.remove}>
          Remove filter {shown.value + 1}
        </Button>
      </Controls>
    </div>
  );
}

function FilterCard(props: {
  readonly model: ChannelsModel;
  readonly filter: ColourFilter;
  readonly index: number;
}): JSX.Element {
  const { model, filter, index } = props;
  const map = channelOf(model.output.value, index);
  const span = largestMagnitude(filter.kernel);
  return (
    <span class="fig-channels-card">
      <span class="fig-channels-squares fig-as-kernel">
        {CHANNEL_NAMES.map((name, channel) => {
          const { height, width, values } = filterSlice(filter.kernel, channel, 0);
          return <Thumbnail key={name} picture={volume(height, width, 1, values)} size={24} span={span} />;
        })}
      </span>
      <span aria-hidden="true">→</span>
      <span class="fig-as-output">
        <Thumbnail picture={map} size={44} span={largestMagnitude(map)} />
      </span>
      <small>
        {index + 1}. {filter.label}
      </small>
    </span>
  );
}

/** The shape of the weight tensor, and how many weights that makes. */
function Count({ model }: { readonly model: ChannelsModel }): JSX.Element {
  const { height, width, inputChannels, outputChannels, values } = model.tensor.value;
  return (
    <p class="fig-arithmetic">
      <b class="fig-as-kernel">
        {height}·{width}
      </b>
      ·<b class="fig-as-input">{inputChannels}</b>·<b class="fig-as-output">{outputChannels}</b> ={" "}
      {formatCount(values.length)} weights{" "}
      <small>
        of a 4-D tensor: height, width, channels in, channels out; and {outputChannels}{" "}
        {outputChannels === 1 ? "bias" : "biases"}. With 64 channels in and 128 out it would be{" "}
        {formatCount(height * width * 64 * 128)}.
      </small>
    </p>
  );
}

function sayPlace(model: ChannelsModel, { row, column }: Position): string {
  const parts = CHANNEL_NAMES.map((name, channel) => {
    const part = model.parts.value[channel];
    return `${part === undefined ? 0 : formatNumber(valueAt(part, row, column))} from ${name}`;
  });
  const sum = formatNumber(valueAt(model.output.value, row, column, model.shown.value));
  return `row ${row + 1}, column ${column + 1}: ${sum}, that is ${parts.join(" plus ")}`;
}

function describe(model: ChannelsModel): string {
  const { tensor, filters, shown } = model;
  const { height, width, inputChannels, outputChannels, values } = tensor.value;
  return (
    `${model.pictureName.value}, 28 × 28 in 3 channels, through ${outputChannels} filters: ` +
    `${filters.value.map(({ label }, index) => `${index + 1} ${label}`).join("; ")}. ` +
    `Filter ${shown.value + 1} is shown channel by channel. ${sayPlace(model, model.place.value)}. ` +
    `${height} times ${width} times ${inputChannels} times ${outputChannels} makes ${values.length} weights.`
  );
}
