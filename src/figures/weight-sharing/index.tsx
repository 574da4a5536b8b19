import { computed, type ReadonlySignal, type Signal, signal, useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import * as v from "valibot";
import { wholeNumber } from "../attributes.ts";
import type { FirstHeight, Mount } from "../figure.ts";
import {
  elementCount,
  type LayerCost,
  layerCost,
  locallyConnectedCost,
  type Shape,
} from "../maths/layer-cost.ts";
import { Controls, Segments, Select, Slider } from "../parts/controls/controls.tsx";
import { Figure, mountFigure, useAnnounceAfter, useFigure } from "../parts/figure-host.tsx";
import { formatCount } from "../parts/text/format.ts";
import "./style.css";
import { CELLS, type Focus, TAPS, WIRINGS, type Wiring } from "./connections.ts";
import { sayWiring, WiringDrawing } from "./wiring-drawing.tsx";

/** The layer whose parameters are counted at the start: side and channels of its input, its filters and their side. */
export const attributes = v.strictObject({
  image: wholeNumber("image", 8, 224, 28),
  channels: wholeNumber("channels", 1, 64, 1),
  filters: wholeNumber("filters", 1, 256, 4),
  kernel: wholeNumber("kernel", 1, 11, 7),
});
type Sizes = v.InferOutput<typeof attributes>;

export const height: FirstHeight<Sizes> = () => ({ wide: 551, narrow: 1095 });

/** Weight sharing: what a dense layer, local windows and a convolution have to learn. */
export const mount: Mount<Sizes> = (host, chosen, context) =>
  mountFigure(host, context, <WeightSharing start={chosen} />);

const LABELS: Readonly<Record<Wiring, string>> = {
  dense: "dense layer",
  local: "local windows",
  convolution: "convolution",
};
const IDEAS: Readonly<Record<Wiring, string>> = {
  dense: "Every output has a weight for every input.",
  local: "An output sees its neighbourhood only, with weights of its own.",
  convolution: "All outputs use the same few weights.",
};

interface Model {
  readonly sizes: Signal<Sizes>;
  readonly costs: ReadonlySignal<Readonly<Record<Wiring, LayerCost>>>;
  readonly focusKind: Signal<Focus["kind"]>;
  readonly output: Signal<number>;
  readonly tap: Signal<number>;
  readonly focus: ReadonlySignal<Focus>;
  readonly changes: Signal<number>;
}

function createModel(start: Sizes): Model {
  const sizes = signal(start);
  const focusKind = signal<Focus["kind"]>("output");
  const output = signal(Math.floor(CELLS / 2));
  const tap = signal(0);
  return {
    sizes,
    costs: computed(() => costsOf(sizes.value)),
    focusKind,
    output,
    tap,
    focus: computed(() =>
      focusKind.value === "output"
        ? { kind: "output", output: output.value }
        : { kind: "weight", output: Math.max(1, Math.min(CELLS - 2, output.value)), tap: tap.value },
    ),
    changes: signal(0),
  };
}

/** All three layers take the same input to the same output. */
function costsOf({ image, channels, filters, kernel }: Sizes): Readonly<Record<Wiring, LayerCost>> {
  const input: Shape = { height: image, width: image, channels };
  const conv = { type: "conv", filters, kernel, stride: 1, padding: "same" } as const;
  const convolution = layerCost(input, conv);
  return {
    dense: layerCost(input, { type: "dense", units: elementCount(convolution.output) }),
    local: locallyConnectedCost(input, conv),
    convolution,
  };
}

function WeightSharing({ start }: { readonly start: Sizes }): JSX.Element {
  const model = useMemo(() => createModel(start), [start]);
  const words = useComputed(() => describe(model));
  const counted = useComputed(() => describeCosts(model));
  useAnnounceAfter(model.changes.value, counted.value);
  return (
    <Figure label="Weight sharing" now={words.value}>
      <FocusControls model={model} />
      <Wirings model={model} />
      <SizeControls model={model} />
      <Costs model={model} />
    </Figure>
  );
}

function FocusControls({ model }: { readonly model: Model }): JSX.Element {
  const { focusKind, output, tap } = model;
  return (
    <Controls>
      <Segments
        label="What is marked"
        value={focusKind.value}
        options={[
          { value: "output", label: "What one output sees" },
          { value: "weight", label: "Where one weight is used" },
        ]}
        onChange={(kind) => {
          focusKind.value = kind;
        }}
      />
      {focusKind.value === "output" ? (
        <Slider
          label="Output"
          value={output.value + 1}
          low={1}
          high={CELLS}
          onChange={(value) => {
            output.value = value - 1;
          }}
        />
      ) : (
        <Slider
          label="Weight"
          value={tap.value + 1}
          low={1}
          high={TAPS}
          onChange={(value) => {
            tap.value = value - 1;
          }}
        />
      )}
    </Controls>
  );
}

function Wirings({ model }: { readonly model: Model }): JSX.Element {
  const { width } = useFigure();
  const each = width.value < 600 ? Math.min(width.value, 420) : Math.floor((width.value - 48) / 3);
  return (
    <div class="fig-wirings">
      {WIRINGS.map((wiring) => (
        <div key={wiring} style={{ width: `${each}px` }}>
          <p class="fig-title">{LABELS[wiring]}</p>
          <WiringDrawing
            wiring={wiring}
            width={each}
            focus={model.focus.value}
            onPoint={(output) => {
              model.output.value = output;
            }}
          />
          <p class="fig-remark">
            {IDEAS[wiring]} {capital(sayWiring(wiring, model.focus.value))}.
          </p>
        </div>
      ))}
    </div>
  );
}

const CHOICES = {
  channels: [1, 3, 16, 64],
  filters: [1, 4, 16, 64, 256],
  kernel: [1, 3, 5, 7, 11],
} as const;

function SizeControls({ model }: { readonly model: Model }): JSX.Element {
  const { sizes, changes } = model;
  const change = (to: Partial<Sizes>) => {
    sizes.value = { ...sizes.value, ...to };
    changes.value += 1;
  };
  return (
    <Controls>
      <Slider
        label="Image"
        value={sizes.value.image}
        low={8}
        high={224}
        step={4}
        format={(value) => `${value} × ${value}`}
        onChange={(image) => change({ image })}
      />
      <NumberChoice label="Channels" name="channels" sizes={sizes.value} onChange={change} />
      <NumberChoice label="Filters" name="filters" sizes={sizes.value} onChange={change} />
      <NumberChoice label="Kernel" name="kernel" sizes={sizes.value} onChange={change} />
    </Controls>
  );
}

function NumberChoice(props: {
  readonly label: string;
  readonly name: keyof typeof CHOICES;
  readonly sizes: Sizes;
  readonly onChange: (to: Partial<Sizes>) => void;
}): JSX.Element {
  const { label, name, sizes, onChange } = props;
  const offered = [...new Set([...CHOICES[name], sizes[name]])].toSorted((a, b) => a - b);
  return (
    <Select
      label={label}
      value={String(sizes[name])}
      options={offered.map((value) => ({
        value: String(value),
        label: name === "kernel" ? `${value} × ${value}` : String(value),
      }))}
      onChange={(value) => onChange({ [name]: Number(value) })}
    />
  );
}

/** Powers of ten that the bars reach at most: 224 × 224 × 64 into 256 maps, dense. */
const DECADES = 14;

function Costs({ model }: { readonly model: Model }): JSX.Element {
  const costs = model.costs.value;
  const { sizes } = model;
  return (
    <table class="fig-costs">
      <caption class="fig-hidden">
        Parameters and multiplications of three layers with the same input and output
      </caption>
      <thead>
        <tr>
          <th scope="col">layer</th>
          <th scope="col" class="fig-figure-cell">
            parameters
          </th>
          <th scope="col" class="fig-figure-cell fig-wide-only">
            multiplications
          </th>
          <th scope="col" class="fig-cost-scale">
            each line: ten times more
          </th>
        </tr>
      </thead>
      <tbody>
        {WIRINGS.map((wiring) => (
          <tr key={wiring}>
            <th scope="row">
              {LABELS[wiring]}
              <small class="fig-cost-formula">{formula(wiring, sizes.value, costs[wiring])}</small>
            </th>
            <td class="fig-figure-cell">
              <b>{formatCount(costs[wiring].parameters)}</b>
              <small>{comparison(wiring, costs)}</small>
            </td>
            <td class="fig-figure-cell fig-wide-only">{formatCount(costs[wiring].multiplyAccumulates)}</td>
            <td class="fig-cost-scale">
              <span
                class="fig-cost-bar"
                aria-hidden="true"
                style={{ width: `${(Math.log10(costs[wiring].parameters) / DECADES) * 100}%` }}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Weights and biases, written out. */
function formula(wiring: Wiring, { image, channels, filters, kernel }: Sizes, { output }: LayerCost): string {
  const maps = `${output.height > 1 ? `${image}·${image}` : ""}·${filters}`;
  switch (wiring) {
    case "dense":
      return `(${image}·${image}·${channels}) · (${image}·${image}·${filters}) + ${image}·${image}·${filters}`;
    case "local":
      return `(${kernel}·${kernel}·${channels}) · (${maps}) + ${maps}`;
    case "convolution":
      return `(${kernel}·${kernel}·${channels}) · ${filters} + ${filters}`;
  }
}

function comparison(wiring: Wiring, costs: Readonly<Record<Wiring, LayerCost>>): string {
  if (wiring === "convolution") return "";
  const times = costs[wiring].parameters / costs.convolution.parameters;
  return `${formatCount(Math.round(times))} times the convolution`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function describeCosts({ sizes, costs }: Model): string {
  const { image, channels, filters, kernel } = sizes.value;
  const counts = WIRINGS.map((wiring) => `${LABELS[wiring]} ${formatCount(costs.value[wiring].parameters)}`);
  return (
    `Image ${image} × ${image} × ${channels}, ${filters} filters of ${kernel} × ${kernel}. ` +
    `Parameters: ${counts.join(", ")}.`
  );
}

function describe(model: Model): string {
  const drawn = WIRINGS.map(
    (wiring) => `${capital(LABELS[wiring])}: ${sayWiring(wiring, model.focus.value)}.`,
  );
  return `${CELLS} inputs and ${CELLS} outputs along one axis. ${drawn.join(" ")} ${describeCosts(model)}`;
}
