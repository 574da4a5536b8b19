import { figureWords } from "../../words/figure-words.ts";
import { largestMagnitude } from "../maths/volume.ts";
import type { FullLayerModel } from "./model.ts";

/** The maps of a filter, from left to right. */
export const STAGES = ["convolved", "preActivation", "output"] as const;
export type Stage = (typeof STAGES)[number];

export function stageTitle(model: FullLayerModel, stage: Stage): string {
  switch (stage) {
    case "convolved":
      return figureWords.fullLayer.convolution;
    case "preActivation":
      return figureWords.fullLayer.plusBias;
    case "output":
      return model.activation.value.label;
  }
}

/** The magnitude with the strongest colour. Sums with and without bias share one, so that the bias is visible. */
export function spanOf(model: FullLayerModel, stage: Stage): number {
  const { convolved, preActivation, output } = model.layer.value;
  return stage === "output"
    ? largestMagnitude(output)
    : Math.max(largestMagnitude(convolved), largestMagnitude(preActivation));
}
