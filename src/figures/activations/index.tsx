import { computed, type ReadonlySignal, type Signal, signal, useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import * as v from "valibot";
import "./style.css";
import { choice } from "../attributes.ts";
import type { FigureContext, FirstHeight, Mount } from "../figure.ts";
import {
  ACTIVATION_NAMES,
  ACTIVATIONS,
  type Activation,
  type ActivationName,
} from "../maths/activation-functions.ts";
import { crossCorrelate } from "../maths/cross-correlate.ts";
import { NAMED_KERNELS } from "../maths/named-kernels.ts";
import { padAll } from "../maths/padding.ts";
import { extent, largestMagnitude, mapValues, type Position, type Volume, valueAt } from "../maths/volume.ts";
import { Controls, Segments, Slider } from "../parts/controls/controls.tsx";
import { Figure, mountFigure, useAnnounceAfter, useFigure, usePageId } from "../parts/figure-host.tsx";
import { cellSize, type Part, TitledGrid } from "../parts/grid/grid.tsx";
import { ImageChooser } from "../parts/image/image-chooser.tsx";
import { createImageSource, type ImageSource } from "../parts/image/image-source.ts";
import { Scale } from "../parts/image/scale.tsx";
import { formatNumber } from "../parts/text/format.ts";
import { Formula } from "../parts/text/formula.tsx";
import { CurveChart, Sparkline } from "./curve-chart.tsx";
import { CHART } from "./curve-path.ts";

/** `function`: the activation at the start. */
export const attributes = v.strictObject({ function: choice("function", ACTIVATION_NAMES, "relu") });
type Attributes = v.InferOutput<typeof attributes>;

export const height: FirstHeight<Attributes> = () => ({ wide: 629, narrow: 1179 });

/** Activations and their derivatives, on a line and on a feature map. */
export const mount: Mount<Attributes> = (host, chosen, context) =>
  mountFigure(host, context, <Activations attributes={chosen} context={context} />);

/** With pixels from 0 to 1 each of these gives values from −4 to 4 or 5, which is what the line shows. */
const FILTERS = [
  { value: "sobel-x", label: "Vertical edges" },
  { value: "sobel-y", label: "Horizontal edges" },
] as const;
type Filter = (typeof FILTERS)[number]["value"];

/** A slope below this lets next to nothing of a gradient through. */
const FLAT = 0.1;

interface Model {
  readonly name: Signal<ActivationName>;
  readonly activation: ReadonlySignal<Activation>;
  readonly filter: Signal<Filter>;
  readonly source: ImageSource;
  /** Where on the line we are. */
  readonly x: Signal<number>;
  /** The pixel of the feature map that it comes from, if it does. */
  readonly place: Signal<Position | null>;
  /** The feature map before, after, and the slope at each of its values. */
  readonly before: ReadonlySignal<Volume>;
  readonly after: ReadonlySignal<Volume>;
  readonly slopes: ReadonlySignal<Volume>;
  readonly actions: Signal<number>;
}

function createModel(chosen: Attributes, context: FigureContext): Model {
  const name = signal<ActivationName>(chosen.function);
  const filter = signal<Filter>("sobel-x");
  const source = createImageSource(context);
  const activation = computed(() => ACTIVATIONS[name.value]);
  const before = computed(() =>
    crossCorrelate(
      mapValues(source.image.value, (value) => value / 255),
      NAMED_KERNELS[filter.value].kernel,
      { padding: padAll(1) },
    ),
  );
  const place = signal<Position | null>(null);
  return {
    name,
    activation,
    filter,
    source,
    x: signal(1.5),
    place,
    before,
    after: computed(() => mapValues(before.value, activation.value.value)),
    slopes: computed(() => mapValues(before.value, activation.value.derivative)),
    actions: signal(0),
  };
}

function Activations(props: {
  readonly attributes: Attributes;
  readonly context: FigureContext;
}): JSX.Element {
  const model = useMemo(
    () => createModel(props.attributes, props.context),
    [props.attributes, props.context],
  );
  const words = useComputed(() => describe(model));
  useAnnounceAfter(model.actions.value, words.value);
  return (
    <Figure label="Activation functions" now={words.value}>
      <FunctionChooser model={model} />
      <div class="fig-activations">
        <Line model={model} />
        <Maps model={model} />
      </div>
      <Controls>
        <Segments
          label="Filter"
          value={model.filter.value}
          options={FILTERS}
          onChange={(filter) => {
            model.filter.value = filter;
            model.place.value = null;
          }}
        />
        <ImageChooser source={model.source} />
      </Controls>
    </Figure>
  );
}

/** All six at once, each with its curve: the choice is also the comparison. */
function FunctionChooser({ model }: { readonly model: Model }): JSX.Element {
  const group = usePageId();
  return (
    <fieldset class="fig-functions">
      <legend class="fig-hidden">Activation function</legend>
      {ACTIVATION_NAMES.map((name) => (
        <label key={name}>
          <input
            type="radio"
            class="fig-hidden"
            name={group}
            checked={model.name.value === name}
            onChange={() => {
              model.name.value = name;
              model.actions.value += 1;
            }}
          />
          <span>
            <Sparkline activation={ACTIVATIONS[name]} />
            {ACTIVATIONS[name].label}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Line({ model }: { readonly model: Model }): JSX.Element {
  const { width } = useFigure();
  const { x, place } = model;
  const activation = model.activation.value;
  const move = (to: number) => {
    x.value = to;
    place.value = null;
  };
  const number = (part: Part, value: number) => `\\htmlClass{fig-as-${part}}{${formatNumber(value)}}`;
  const y = activation.value(x.value);
  const slope = activation.derivative(x.value);
  return (
    <div class="fig-activations-line">
      <CurveChart
        activation={activation}
        x={x.value}
        width={width.value < 640 ? Math.min(width.value, 420) : Math.min(400, width.value * 0.5)}
        onPoint={move}
      />
      <Slider
        label="x"
        value={x.value}
        low={CHART.left}
        high={CHART.right}
        step={0.05}
        format={(value) => formatNumber(value)}
        onChange={(to) => {
          move(to);
          model.actions.value += 1;
        }}
      />
      <div class="fig-activations-formulas">
        <Formula tex={`f(x) = ${activation.tex}`} plain={`f(x) of ${activation.label}`} />
        <Formula
          tex={`f(${number("input", x.value)}) = ${number("output", y)}`}
          plain={`f(${formatNumber(x.value)}) = ${formatNumber(y)}`}
        />
        <Formula tex={`f'(x) = ${activation.derivativeTex}`} plain="its slope f′(x)" />
        <Formula
          tex={`f'(${number("input", x.value)}) = ${formatNumber(slope)}`}
          plain={`f′(${formatNumber(x.value)}) = ${formatNumber(slope)}`}
        />
      </div>
    </div>
  );
}

function Maps({ model }: { readonly model: Model }): JSX.Element {
  const { width } = useFigure();
  const { before, after, slopes, source } = model;
  const side = source.size;
  const narrow = width.value < 640;
  const cell = narrow
    ? cellSize((width.value - 24) / 2, side, 6)
    : cellSize((width.value - Math.min(400, width.value * 0.5) - 28 - 20) / 2, side, 7);
  const drawing = source.kind.value === "drawing";
  return (
    <div class="fig-activations-maps">
      <TitledGrid
        title="picture"
        name="picture"
        label={`Picture: ${source.name.value}`}
        part="input"
        values={source.image.value}
        span={255}
        cell={cell}
        numbers={false}
        {...(drawing ? { onPaint: source.paint } : {})}
      />
      <MapOf
        model={model}
        name="before"
        title="x"
        small="filtered"
        part="input"
        values={before.value}
        cell={cell}
      />
      <MapOf
        model={model}
        name="after"
        title="f(x)"
        small="activated"
        part="output"
        values={after.value}
        cell={cell}
      />
      <MapOf
        model={model}
        name="slope"
        title="f′(x)"
        small="slope"
        part="plain"
        values={slopes.value}
        cell={cell}
      />
      <p class="fig-remark">{remark(model)}</p>
    </div>
  );
}

function MapOf(props: {
  readonly model: Model;
  readonly name: string;
  readonly title: string;
  readonly small: string;
  readonly part: Part;
  readonly values: Volume;
  readonly cell: number;
}): JSX.Element {
  const { model, part, values } = props;
  const { low } = extent(values);
  const span = part === "plain" ? 1 : largestMagnitude(values);
  const show = (place: Position | null) => {
    if (place === null) return;
    model.place.value = place;
    model.x.value = valueAt(model.before.value, place.row, place.column);
  };
  return (
    <TitledGrid
      title={
        <>
          {props.title} <small>{props.small}</small>
        </>
      }
      name={props.name}
      label={`${props.title}, the map ${props.small}, ${values.height} × ${values.width}`}
      part={part}
      values={values}
      span={span}
      cell={props.cell}
      numbers={false}
      current={model.place.value}
      describe={(place) => sayPlace(model, place)}
      onPoint={show}
      onChoose={show}
      below={<Scale part={part} span={span} signed={low < 0} />}
    />
  );
}

/** Share of a map's values that fulfil a condition. */
function share(values: Volume, holds: (value: number) => boolean): number {
  return values.values.reduce((count, value) => count + (holds(value) ? 1 : 0), 0) / values.values.length;
}

function percent(part: number): string {
  return `${Math.round(part * 100)}\u202f%`;
}

function remark(model: Model): string {
  const negative = percent(share(model.before.value, (value) => value < 0));
  const flat = percent(share(model.slopes.value, (value) => value < FLAT));
  const passes = flat === percent(0) ? "a gradient passes everywhere" : "hardly any gradient passes there";
  return `${negative} of the filtered map is negative. On ${flat} of the whole map the slope is below ${FLAT}: ${passes}.`;
}

function sayPlace(model: Model, place: Position): string {
  const x = valueAt(model.before.value, place.row, place.column);
  const { value, derivative } = model.activation.value;
  return `row ${place.row + 1}, column ${place.column + 1}: x ${formatNumber(x)}, f(x) ${formatNumber(value(x))}, slope ${formatNumber(derivative(x))}`;
}

function describe(model: Model): string {
  const { label, value, derivative } = model.activation.value;
  const x = model.x.value;
  const { low, high } = extent(model.after.value);
  return (
    `${label}: at x = ${formatNumber(x)} its value is ${formatNumber(value(x))} and its slope ${formatNumber(derivative(x))}. ` +
    `Applied to ${model.source.name.value} after a filter for ${model.filter.value === "sobel-x" ? "vertical" : "horizontal"} edges, ` +
    `it gives values from ${formatNumber(low)} to ${formatNumber(high)}. ${remark(model)}`
  );
}
