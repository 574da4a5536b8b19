import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { FigureModel } from "../figure.ts";
import { createSelection } from "../parts/selection.ts";
import {
  buildStack,
  POOL,
  STACKS,
  type Stack,
  type StackLayer,
  type StackName,
  THREE_BY_THREE,
} from "./stack.ts";
import { atLevel, existing, middleOfTop, type Unit } from "./unit.ts";

export interface ReceptiveFieldAttributes {
  /** Cells along a side of the input. */
  readonly input: number;
  /** The layers at the start. */
  readonly stack: StackName;
}

export interface ReceptiveFieldModel extends FigureModel {
  readonly layers: ReadonlySignal<readonly StackLayer[]>;
  readonly stack: ReadonlySignal<Stack>;
  /** The unit whose receptive field is shown: the one under the pointer or the chosen one. */
  readonly unit: ReadonlySignal<Unit>;
  /** The index of the layer that the controls change: the one below the unit. */
  readonly selectedLayer: ReadonlySignal<number>;
  point(unit: Unit | null): void;
  choose(unit: Unit): void;
  /** Chooses the unit at about the same position of another level. */
  chooseLevel(level: number): void;
  chooseStack(name: StackName): void;
  /** Changes the selected layer. */
  changeLayer(changed: Partial<StackLayer>): void;
  setLayerType(type: StackLayer["type"]): void;
  addLayer(): void;
  /** Removes the selected layer. */
  removeLayer(): void;
}

export const MOST_LAYERS = 5;

export function createReceptiveFieldModel(attributes: ReceptiveFieldAttributes): ReceptiveFieldModel {
  const layers = signal(STACKS[attributes.stack].layers);
  const stack = computed(() => buildStack(attributes.input, layers.value));
  const selection = createSelection(middleOfTop(stack.value));
  const unit = computed(() => existing(stack.value, selection.current.value));
  const selectedLayer = computed(() => Math.max(0, unit.value.level - 1));
  const interactions = signal(0);
  const choose = (to: Unit) => {
    selection.choose(to);
    interactions.value += 1;
  };
  const setLayers = (to: readonly StackLayer[]) => {
    layers.value = to;
    choose(middleOfTop(stack.value));
  };
  const changeLayer = (changed: Partial<StackLayer>) => {
    const [index, { level, row, column }] = [selectedLayer.value, unit.value];
    layers.value = layers.value.map((layer, other) => (other === index ? { ...layer, ...changed } : layer));
    choose(existing(stack.value, { level: Math.max(1, level), row, column }));
  };
  return {
    interactions,
    layers,
    stack,
    unit,
    selectedLayer,
    point: selection.point,
    choose,
    chooseLevel: (level) => choose(atLevel(stack.value, unit.value, level)),
    chooseStack: (name) => setLayers(STACKS[name].layers),
    changeLayer,
    setLayerType: (type) => changeLayer(type === "pool" ? POOL : { type, kernel: 3, stride: 1 }),
    addLayer: () => setLayers([...layers.value, THREE_BY_THREE]),
    removeLayer: () => setLayers(layers.value.toSpliced(selectedLayer.value, 1)),
  };
}
