import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { ExploredLayer, ExploreSource } from "../../protocol/exploration.ts";
import type { FigureContext, FigureModel } from "../figure.ts";
import type { Volume } from "../maths/volume.ts";
import { decodePicture, decodeVolume } from "../parts/exploration/decode.ts";
import { createExplorationClient, type ExplorationClient } from "../parts/exploration/exploration-client.ts";
import { createImageSource, type ImageSource } from "../parts/image/image-source.ts";
import { explainUnit } from "./explain-unit.ts";
import type { Explanation, Unit } from "./explanation.ts";
import { decodeWeights, type LayerWeights } from "./layer-weights.ts";
import { requestActivations, requestWeights } from "./network-requests.ts";
import { strongestUnit } from "./trace-back.ts";

/** Where the image comes from: an example of the test set, or the reader's choice. */
export type SourceKind = "example" | "own";

export interface InsideNetworkModel extends FigureModel {
  readonly exploration: ExplorationClient;
  readonly sourceKind: ReadonlySignal<SourceKind>;
  /** The index of the example. */
  readonly example: ReadonlySignal<number>;
  readonly own: ImageSource;
  /** The chosen layer, as an index into `network.layers`. */
  readonly layer: ReadonlySignal<number>;
  readonly unit: ReadonlySignal<Unit>;
  /** The epoch whose kernels are shown; null for the last. */
  readonly epoch: ReadonlySignal<number | null>;
  /** The image that was put through the network, 0 to 255; null before the first answer. */
  readonly image: ReadonlySignal<Volume | null>;
  /** The network's input. */
  readonly input: ReadonlySignal<Volume | null>;
  /** The output of every layer; null for one too large to be fetched. */
  readonly outputs: ReadonlySignal<readonly (Volume | null)[]>;
  /** The input of the chosen layer; null if it is not known. */
  readonly below: ReadonlySignal<Volume | null>;
  /** The weights of every layer after the epoch that is shown. */
  readonly weights: ReadonlySignal<readonly (LayerWeights | null)[]>;
  /** Whether an output is not a number: training has diverged. */
  readonly isDiverged: ReadonlySignal<boolean>;
  /** The input channel whose weights are shown, by the convolution's index; 0 if there is none. */
  readonly kernelChannels: ReadonlySignal<ReadonlyMap<number, number>>;
  /** How the chosen unit's value is computed. */
  readonly explanation: ReadonlySignal<Explanation | null>;
  setSourceKind(kind: SourceKind): void;
  setExample(index: number): void;
  setEpoch(epoch: number): void;
  setKernelChannel(layer: number, channel: number): void;
  /** Chooses a layer, and the unit with the largest value of one of its maps. */
  chooseMap(layer: number, channel: number): void;
  chooseUnit(layer: number, unit: Unit): void;
}

const FIRST_UNIT: Unit = { row: 0, column: 0, channel: 0 };

export function createInsideNetworkModel(_attributes: unknown, context: FigureContext): InsideNetworkModel {
  const exploration = createExplorationClient(context);
  const { network } = exploration;
  const { sourceKind, example, own, source } = createSource(context, network);
  const { image, input, outputs } = decodeActivations(exploration);
  const { layer, unit, choose, stopChoosing } = createUnitChoice(network, outputs);
  const epoch = signal<number | null>(null);
  const kernelChannels = signal<ReadonlyMap<number, number>>(new Map());
  const stopRequesting = requestActivations(exploration, source);
  const weights = requestWeights(exploration, epoch);
  const trainedWeights = computed(() => (weights.trained.value?.layers ?? []).map(decodeWeights));
  const below = computed(() => (layer.value === 0 ? input.value : (outputs.value[layer.value - 1] ?? null)));
  const changes = createChanges({ sourceKind, example, kernelChannels, outputs, choose });
  const stopResetting = effect(() => {
    if (network.value !== null) epoch.value = null;
  });
  return {
    ...changes,
    exploration,
    sourceKind,
    example,
    own,
    layer,
    unit,
    epoch,
    image,
    input,
    outputs,
    below,
    kernelChannels,
    isDiverged: computed(() => outputs.value.some((output) => output?.values.some(Number.isNaN) === true)),
    weights: computed(() => (weights.shown.value?.layers ?? []).map(decodeWeights)),
    explanation: computed(() =>
      explain(network.value?.layers[layer.value], below.value, trainedWeights.value[layer.value], unit.value),
    ),
    setEpoch(to) {
      epoch.value = to;
    },
    dispose() {
      for (const stop of [stopRequesting, weights.stop, stopResetting, stopChoosing]) stop();
      exploration.dispose();
    },
  };
}

