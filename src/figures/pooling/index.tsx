import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import * as v from "valibot";
import { choice, wholeNumber } from "../attributes.ts";
import type { FigureContext, FirstHeight, Mount } from "../figure.ts";
import { NAMED_KERNELS } from "../maths/named-kernels.ts";
import { windowAt, winnerAt } from "../maths/pool.ts";
import { channelOf, extent, type Position, valueAt, withValue } from "../maths/volume.ts";
import { Controls, Segments, Stepper } from "../parts/controls/controls.tsx";
import { Figure, mountFigure, useAnnounceAfter, useRoom } from "../parts/figure-host.tsx";
import { cellSize, TitledGrid, type WindowMark } from "../parts/grid/grid.tsx";
import { ImageChooser } from "../parts/image/image-chooser.tsx";
import { Player } from "../parts/player/player.tsx";
import { formatCount } from "../parts/text/format.ts";
import "./style.css";
import {
  createPoolingModel,
  POOLED_FILTERS,
  type PoolingModel,
  type PoolingStart,
  shownChannel,
} from "./model.ts";
import { PoolingSum, sayPooling } from "./pooling-sum.tsx";

/** `input`: the side of the grid of numbers. `show`: begin with numbers, or with the feature maps of a picture. */
export const attributes = v.strictObject({
  input: wholeNumber("input", 4, 8, 6),
  window: wholeNumber("window", 1, 4, 2),
  stride: wholeNumber("stride", 1, 4, 2),
  method: choice("method", ["max", "average"], "max"),
  show: choice("show", ["numbers", "maps"], "numbers"),
});

export const height: FirstHeight<PoolingStart> = ({ show }) =>
  show === "numbers" ? { wide: 475, narrow: 467 } : { wide: 560, narrow: 986 };

/** Pooling, step by step, on numbers and on a volume of feature maps. */
export const mount: Mount<PoolingStart> = (host, chosen, context) =>
  mountFigure(host, context, <PoolingFigure start={chosen} context={context} />);

function PoolingFigure(props: {
  readonly start: PoolingStart;
  readonly context: FigureContext;
}): JSX.Element {
  const model = useMemo(() => createPoolingModel(props.start, props.context), [props.start, props.context]);
  const { mode, method, size, stride, playback } = model;
  const words = useComputed(() => describe(model));
  useAnnounceAfter(playback.actions.value, describeOutput(model, model.current.value, shown(model)));
  return (
    <Figure label="Pooling" now={words.value}>
      <Controls>
        <Segments
          label="What is pooled"
          value={mode.value}
          options={[
            { value: "numbers", label: "Numbers" },
            { value: "maps", label: "Feature maps" },
          ]}
          onChange={(chosen) => {
            mode.value = chosen;
            playback.choose(Math.floor(playback.length.value * 0.46));
          }}
        />
        <Segments
          label="Method"
          value={method.value}
          options={[
            { value: "max", label: "Max" },
            { value: "average", label: "Average" },
          ]}
          onChange={(chosen) => {
            method.value = chosen;
          }}
        />
        <Stepper
          label="Window"
          value={size.value}
          low={1}
          high={4}
          onChange={(to) => change(model, { size: to })}
        />
        <Stepper
          label="Stride"
          value={stride.value}
          low={1}
          high={4}
          onChange={(to) => change(model, { stride: to })}
        />
      </Controls>
      {mode.value === "maps" && <ImageChooser source={model.source} />}
      {mode.value === "numbers" ? <Numbers model={model} /> : <Maps model={model} />}
      <ShapeLine model={model} />
      <div class="fig-pooling-sum">
        <PoolingSum
          {...(mode.value === "maps" ? { prefix: `map ${shown(model) + 1}: ` } : {})}
          method={method.value}
          result={valueAt(
            model.output.value,
            model.current.value.row,
            model.current.value.column,
            shown(model),
          )}
          window={model.window.value}
          winner={model.winner.value}
        />
      </div>
      <Player playback={playback} noun="Output" />
    </Figure>
  );
}

function change(model: PoolingModel, to: { readonly size?: number; readonly stride?: number }): void {
  model.pointed.value = null;
  if (to.size !== undefined) model.size.value = to.size;
  if (to.stride !== undefined) model.stride.value = to.stride;
}

function Numbers({ model }: { readonly model: PoolingModel }): JSX.Element {
  const { width } = useRoom();
  const { input, output } = model;
  const cell = cellSize(width.value - 44, input.value.width + output.value.width, 42);
  return (
    <div class="fig-pooling">
      <TitledGrid
        title={
          <>
            input{" "}
            <small>
              {input.value.height} × {input.value.width}
            </small>
          </>
        }
        name="input"
        label={`Input, ${input.value.height} × ${input.value.width}`}
        part="input"
        values={input.value}
        cell={cell}
        numbers
        windows={windowsOf(model, 0, true)}
        onEdit={(place, value) => {
          model.numbers.value = withValue(model.numbers.value, place.row, place.column, 0, value);
        }}
      />
      <Output model={model} channel={0} cell={cell} title="output" />
    </div>
  );
}

function Maps({ model }: { readonly model: PoolingModel }): JSX.Element {
  const { width } = useRoom();
  const narrow = width.value < 560;
  const columns = narrow ? 2 : 4;
  const cell = cellSize((width.value - (columns - 1) * 14) / columns, model.input.value.width, 6);
  return (
    <div class={`fig-pooling-maps${narrow ? " fig-narrow" : ""}`}>
      {POOLED_FILTERS.map((name, channel) => (
        <MapColumn key={name} model={model} channel={channel} cell={cell} label={NAMED_KERNELS[name].label} />
      ))}
    </div>
  );
}

