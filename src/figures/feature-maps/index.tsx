import { computed, type ReadonlySignal, type Signal, signal, useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import * as v from "valibot";
import { wholeNumber } from "../attributes.ts";
import { type ConvolutionOptions, crossCorrelate, termsAt } from "../maths/cross-correlate.ts";
import { stackFilters } from "../maths/filters.ts";
import { type Kernel, withWeight } from "../maths/kernel.ts";
import { KERNEL_NAMES, type KernelName, NAMED_KERNELS } from "../maths/named-kernels.ts";
import { padAll } from "../maths/padding.ts";
import { channelOf, extent, type Position, type Volume, valueAt, volume } from "../maths/volume.ts";
import "./style.css";
import type { FigureContext, FirstHeight, Mount } from "../figure.ts";
import { Controls, Select, Stepper } from "../parts/controls/controls.tsx";
import { Figure, mountFigure, useAnnounceAfter, useFigure } from "../parts/figure-host.tsx";
import { cellSize, Grid, TitledGrid } from "../parts/grid/grid.tsx";
import { ImageChooser } from "../parts/image/image-chooser.tsx";
import { createImageSource, type ImageSource } from "../parts/image/image-source.ts";
import { Scale } from "../parts/image/scale.tsx";
import { Arithmetic, sayArithmetic } from "../parts/text/arithmetic.tsx";
import { formatNumber, formatWeight } from "../parts/text/format.ts";

const MOST_FILTERS = 6;

/** How many filters there are at the start. */
export const attributes = v.strictObject({ filters: wholeNumber("filters", 1, MOST_FILTERS, 4) });
type Attributes = v.InferOutput<typeof attributes>;

export const height: FirstHeight<Attributes> = () => ({ wide: 607, narrow: 1198 });

/** Feature maps: a bank of filters, each with the map that it makes of the same image. */
export const mount: Mount<Attributes> = (host, chosen, context) =>
  mountFigure(host, context, <FeatureMaps attributes={chosen} context={context} />);

type FilterName = KernelName | "own";
interface Filter {
  readonly name: FilterName;
  readonly kernel: Kernel;
}

const FIRST_FILTERS: readonly KernelName[] = ["sobel-x", "sobel-y", "blur", "edges", "sharpen", "emboss"];
/** As many zeros on each side as a 3 × 3 kernel needs to keep the size. */
const SLIDING: ConvolutionOptions = { padding: padAll(1) };

interface Model {
  readonly source: ImageSource;
  /** All that were ever there, so that a filter taken away comes back as it was. */
  readonly filters: Signal<readonly Filter[]>;
  readonly count: Signal<number>;
  /** [height, width, count]: one map a channel. */
  readonly maps: ReadonlySignal<Volume>;
  readonly place: Signal<Position>;
  readonly pointed: Signal<Position | null>;
  readonly current: ReadonlySignal<Position>;
  /** The filter whose sum is written out. */
  readonly filter: Signal<number>;
  readonly changes: Signal<number>;
}

function createModel({ filters: count }: Attributes, context: FigureContext): Model {
  const source = createImageSource(context);
  const filters = signal<readonly Filter[]>(
    FIRST_FILTERS.map((name) => ({ name, kernel: NAMED_KERNELS[name].kernel })),
  );
  const shown = signal(count);
  const place = signal<Position>({ row: 15, column: 14 });
  const pointed = signal<Position | null>(null);
  return {
    source,
    filters,
    count: shown,
    maps: computed(() =>
      crossCorrelate(
        source.image.value,
        stackFilters(filters.value.slice(0, shown.value).map(({ kernel }) => kernel)),
        SLIDING,
      ),
    ),
    place,
    pointed,
    current: computed(() => pointed.value ?? place.value),
    filter: signal(0),
    changes: signal(0),
  };
}

function FeatureMaps(props: {
  readonly attributes: Attributes;
  readonly context: FigureContext;
}): JSX.Element {
  const model = useMemo(
    () => createModel(props.attributes, props.context),
    [props.attributes, props.context],
  );
  const { count, changes, source, maps } = model;
  const words = useComputed(() => describe(model));
  useAnnounceAfter(changes.value, describeMap(model, model.filter.value));
  const { height, width } = source.image.value;
  return (
    <Figure label="Filters and their feature maps" now={words.value}>
      <ImageChooser source={source} />
      <Layout model={model} />
      <div class="fig-feature-sum">
        <Sum model={model} />
      </div>
      <Controls>
        <Stepper
          label="Filters"
          value={count.value}
          low={1}
          high={MOST_FILTERS}
          onChange={(to) => {
            count.value = to;
            model.filter.value = Math.min(model.filter.value, to - 1);
          }}
        />
        <span class="fig-remark">
          <b class="fig-as-input">
            {height} × {width} × 1
          </b>{" "}
          →{" "}
          <b class="fig-as-output">
            {maps.value.height} × {maps.value.width} × {maps.value.channels}
          </b>
          : one feature map for each filter.
        </span>
      </Controls>
    </Figure>
  );
}

function Layout({ model }: { readonly model: Model }): JSX.Element {
  const { width } = useFigure();
  const narrow = width.value < 600;
  const { source, count } = model;
  const side = source.image.value.width;
  const mapCell = narrow
    ? cellSize((width.value - 20) / 2, side, 7)
    : cellSize((width.value * 0.71 - 22) / 2 - 100, side, 6);
  const imageCell = narrow ? cellSize(width.value, side, 7) : cellSize(width.value * 0.27, side, 8);
  return (
    <div class={`fig-feature-maps${narrow ? " fig-narrow" : ""}`}>
      <TitledGrid
        title={
          <>
            image{" "}
            <small>
              {side} × {side}
            </small>
          </>
        }
        name="image"
        label={`Image, ${source.name.value}, ${side} × ${side}`}
        part="input"
        values={source.image.value}
        span={255}
        cell={imageCell}
        numbers={false}
        windows={[
          {
            row: model.current.value.row - 1,
            column: model.current.value.column - 1,
            height: 3,
            width: 3,
            part: "kernel",
          },
        ]}
        {...(source.kind.value === "drawing"
          ? { onPaint: source.paint }
          : {
              onPoint: (place: Position | null) => {
                model.pointed.value = place;
              },
              onChoose: (place: Position) => {
                model.place.value = place;
              },
            })}
      />
      <div class="fig-filter-cards">
        {model.filters.value.slice(0, count.value).map((filter, index) => (
          <FilterCard key={index} model={model} filter={filter} index={index} cell={mapCell} />
        ))}
      </div>
    </div>
  );
}

function FilterCard(props: {
  readonly model: Model;
  readonly filter: Filter;
  readonly index: number;
  readonly cell: number;
}): JSX.Element {
  const { model, filter, index, cell } = props;
  const { maps, current } = model;
  const map = useMemo(() => channelOf(maps.value, index), [maps.value, index]);
  const { low, high } = extent(map);
  const span = Math.max(-low, high);
  const weights = useMemo(() => volume(3, 3, 1, filter.kernel.values), [filter]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a visible legend and brings a form's looks.
    <div class="fig-filter-card" role="group" aria-label={`Filter ${index + 1}`}>
      <div class="fig-filter-name">
        <Select
          label={`Filter ${index + 1}`}
          value={filter.name}
          options={[
            ...KERNEL_NAMES.map((name) => ({ value: name, label: NAMED_KERNELS[name].label })),
            { value: "own" as const, label: "Your own" },
          ]}
          onChange={(name) =>
            changeFilter(
              model,
              index,
              name === "own" ? { ...filter, name } : { name, kernel: NAMED_KERNELS[name].kernel },
            )
          }
        />
      </div>
      <Grid
        name={`kernel-${index}`}
        label={`Weights of filter ${index + 1}`}
        part="kernel"
        values={weights}
        cell={28}
        numbers
        format={formatWeight}
        onEdit={(place, value) =>
          changeFilter(model, index, {
            name: "own",
            kernel: withWeight(filter.kernel, [place.row, place.column, 0, 0], value),
          })
        }
      />
      <div class="fig-titled">
        <Grid
          name={`map-${index}`}
          label={`Feature map ${index + 1}, ${map.height} × ${map.width}`}
          part="output"
          values={map}
          span={span}
          cell={cell}
          numbers={false}
          current={current.value}
          describe={(place) => describeSum(model, index, place)}
          onPoint={(place) => {
            model.pointed.value = place;
            if (place !== null) model.filter.value = index;
          }}
          onChoose={(place) => {
            model.place.value = place;
            model.filter.value = index;
          }}
        />
        <Scale part="output" span={span} signed={low < 0} />
      </div>
    </div>
  );
}

function changeFilter(model: Model, index: number, to: Filter): void {
  model.filters.value = model.filters.value.with(index, to);
  model.filter.value = index;
  model.changes.value += 1;
}

function Sum({ model }: { readonly model: Model }): JSX.Element {
  const { row, column } = model.current.value;
  const index = model.filter.value;
  return (
    <div>
      <p class="fig-remark">
        Filter {index + 1} at row {row + 1}, column {column + 1}:
      </p>
      <Arithmetic
        result={valueAt(model.maps.value, row, column, index)}
        products={termsOf(model, index, model.current.value)}
        formatWeight={formatWeight}
      />
    </div>
  );
}

function termsOf({ source, filters }: Model, index: number, place: Position) {
  const kernel = filters.value[index]?.kernel;
  return kernel === undefined ? [] : termsAt(source.image.value, kernel, SLIDING, place);
}

function describeSum(model: Model, index: number, place: Position): string {
  const result = valueAt(model.maps.value, place.row, place.column, index);
  const sum = sayArithmetic(result, termsOf(model, index, place), formatWeight);
  return `row ${place.row + 1}, column ${place.column + 1}: ${sum}`;
}

function describeMap({ filters, maps }: Model, index: number): string {
  const { low, high } = extent(channelOf(maps.value, index));
  const name = filters.value[index]?.name ?? "own";
  const label = name === "own" ? "your own" : NAMED_KERNELS[name].label;
  return `Filter ${index + 1}, ${label}: map from ${formatNumber(low)} to ${formatNumber(high)}`;
}

function describe(model: Model): string {
  const { source, count, filter, current } = model;
  const maps = Array.from({ length: count.value }, (_, index) => `${describeMap(model, index)}.`);
  return (
    `Image: ${source.name.value}. ${maps.join(" ")} ` +
    `Looking at filter ${filter.value + 1}, ${describeSum(model, filter.value, current.value)}.`
  );
}
