import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { FigureModel } from "../figure.ts";
import type { Shape } from "../maths/layer-cost.ts";
import { type Analysis, analyse } from "./analysis.ts";
import { ARCHITECTURES, type ArchitectureName, type NamedLayer, type Network } from "./definitions.ts";

export interface ArchitecturesAttributes {
  readonly network: ArchitectureName;
}

export interface ArchitecturesModel extends FigureModel {
  /** The architecture that the network began as. */
  readonly name: ReadonlySignal<ArchitectureName>;
  readonly network: ReadonlySignal<Network>;
  /** Whether the reader has changed the network. */
  readonly isChanged: ReadonlySignal<boolean>;
  readonly analysis: ReadonlySignal<Analysis>;
  /** 0 is the input; layers count from 1. */
  readonly selected: ReadonlySignal<number>;
  readonly pointed: ReadonlySignal<number | null>;
  point(index: number | null): void;
  select(index: number): void;
  chooseNetwork(name: ArchitectureName): void;
  undoChanges(): void;
  setInput(input: Shape): void;
  /** The following change the selected layer; they do nothing while the input is selected. */
  setLayer(layer: NamedLayer): void;
  duplicateLayer(): void;
  removeLayer(): void;
}

export const MOST_LAYERS = 30;

export function createArchitecturesModel(attributes: ArchitecturesAttributes): ArchitecturesModel {
  const name = signal(attributes.network);
  const network = signal<Network>(ARCHITECTURES[attributes.network]);
  const selected = signal(1);
  const pointed = signal<number | null>(null);
  const interactions = signal(0);
  const select = (index: number) => {
    selected.value = Math.max(0, Math.min(index, network.value.layers.length));
    interactions.value += 1;
  };
  const change = (next: Network, selection: number) => {
    network.value = next;
    pointed.value = null;
    select(selection);
  };
  const chooseNetwork = (next: ArchitectureName) => {
    name.value = next;
    change(ARCHITECTURES[next], 1);
  };
  return {
    interactions,
    name,
    network,
    isChanged: computed(() => network.value !== ARCHITECTURES[name.value]),
    analysis: computed(() => analyse(network.value)),
    selected,
    pointed,
    point(index) {
      pointed.value = index;
    },
    select,
    chooseNetwork,
    undoChanges: () => chooseNetwork(name.value),
    ...createLayerChanges(network, selected, change),
  };
}

/** @param change shows another network, and selects one of its layers. */
function createLayerChanges(
  network: ReadonlySignal<Network>,
  selected: ReadonlySignal<number>,
  change: (next: Network, selection: number) => void,
): Pick<ArchitecturesModel, "setInput" | "setLayer" | "duplicateLayer" | "removeLayer"> {
  /** Replaces the selected layer by others, and selects layer `next`. */
  const replaceLayer = (replacement: (layer: NamedLayer) => readonly NamedLayer[], next: number) => {
    const { input, layers } = network.value;
    const layer = layers[selected.value - 1];
    if (layer === undefined) return;
    change({ input, layers: layers.toSpliced(selected.value - 1, 1, ...replacement(layer)) }, next);
  };
  return {
    setInput: (input) => change({ input, layers: network.value.layers }, selected.value),
    setLayer: (layer) => replaceLayer(() => [layer], selected.value),
    duplicateLayer() {
      if (network.value.layers.length >= MOST_LAYERS) return;
      replaceLayer(
        (layer) => [layer, { ...layer, name: nextName(network.value, layer.name) }],
        selected.value + 1,
      );
    },
    removeLayer() {
      if (network.value.layers.length > 1) replaceLayer(() => [], selected.value);
    },
  };
}

/** A name that no layer has yet: conv1′, conv1″ … */
function nextName({ layers }: Network, name: string): string {
  const names = layers.map((layer) => layer.name);
  let next = `${name}′`;
  while (names.includes(next)) next += "′";
  return next;
}
