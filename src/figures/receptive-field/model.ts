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
  /** The chosen level, 0 for the input. It is not there to be drawn if its layer does not fit. */
  readonly level: ReadonlySignal<number>;
  /** The index of the layer that the controls change: the one below the chosen level. */
  readonly selectedLayer: ReadonlySignal<number>;
  point(unit: Unit | null): void;
  choose(unit: Unit): void;
  /** Chooses a level, and the unit at about the same position of it, or of the highest level that is there. */
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
  const { chooseTop, ...choice } = createUnitChoice(layers, stack);
  const { unit, level, selectedLayer, choose, chooseLevel } = choice;
  /** Shows the middle of the highest level, and selects level `to` of the new stack. */
  const setLayers = (next: readonly StackLayer[], to: number) => {
    layers.value = next;
    chooseTop();
    chooseLevel(to);
  };
  const changeLayer = (changed: Partial<StackLayer>) => {
    const [index, { row, column }] = [selectedLayer.value, unit.value];
    layers.value = layers.value.map((layer, other) => (other === index ? { ...layer, ...changed } : layer));
    // The unit is shown as soon as its level is there.
    choose({ level: index + 1, row, column });
  };
  const chooseStack = (name: StackName) => {
    const next = STACKS[name].layers;
    // The highest level, or the first that is not there.
    setLayers(next, Math.min(next.length, buildStack(attributes.input, next).levels.length));
  };
  return {
    ...choice,
    layers,
    stack,
    chooseStack,
    changeLayer,
    setLayerType: (type) => changeLayer(type === "pool" ? POOL : { type, kernel: 3, stride: 1 }),
    addLayer: () => setLayers([...layers.value, THREE_BY_THREE], layers.value.length + 1),
    removeLayer: () => setLayers(layers.value.toSpliced(selectedLayer.value, 1), level.value),
  };
}

/** The chosen level and unit. */
function createUnitChoice(
  layers: ReadonlySignal<readonly StackLayer[]>,
  stack: ReadonlySignal<ReturnType<typeof buildStack>>,
) {
  const selection = createSelection(middleOfTop(stack.value));
  const unit = computed(() => existing(stack.value, selection.current.value));
  const level = signal(Math.min(layers.value.length, stack.value.levels.length));
  const interactions = signal(0);
  return {
    interactions,
    unit,
    level,
    selectedLayer: computed(() => Math.max(0, level.value - 1)),
    point: selection.point,
    choose(to: Unit): void {
      level.value = to.level;
      selection.choose(to);
      interactions.value += 1;
    },
    chooseLevel(to: number): void {
      const target = Math.max(0, Math.min(layers.value.length, to));
      selection.choose(atLevel(stack.value, unit.value, target));
      level.value = target;
      interactions.value += 1;
    },
    /** The unit in the middle of the highest level. */
    chooseTop: (): void => selection.choose(middleOfTop(stack.value)),
  };
}