function MapColumn(props: {
  readonly model: PoolingModel;
  readonly channel: number;
  readonly cell: number;
  readonly label: string;
}): JSX.Element {
  const { model, channel, cell, label } = props;
  const { input } = model;
  const values = useMemo(() => channelOf(input.value, channel), [input.value, channel]);
  return (
    <div class="fig-pooling-map">
      <TitledGrid
        title={
          <>
            map {channel + 1} <small>{shortLabel(label)}</small>
          </>
        }
        name={`input-${channel}`}
        label={`Feature map ${channel + 1}, ${label}, ${values.height} × ${values.width}`}
        part="input"
        values={values}
        cell={cell}
        numbers={false}
        windows={windowsOf(model, channel, false)}
      />
      <Output model={model} channel={channel} cell={cell} title="pooled" />
    </div>
  );
}

function Output(props: {
  readonly model: PoolingModel;
  readonly channel: number;
  readonly cell: number;
  readonly title: string;
}): JSX.Element {
  const { model, channel, cell, title } = props;
  const { output, input, playback, pointed } = model;
  const values = useMemo(() => channelOf(output.value, channel), [output.value, channel]);
  const span = useMemo(() => extent(channelOf(input.value, channel)).high, [input.value, channel]);
  const look = (place: Position | null) => {
    pointed.value = playback.playing.value ? null : place;
    if (place !== null) model.channel.value = channel;
  };
  return (
    <TitledGrid
      title={
        <>
          {title}{" "}
          <small>
            {values.height} × {values.width}
          </small>
        </>
      }
      name={`output-${channel}`}
      label={`Pooled output${model.mode.value === "maps" ? ` of map ${channel + 1}` : ""}, ${values.height} × ${values.width}`}
      part="output"
      values={values}
      span={span}
      cell={cell}
      numbers={model.mode.value === "numbers"}
      {...(playback.unfolding.value ? { known: playback.position.value + 1 } : {})}
      revealed={pointed.value}
      current={model.current.value}
      describe={(place) => describeOutput(model, place, channel)}
      onPoint={look}
      onChoose={(place) => {
        model.channel.value = channel;
        playback.choose(place.row * values.width + place.column);
      }}
      onPress={playback.toggle}
    />
  );
}

function ShapeLine({ model }: { readonly model: PoolingModel }): JSX.Element {
  const { input, output } = model;
  const shape = ({ height, width, channels }: typeof input.value) =>
    channels === 1 ? `${height} × ${width}` : `${height} × ${width} × ${channels}`;
  const each = input.value.channels > 1 ? " Each channel is pooled for itself, so their number stays." : "";
  return (
    <p class="fig-remark fig-pooling-shape">
      <b class="fig-as-input">{shape(input.value)}</b> → <b class="fig-as-output">{shape(output.value)}</b>:{" "}
      {formatCount(input.value.values.length)} values become {formatCount(output.value.values.length)}.{each}
    </p>
  );
}

/** The window, and the winners so far: those of all outputs on numbers, that of the current one on a map. */
function windowsOf(model: PoolingModel, channel: number, all: boolean): readonly WindowMark[] {
  const { input, pooling, method, current, output, playback } = model;
  const { row, column } = current.value;
  const { size, stride } = pooling.value;
  const window: WindowMark = {
    row: row * stride,
    column: column * stride,
    height: size,
    width: size,
    part: "kernel",
  };
  if (method.value !== "max") return [window];
  const winner = winnerAt(input.value, pooling.value, current.value, channel);
  const known = playback.unfolding.value
    ? playback.position.value + 1
    : output.value.height * output.value.width;
  const earlier = all ? Array.from({ length: known }, (_, step) => step) : [];
  const { width } = output.value;
  const others = earlier
    .map((step) =>
      winnerAt(input.value, pooling.value, { row: Math.floor(step / width), column: step % width }, channel),
    )
    .filter((place) => place !== null);
  return [
    ...unique(others).map(
      (place): WindowMark => ({ ...place, height: 1, width: 1, part: "output", quiet: true }),
    ),
    window,
    ...(winner === null ? [] : [{ ...winner, height: 1, width: 1, part: "output" as const }]),
  ];
}

function shortLabel(label: string): string {
  return label.replace(/, (Sobel|all directions)$/, "").toLowerCase();
}

/** Overlapping windows may have the same winner. */
function unique(places: readonly Position[]): readonly Position[] {
  return [...new Map(places.map((place) => [`${place.row},${place.column}`, place])).values()];
}

function shown(model: PoolingModel): number {
  return shownChannel(model.mode, model.channel);
}

function describeOutput(model: PoolingModel, place: Position, channel: number): string {
  const values = windowAt(model.input.value, model.pooling.value, place).map((cell) =>
    valueAt(model.input.value, cell.row, cell.column, channel),
  );
  const result = valueAt(model.output.value, place.row, place.column, channel);
  return `row ${place.row + 1}, column ${place.column + 1}: ${sayPooling(model.method.value, result, values)}`;
}

function describe(model: PoolingModel): string {
  const { input, output, size, stride, method, mode, playback, source } = model;
  const what =
    mode.value === "numbers"
      ? `a grid of ${input.value.height} × ${input.value.width} numbers`
      : `${input.value.channels} feature maps of ${source.name.value}, ${input.value.height} × ${input.value.width} each`;
  return (
    `${method.value === "max" ? "Max" : "Average"} pooling of ${what}, window ${size.value} × ${size.value}, ` +
    `stride ${stride.value}: ${output.value.height} × ${output.value.width} outputs` +
    `${mode.value === "maps" ? " in each channel" : ""}. ` +
    `Output ${playback.position.value + 1} of ${playback.length.value}, ` +
    `${describeOutput(model, model.current.value, shown(model))}.`
  );
}
