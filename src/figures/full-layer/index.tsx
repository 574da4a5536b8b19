import { useComputed } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useMemo } from "preact/hooks";
import * as v from "valibot";
import { choice } from "../attributes.ts";
import type { FigureContext, FirstHeight, Mount } from "../figure.ts";
import { ACTIVATION_NAMES, ACTIVATIONS } from "../maths/activation-functions.ts";
import { KERNEL_NAMES, NAMED_KERNELS } from "../maths/named-kernels.ts";
import { channelOf, extent, largestMagnitude, valueAt, volume } from "../maths/volume.ts";
import "./style.css";
import { Controls, Select, Slider } from "../parts/controls/controls.tsx";
import { Figure, mountFigure, useAnnounceAfter, useFigure } from "../parts/figure-host.tsx";
import { cellSize, Grid, type Part, TitledGrid } from "../parts/grid/grid.tsx";
import { ImageChooser } from "../parts/image/image-chooser.tsx";
import { Scale } from "../parts/image/scale.tsx";
import { Arithmetic, Coloured, sayArithmetic } from "../parts/text/arithmetic.tsx";
import { formatNumber, formatWeight } from "../parts/text/format.ts";
import { createFullLayerModel, type Filter, type FullLayerModel } from "./model.ts";

/** `activation`: the one at the start. */
export const attributes = v.strictObject({ activation: choice("activation", ACTIVATION_NAMES, "relu") });
type Attributes = v.InferOutput<typeof attributes>;

export const height: FirstHeight<Attributes> = () => ({ wide: 689, narrow: 1403 });

/** A whole convolutional layer: filters, biases, activation, and every map in between. */
export const mount: Mount<Attributes> = (host, chosen, context) =>
  mountFigure(host, context, <FullLayer attributes={chosen} context={context} />);

const LOWEST_BIAS = -3;
const HIGHEST_BIAS = 3;
const KERNEL_CELL = 28;

/** The maps of a filter, from left to right. */
const STAGES = ["convolved", "preActivation", "output"] as const;
type Stage = (typeof STAGES)[number];

function FullLayer(props: { readonly attributes: Attributes; readonly context: FigureContext }): JSX.Element {
  const model = useMemo(
    () => createFullLayerModel(props.attributes.activation, props.context),
    [props.attributes, props.context],
  );
  const words = useComputed(() => describe(model));
  useAnnounceAfter(model.actions.value, words.value);
  const { width } = useFigure();
  const wide = width.value >= 690;
  const size = model.source.size;
  const mapCell = wide
    ? cellSize((width.value - 386) / 3, size, 5)
    : cellSize((width.value - 24) / 3, size, 5);
  return (
    <Figure label="A whole convolutional layer" now={words.value}>
      <Controls>
        <ImageChooser source={model.source} />
        <Select
          label="Activation"
          value={model.activationName.value}
          options={ACTIVATION_NAMES.map((value) => ({ value, label: ACTIVATIONS[value].label }))}
          onChange={(name) => {
            model.activationName.value = name;
            model.actions.value += 1;
          }}
        />
      </Controls>
      <div class={`fig-full-layer${wide ? "" : " fig-narrow"}`}>
        <Picture model={model} cell={wide ? cellSize(120, size, 4) : cellSize(width.value * 0.62, size, 7)} />
        <div class="fig-full-layer-filters">
          {wide && <Headings model={model} cell={mapCell} />}
          {model.filters.value.map((filter, index) => (
            <FilterRow key={index} model={model} filter={filter} index={index} cell={mapCell} wide={wide} />
          ))}
        </div>
      </div>
      <Sum model={model} />
      <p class="fig-remark">{countWords(model)}</p>
    </Figure>
  );
}

