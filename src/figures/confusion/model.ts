import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { FigureContext, FigureModel } from "../figure.ts";
import type { Position } from "../maths/volume.ts";
import { createExplorationClient, type ExplorationClient } from "../parts/exploration/exploration-client.ts";
import { mostConfused } from "./counts.ts";

export interface ConfusionModel extends FigureModel {
  readonly exploration: ExplorationClient;
  /** Row: the actual class; column: the predicted one. */
  readonly chosen: ReadonlySignal<Position>;
  choose(cell: Position): void;
}

/** Requests the counts for every new network, and examples for the chosen cell. */
export function createConfusionModel(_attributes: unknown, context: FigureContext): ConfusionModel {
  const exploration = createExplorationClient(context);
  const { network, confusion } = exploration;
  const chosen = signal<Position>({ row: 0, column: 0 });
  const interactions = signal(0);
  const stopRequestingCounts = effect(() => {
    if (network.value !== null) exploration.request({ request: "confusion" });
  });
  const stopChoosingWorst = chooseWorstOnce(exploration, (cell) => {
    chosen.value = cell;
  });
  const stopRequestingExamples = effect(() => {
    if (confusion.value === null) return;
    exploration.request({ request: "examples", actual: chosen.value.row, predicted: chosen.value.column });
  });
  return {
    interactions,
    exploration,
    chosen,
    choose(cell) {
      chosen.value = cell;
      interactions.value += 1;
    },
    dispose() {
      stopRequestingCounts();
      stopChoosingWorst();
      stopRequestingExamples();
      exploration.dispose();
    },
  };
}

/** Starts with the most frequent mistake, which is what a reader wants to see first. */
function chooseWorstOnce({ confusion }: ExplorationClient, choose: (cell: Position) => void): () => void {
  let isDone = false;
  return effect(() => {
    const [worst] = mostConfused(confusion.value?.counts ?? [], 1);
    if (isDone || worst === undefined) return;
    isDone = true;
    choose({ row: worst.actual, column: worst.predicted });
  });
}
