import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { ExploreSource } from "../../protocol/exploration.ts";
import { type Exploration, type Network, openExploration, type Weights } from "../exploration/client.ts";
import { decodePicture, decodeVolume } from "../exploration/decode.ts";
import type { FigureContext } from "../figure.ts";
import type { Volume } from "../maths/volume.ts";
import { createImageSource, type ImageSource } from "../parts/image/image-source.ts";
import { type Explanation, explainUnit, type LayerWeights, type Unit } from "./explain-unit.ts";
import { readWeights } from "./layer-weights.ts";

/** Where the picture comes from: the test split by number, or the reader's choice. */
export type SourceKind = "example" | "own";

/** All that the figure knows and that the reader can change. */
export interface Model {
  readonly exploration: Exploration;
  readonly sourceKind: Signal<SourceKind>;
  readonly example: Signal<number>;
  readonly own: ImageSource;
  /** The chosen layer, by its place in `network.layers`. */
  readonly layer: Signal<number>;
  readonly unit: Signal<Unit>;
  /** The epoch whose kernels are shown; null: the last. */
  readonly epoch: Signal<number | null>;
  /** The picture that the answers are about, 0 to 255; null before the first. */
  readonly picture: ReadonlySignal<Volume | null>;
  /** What the network was given, and every layer's output; null for one too large to fetch. */
  readonly input: ReadonlySignal<Volume | null>;
  readonly outputs: ReadonlySignal<readonly (Volume | null)[]>;
  /** As they were after the epoch that is shown. */
  readonly weights: ReadonlySignal<readonly (LayerWeights | null)[]>;
  readonly explanation: ReadonlySignal<Explanation | null>;
  /** Counts the reader's own actions, so that only those are announced. */
  readonly changes: Signal<number>;
  chooseLayer(layer: number, channel?: number): void;
  chooseUnit(unit: Unit): void;
  readonly stop: () => void;
}

const NO_UNIT: Unit = { row: 0, column: 0, channel: 0 };

export function createModel(context: FigureContext): Model {
  const exploration = openExploration(context);
  const { network, activations, weights: answered } = exploration;
  const sourceKind = signal<SourceKind>("example");
  const example = signal(0);
  const own = createImageSource(context);
  const layer = signal(0);
  const unit = signal(NO_UNIT);
  const epoch = signal<number | null>(null);
  const changes = signal(0);

  // One question at a time, and then about the picture as it is by then: a stroke of the pen changes it many times.
  let underWay = false;
  let wanted: ExploreSource | null = null;
  const askNext = () => {
    if (underWay || wanted === null) return;
    underWay = true;
    exploration.ask({ request: "activations", source: wanted });
    wanted = null;
  };
  const stopHearing = effect(() => {
    // Any of these ends the question that was under way: an answer, a refusal, another network.
    void [activations.value, exploration.refusal.value, network.value];
    underWay = false;
    askNext();
  });
  const stopAskingActivations = effect(() => {
    if (network.value === null) return;
    wanted =
      sourceKind.value === "example"
        ? { type: "example", index: example.value % Math.max(1, network.value.examples) }
        : { type: "pixels", pixels: Array.from(own.image.value.values) };
    askNext();
  });
  // The outputs are the trained network's, and so is their arithmetic, whichever epoch's kernels are looked at.
  const stopAskingTrained = effect(() => {
    if (network.value !== null) exploration.ask({ request: "weights", epoch: network.value.epochs });
  });
  const stopAskingShown = effect(() => {
    if (network.value !== null && epoch.value !== null)
      exploration.ask({ request: "weights", epoch: epoch.value });
  });
  const trained = signal<Weights | null>(null);
  const shown = signal<Weights | null>(null);
  const stopSorting = effect(() => {
    const answer = answered.value;
    const last = network.value?.epochs;
    if (answer === null || answer.epoch === last) trained.value = answer;
    if (answer === null || answer.epoch === (epoch.value ?? last)) shown.value = answer;
  });
  const stopFitting = effect(() => {
    const layers = network.value?.layers;
    if (layers === undefined) return;
    // Another architecture: what was chosen may not be there.
    if (layer.peek() >= layers.length) choose(0, NO_UNIT);
    epoch.value = null;
  });

  const outputs = computed(() =>
    (activations.value?.layers ?? []).map((tensor) => (tensor === null ? null : decodeVolume(tensor))),
  );
  const input = computed(() => (activations.value === null ? null : decodeVolume(activations.value.input)));
  const weights = computed(() => (shown.value?.layers ?? []).map(readWeights));
  const trainedWeights = computed(() => (trained.value?.layers ?? []).map(readWeights));
  const picture = computed(() =>
    activations.value === null || network.value === null
      ? null
      : decodePicture(activations.value.picture, ...network.value.pictureShape),
  );

  // The first thing to look at is where the first layer answers most.
  let isUntouched = true;
  const stopBeginning = effect(() => {
    const [first] = outputs.value;
    if (!isUntouched || first === undefined || first === null) return;
    isUntouched = false;
    choose(0, strongestUnit(first, 0));
  });

  function choose(index: number, to: Unit): void {
    layer.value = index;
    unit.value = to;
  }

  return {
    exploration,
    sourceKind,
    example,
    own,
    layer,
    unit,
    epoch,
    picture,
    input,
    outputs,
    weights,
    explanation: computed(() =>
      explain(network.value, input.value, outputs.value, trainedWeights.value, layer.value, unit.value),
    ),
    changes,
    chooseLayer(index, channel = 0) {
      const output = outputs.value[index];
      choose(index, output === null || output === undefined ? NO_UNIT : strongestUnit(output, channel));
      changes.value += 1;
    },
    chooseUnit(to) {
      unit.value = to;
      changes.value += 1;
    },
    stop() {
      stopHearing();
      stopAskingActivations();
      stopAskingTrained();
      stopAskingShown();
      stopSorting();
      stopFitting();
      stopBeginning();
      exploration.close();
    },
  };
}

function explain(
  network: Network | null,
  input: Volume | null,
  outputs: readonly (Volume | null)[],
  weights: readonly (LayerWeights | null)[],
  index: number,
  unit: Unit,
): Explanation | null {
  const layer = network?.layers[index];
  const below = index === 0 ? input : outputs[index - 1];
  if (layer === undefined || below === undefined || below === null) return null;
  return explainUnit(layer, below, weights[index] ?? null, unit);
}

/** The unit with the largest value of a map: the one worth looking at first. For a dense layer: of the whole layer. */
export function strongestUnit(output: Volume, channel: number): Unit {
  const { values } = output;
  const isRow = output.height === 1 && output.width === 1;
  let best = isRow ? 0 : channel;
  for (let index = best; index < values.length; index += isRow ? 1 : output.channels) {
    if ((values[index] ?? 0) > (values[best] ?? 0)) best = index;
  }
  const place = Math.floor(best / output.channels);
  return {
    row: Math.floor(place / output.width),
    column: place % output.width,
    channel: best % output.channels,
  };
}