function explain(
  layer: ExploredLayer | undefined,
  below: Volume | null,
  weights: LayerWeights | null | undefined,
  unit: Unit,
): Explanation | null {
  return layer === undefined || below === null ? null : explainUnit(layer, below, weights ?? null, unit);
}

interface Changeable {
  readonly sourceKind: Signal<SourceKind>;
  readonly example: Signal<number>;
  readonly kernelChannels: Signal<ReadonlyMap<number, number>>;
  readonly outputs: ReadonlySignal<readonly (Volume | null)[]>;
  readonly choose: (layer: number, unit: Unit) => void;
}

/** What the reader changes. Each change counts as an interaction. */
function createChanges({ sourceKind, example, kernelChannels, outputs, choose }: Changeable) {
  const interactions = signal(0);
  const interact = (change: () => void) => {
    change();
    interactions.value += 1;
  };
  return {
    interactions,
    setSourceKind: (kind: SourceKind) =>
      interact(() => {
        sourceKind.value = kind;
      }),
    setExample: (index: number) =>
      interact(() => {
        example.value = index;
      }),
    setKernelChannel: (layer: number, channel: number) =>
      interact(() => {
        kernelChannels.value = new Map(kernelChannels.value).set(layer, channel);
      }),
    chooseMap: (layer: number, channel: number) =>
      interact(() => {
        const output = outputs.value[layer] ?? null;
        choose(layer, output === null ? FIRST_UNIT : strongestUnit(output, channel));
      }),
    chooseUnit: (layer: number, unit: Unit) => interact(() => choose(layer, unit)),
  };
}

/** The image that is put through the network, and what chooses it. */
function createSource(context: FigureContext, network: ExplorationClient["network"]) {
  const sourceKind = signal<SourceKind>("example");
  const example = signal(0);
  const own = createImageSource(context);
  const source = computed((): ExploreSource | null => {
    if (network.value === null) return null;
    return sourceKind.value === "example"
      ? { type: "example", index: example.value % Math.max(1, network.value.examples) }
      : { type: "pixels", pixels: Array.from(own.image.value.values) };
  });
  return { sourceKind, example, own, source };
}

/** The chosen unit: at first the strongest of the first map. */
function createUnitChoice(
  network: ExplorationClient["network"],
  outputs: ReadonlySignal<readonly (Volume | null)[]>,
) {
  const layer = signal(0);
  const unit = signal(FIRST_UNIT);
  const choose = (index: number, to: Unit) => {
    layer.value = index;
    unit.value = to;
  };
  const stops = [
    // Another network may have fewer layers.
    effect(() => {
      const layers = network.value?.layers;
      if (layers !== undefined && layer.peek() >= layers.length) choose(0, FIRST_UNIT);
    }),
    chooseOnce(outputs, (output) => choose(0, strongestUnit(output, 0))),
  ];
  const stopChoosing = () => {
    for (const stop of stops) stop();
  };
  return { layer, unit, choose, stopChoosing };
}

/** The image, the network's input and every layer's output from the latest answer. */
function decodeActivations({ network, activations }: ExplorationClient) {
  return {
    image: computed(() =>
      activations.value === null || network.value === null
        ? null
        : decodePicture(activations.value.picture, ...network.value.pictureShape),
    ),
    input: computed(() => (activations.value === null ? null : decodeVolume(activations.value.input))),
    outputs: computed(() =>
      (activations.value?.layers ?? []).map((tensor) => (tensor === null ? null : decodeVolume(tensor))),
    ),
  };
}

/** Calls `choose` with the first layer's output as soon as there is one. Returns what stops it. */
function chooseOnce(
  outputs: ReadonlySignal<readonly (Volume | null)[]>,
  choose: (output: Volume) => void,
): () => void {
  let isFirst = true;
  return effect(() => {
    const output = outputs.value[0] ?? null;
    if (!isFirst || output === null) return;
    isFirst = false;
    choose(output);
  });
}