function Picture({ model, cell }: { readonly model: FullLayerModel; readonly cell: number }): JSX.Element {
  const { row, column } = model.place.value;
  const drawing = model.source.kind.value === "drawing";
  return (
    <TitledGrid
      title={
        <>
          picture <small>28 × 28</small>
        </>
      }
      name="picture"
      label={`Picture: ${model.source.name.value}`}
      part="input"
      values={model.input.value}
      span={1}
      cell={cell}
      numbers={false}
      windows={[{ row: row - 1, column: column - 1, height: 3, width: 3, part: "kernel" }]}
      {...(drawing ? { onPaint: model.source.paint } : {})}
    />
  );
}

/** The headings of the columns, once for all filters. */
function Headings({ model, cell }: { readonly model: FullLayerModel; readonly cell: number }): JSX.Element {
  const map = `${cell * model.source.size + 1}px`;
  return (
    <div class="fig-full-layer-row fig-full-layer-headings" style={{ "--map": map }} aria-hidden="true">
      <Heading part="kernel">filter and bias</Heading>
      {STAGES.map((stage) => (
        <Heading key={stage} part="output">
          {stageTitle(model, stage)}
        </Heading>
      ))}
    </div>
  );
}

function Heading(props: { readonly part: Part; readonly children: ComponentChildren }): JSX.Element {
  return <p class={`fig-title fig-as-${props.part}`}>{props.children}</p>;
}

function stageTitle(model: FullLayerModel, stage: Stage): string {
  switch (stage) {
    case "convolved":
      return "convolution";
    case "preActivation":
      return "+ bias";
    case "output":
      return model.activation.value.label;
  }
}

function FilterRow(props: {
  readonly model: FullLayerModel;
  readonly filter: Filter;
  readonly index: number;
  readonly cell: number;
  readonly wide: boolean;
}): JSX.Element {
  const { model, filter, index, cell, wide } = props;
  return (
    <div class="fig-full-layer-row" style={{ "--map": `${cell * model.source.size + 1}px` }}>
      <div class="fig-full-layer-filter">
        <Select
          label={`Filter ${index + 1}`}
          hiddenLabel={wide}
          value={filter.name}
          options={[
            ...KERNEL_NAMES.map((value) => ({ value, label: NAMED_KERNELS[value].label })),
            { value: "own" as const, label: "Your own" },
          ]}
          onChange={(name) =>
            model.change(index, name === "own" ? { name } : { name, kernel: NAMED_KERNELS[name].kernel })
          }
        />
        <Grid
          name={`kernel-${index}`}
          label={`Filter ${index + 1}, ${filterLabel(filter)}`}
          part="kernel"
          values={volume(3, 3, 1, filter.kernel.values)}
          cell={KERNEL_CELL}
          numbers
          format={formatWeight}
          onEdit={(place, value) => model.changeWeight(index, place, value)}
        />
        <Slider
          label="Bias"
          value={filter.bias}
          low={LOWEST_BIAS}
          high={HIGHEST_BIAS}
          step={0.1}
          format={(value) => formatNumber(value, 1)}
          onChange={(bias) => model.change(index, { bias })}
        />
      </div>
      {STAGES.map((stage) => (
        <StageMap key={stage} model={model} stage={stage} filter={index} cell={cell} titled={!wide} />
      ))}
    </div>
  );
}

function StageMap(props: {
  readonly model: FullLayerModel;
  readonly stage: Stage;
  readonly filter: number;
  readonly cell: number;
  readonly titled: boolean;
}): JSX.Element {
  const { model, stage, filter, cell } = props;
  const values = model.layer.value[stage];
  const { place, chosen, pointed, actions } = model;
  const here = place.value.filter === filter;
  const title = stageTitle(model, stage);
  const grid = {
    name: `${stage}-${filter}`,
    label: `Map ${filter + 1}, ${title}`,
    part: "output" as const,
    values,
    channel: filter,
    span: spanOf(model, stage),
    cell,
    numbers: false,
    current: here ? place.value : null,
    onPoint: (at: { row: number; column: number } | null) => {
      pointed.value = at === null ? null : { filter, ...at };
    },
    onChoose: (at: { row: number; column: number }) => {
      pointed.value = null;
      chosen.value = { filter, ...at };
      actions.value += 1;
    },
  };
  return props.titled ? <TitledGrid {...grid} title={title} /> : <Grid {...grid} />;
}

