import { computed, type ReadonlySignal, type Signal, signal, useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import * as v from "valibot";
import "./style.css";
import { choice } from "../attributes.ts";
import type { FirstHeight, Mount, ReservedHeight } from "../figure.ts";
import { Button, Controls, Select } from "../parts/controls/controls.tsx";
import { Figure, mountFigure, useAnnounceAfter, useFigure } from "../parts/figure-host.tsx";
import { formatCount } from "../parts/text/format.ts";
import { type Analysis, analyse, layerWords, shapeWords } from "./analysis.ts";
import { ARCHITECTURE_NAMES, ARCHITECTURES, type ArchitectureName, type Network } from "./definitions.ts";
import { InputEditor, LayerEditor } from "./layer-editor.tsx";
import { LayerSums } from "./layer-sums.tsx";
import { LayerTable, shortCount } from "./layer-table.tsx";
import { Panorama } from "./panorama.tsx";

/** `network`: the one that is shown first. */
export const attributes = v.strictObject({ network: choice("network", ARCHITECTURE_NAMES, "lenet-5") });
type Attributes = v.InferOutput<typeof attributes>;

export const height: FirstHeight<Attributes> = ({ network }) => HEIGHTS[network];

/** A row of the table for each layer. */
const HEIGHTS: Readonly<Record<ArchitectureName, ReservedHeight>> = {
  lecture: { wide: 855, narrow: 970 },
  "lenet-5": { wide: 960, narrow: 1195 },
  alexnet: { wide: 1054, narrow: 1538 },
  "alexnet-grouped": { wide: 1054, narrow: 1538 },
  "vgg-16": { wide: 1340, narrow: 2171 },
};

/** Known networks as volumes to scale, with every number computed from their definition, which can be changed. */
export const mount: Mount<Attributes> = (host, chosen, context) =>
  mountFigure(host, context, <Architectures attributes={chosen} />);

const MOST_LAYERS = 30;

interface Model {
  readonly name: Signal<ArchitectureName>;
  readonly network: Signal<Network>;
  readonly changed: ReadonlySignal<boolean>;
  readonly analysis: ReadonlySignal<Analysis>;
  /** 0 is the input, then the layers. */
  readonly selected: Signal<number>;
  readonly pointed: Signal<number | null>;
  readonly actions: Signal<number>;
}

function createModel(chosen: Attributes): Model {
  const name = signal<ArchitectureName>(chosen.network);
  const network = signal<Network>(ARCHITECTURES[chosen.network]);
  return {
    name,
    network,
    changed: computed(() => network.value !== ARCHITECTURES[name.value]),
    analysis: computed(() => analyse(network.value)),
    selected: signal(1),
    pointed: signal(null),
    actions: signal(0),
  };
}

function select(model: Model, index: number): void {
  model.selected.value = Math.max(0, Math.min(index, model.network.value.layers.length));
  model.actions.value += 1;
}

function changeNetwork(model: Model, network: Network, selected = model.selected.value): void {
  model.network.value = network;
  model.pointed.value = null;
  select(model, selected);
}

/** The network with some layers at a place taken out and others put there. */
function splice(network: Network, place: number, taken: number, put: Network["layers"]): Network {
  return { input: network.input, layers: network.layers.toSpliced(place, taken, ...put) };
}

function Architectures(props: { readonly attributes: Attributes }): JSX.Element {
  const model = useMemo(() => createModel(props.attributes), [props.attributes]);
  const words = useComputed(() => describe(model));
  const { width } = useFigure();
  useAnnounceAfter(model.actions.value, words.value);
  const looks = {
    analysis: model.analysis.value,
    selected: model.selected.value,
    pointed: model.pointed.value,
    onPoint: (index: number | null) => {
      model.pointed.value = index;
    },
    onSelect: (index: number) => select(model, index),
  };
  return (
    <Figure label="Architectures of convolutional networks" now={words.value}>
      <Controls>
        <Select
          label="Network"
          value={model.name.value}
          options={ARCHITECTURE_NAMES.map((value) => ({ value, label: ARCHITECTURES[value].label }))}
          onChange={(name) => {
            model.name.value = name;
            changeNetwork(model, ARCHITECTURES[name], 1);
          }}
        />
        <Button
          disabled={!model.changed.value}
          onClick={() => changeNetwork(model, ARCHITECTURES[model.name.value], 1)}
        >
          Undo my changes
        </Button>
      </Controls>
      <Panorama {...looks} width={width.value} />
      <ChosenLayer model={model} />
      <LayerTable {...looks} compact={width.value < 520} />
      <p class="fig-remark">
        {model.changed.value ? "A network of your own. " : `${ARCHITECTURES[model.name.value].remark} `}
        {whereWords(model.analysis.value)}
      </p>
    </Figure>
  );
}

/** The chosen layer: how its numbers come about, and the controls that change it. */
function ChosenLayer({ model }: { readonly model: Model }): JSX.Element {
  const network = model.network.value;
  const place = model.selected.value - 1;
  const named = network.layers[place];
  const analysed = model.analysis.value.layers[place];
  if (named === undefined || analysed === undefined) {
    return (
      <div class="fig-chosen-layer">
        <p class="fig-chosen-name">
          <b>input</b> <small>{shapeWords(network.input)}</small>
        </p>
        <Controls>
          <InputEditor
            input={network.input}
            onChange={(input) => changeNetwork(model, { input, layers: network.layers })}
          />
        </Controls>
      </div>
    );
  }
  return (
    <div class="fig-chosen-layer">
      <p class="fig-chosen-name">
        <b>{named.name}</b> <small>{layerWords(named)}</small>
      </p>
      {analysed.state === "counted" && <LayerSums layer={analysed} />}
      {analysed.state === "impossible" && <p class="fig-fault">{analysed.reason}</p>}
      {analysed.state === "unknown" && (
        <p class="fig-fault">A layer before this one is impossible: mend that one first.</p>
      )}
      <Controls>
        <LayerEditor
          named={named}
          onChange={(changed) => changeNetwork(model, splice(network, place, 1, [changed]))}
        />
        <Button
          disabled={network.layers.length >= MOST_LAYERS}
          onClick={() =>
            changeNetwork(
              model,
              splice(network, place + 1, 0, [{ ...named, name: nextName(network, named.name) }]),
              place + 2,
            )
          }
        >
          Add one like it
        </Button>
        <Button
          disabled={network.layers.length <= 1}
          onClick={() => changeNetwork(model, splice(network, place, 1, []), place + 1)}
        >
          Remove
        </Button>
      </Controls>
    </div>
  );
}

/** A name that no layer has yet: conv1′, conv1″ … */
function nextName(network: Network, name: string): string {
  const names = network.layers.map((layer) => layer.name);
  let next = `${name}′`;
  while (names.includes(next)) next += "′";
  return next;
}

function percent(part: number): string {
  return `${Math.round(part * 100)}\u202f%`;
}

function whereWords(analysis: Analysis): string {
  if (!analysis.complete) return "As it stands it cannot be built: one of its layers does not fit.";
  return `${percent(analysis.denseParameters)} of the parameters lie in dense layers, ${percent(
    1 - analysis.denseMultiplyAccumulates,
  )} of the multiply–accumulates in convolutions.`;
}

function describe(model: Model): string {
  const analysis = model.analysis.value;
  const name = model.changed.value ? "Your own network" : ARCHITECTURES[model.name.value].label;
  const chosen = analysis.layers[model.selected.value - 1];
  const whole =
    `${name}: input ${shapeWords(analysis.input)}, ${analysis.layers.length} layers, ` +
    `${formatCount(analysis.parameters)} parameters, ${shortCount(analysis.multiplyAccumulates)} multiply–accumulates. ${whereWords(analysis)}`;
  if (chosen === undefined) return `${whole} Chosen: the input.`;
  const head = `${whole} Chosen: ${chosen.named.name}, ${layerWords(chosen.named)}`;
  switch (chosen.state) {
    case "counted":
      return (
        `${head}, from ${shapeWords(chosen.input)} to ${shapeWords(chosen.cost.output)}, ` +
        `${formatCount(chosen.cost.parameters)} parameters, ${formatCount(chosen.cost.multiplyAccumulates)} multiply–accumulates.`
      );
    case "impossible":
      return `${head}. ${chosen.reason}`;
    case "unknown":
      return `${head}. A layer before it is impossible.`;
  }
}
