import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { FigureModel } from "../figure.ts";
import {
  elementCount,
  type LayerCost,
  layerCost,
  locallyConnectedCost,
  type Shape,
} from "../maths/layer-cost.ts";
import { CELLS, type Connectivity, type Focus } from "./connectivity.ts";

/** The layer whose parameters are counted. The image and the kernel are square. */
export interface LayerSizes {
  readonly image: number;
  readonly channels: number;
  readonly filters: number;
  readonly kernel: number;
}

export type LayerCosts = Readonly<Record<Connectivity, LayerCost>>;

export interface WeightSharingModel extends FigureModel {
  readonly sizes: ReadonlySignal<LayerSizes>;
  readonly costs: ReadonlySignal<LayerCosts>;
  /** What is highlighted in the drawings. */
  readonly focus: ReadonlySignal<Focus>;
  readonly focusType: ReadonlySignal<Focus["type"]>;
  readonly output: ReadonlySignal<number>;
  readonly tap: ReadonlySignal<number>;
  setSizes(changed: Partial<LayerSizes>): void;
  setFocusType(type: Focus["type"]): void;
  setOutput(output: number): void;
  setTap(tap: number): void;
}

export function createWeightSharingModel(attributes: LayerSizes): WeightSharingModel {
  const sizes = signal(attributes);
  const focusType = signal<Focus["type"]>("output");
  const output = signal(Math.floor(CELLS / 2));
  const tap = signal(0);
  const interactions = signal(0);
  return {
    interactions,
    sizes,
    costs: computed(() => costsOf(sizes.value)),
    focus: computed(() => focusOf(focusType.value, output.value, tap.value)),
    focusType,
    output,
    tap,
    setSizes(changed) {
      sizes.value = { ...sizes.value, ...changed };
      interactions.value += 1;
    },
    setFocusType(type) {
      focusType.value = type;
    },
    setOutput(to) {
      output.value = to;
    },
    setTap(to) {
      tap.value = to;
    },
  };
}

/** For a weight, an output at which every tap lies within the input. */
function focusOf(type: Focus["type"], output: number, tap: number): Focus {
  if (type === "output") return { type, output };
  return { type, output: Math.max(1, Math.min(CELLS - 2, output)), tap };
}

/**
 * The cost of all three layers from the same input to the same output. Products with the zeros of padding are not
 * counted, so the windows of both layers that have them cost the same.
 */
export function costsOf({ image, channels, filters, kernel }: LayerSizes): LayerCosts {
  const input: Shape = { height: image, width: image, channels };
  const spec = { type: "conv", filters, kernel, stride: 1, padding: "same" } as const;
  const convolution = layerCost(input, spec);
  const local = locallyConnectedCost(input, spec);
  return {
    dense: layerCost(input, { type: "dense", units: elementCount(convolution.output) }),
    local,
    convolution: { ...convolution, multiplyAccumulates: local.multiplyAccumulates },
  };
}