/** Sums with and without bias share one scale, so that the shift is seen; the output has its own. */
function spanOf(model: FullLayerModel, stage: Stage): number {
  const { convolved, preActivation, output } = model.layer.value;
  return stage === "output"
    ? largestMagnitude(output)
    : Math.max(largestMagnitude(convolved), largestMagnitude(preActivation));
}

function Sum({ model }: { readonly model: FullLayerModel }): JSX.Element {
  const { filter, row, column } = model.place.value;
  const biased = valueAt(model.layer.value.preActivation, row, column, filter);
  const output = valueAt(model.layer.value.output, row, column, filter);
  return (
    <div class="fig-full-layer-sum">
      <Arithmetic
        result={biased}
        products={model.terms.value}
        bias={model.filters.value[filter]?.bias ?? 0}
        formatWeight={formatWeight}
      />
      <p class="fig-arithmetic">
        <Coloured part="output" value={output} /> = {model.activation.value.label}({formatNumber(biased)})
        <Legend model={model} />
      </p>
    </div>
  );
}

function Legend({ model }: { readonly model: FullLayerModel }): JSX.Element {
  const { low } = extent(model.layer.value.preActivation);
  const output = extent(model.layer.value.output);
  return (
    <span class="fig-full-layer-legend">
      <small>sums</small> <Scale part="output" span={spanOf(model, "convolved")} signed={low < 0} />
      <small>output</small> <Scale part="output" span={spanOf(model, "output")} signed={output.low < 0} />
    </span>
  );
}

function filterLabel(filter: Filter): string {
  return filter.name === "own" ? "your own" : NAMED_KERNELS[filter.name].label;
}

/** The share of a map that still answers. */
function answering(model: FullLayerModel, filter: number): number {
  const { values } = channelOf(model.layer.value.output, filter);
  return values.reduce((count, value) => count + (value > 0 ? 1 : 0), 0) / values.length;
}

function countWords(model: FullLayerModel): string {
  const count = model.filters.value.length;
  const parts = model.filters.value.map((_, index) => `${Math.round(answering(model, index) * 100)}\u202f%`);
  const size =
    `${count} filters of 3 × 3 weights with a bias each: ${count}·(9 + 1) = ${count * 10} parameters. ` +
    `The layer’s output is 28 × 28 × ${count}`;
  // Of a sigmoid or a softplus all answers are more than 0.
  if (model.activation.value.value(-1) > 0) return `${size}.`;
  return `${size}; ${parts.slice(0, -1).join(", ")} and ${parts.at(-1)} of its maps answer with more than 0.`;
}

function describe(model: FullLayerModel): string {
  const { filter, row, column } = model.place.value;
  const { convolved, preActivation, output } = model.layer.value;
  const sum = valueAt(convolved, row, column, filter);
  const bias = model.filters.value[filter]?.bias ?? 0;
  const filters = model.filters.value
    .map((one, index) => `filter ${index + 1} ${filterLabel(one)}, bias ${formatNumber(one.bias)}`)
    .join("; ");
  return (
    `${model.source.name.value} through ${filters}; activation ${model.activation.value.label}. ` +
    `Map ${filter + 1}, row ${row + 1}, column ${column + 1}: ${sayArithmetic(sum, model.terms.value, formatWeight)}; ` +
    `with the bias ${formatNumber(bias)} it is ${formatNumber(valueAt(preActivation, row, column, filter))}, ` +
    `and after ${model.activation.value.label} ${formatNumber(valueAt(output, row, column, filter))}. ${countWords(model)}`
  );
}
