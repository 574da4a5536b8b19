import type { NoisePlan, OperationPlan } from "../architecture.ts";
import { type LayerInfo, lengthsOf, numberOf } from "./layer-info.ts";

export function readDropout({ config, output }: LayerInfo): OperationPlan[] {
  const { rate, seed, noiseShape } = config;
  if (!isShare(rate)) return [];
  return [
    noisePlan(output, {
      type: "dropout",
      rate,
      seed: typeof seed === "number" ? seed : undefined,
      noiseShape: noiseShape == null ? null : lengthsOf(noiseShape),
    }),
  ];
}

/** Drops whole channels of a sequence [time, channels]. */
export function readSpatialDropout({ config, output }: LayerInfo): OperationPlan[] {
  const { rate, seed } = config;
  if (!isShare(rate)) return [];
  const noiseShape = [null, 1, null];
  return [
    noisePlan(output, {
      type: "dropout",
      rate,
      seed: typeof seed === "number" ? seed : undefined,
      noiseShape,
    }),
  ];
}

export function readGaussianDropout({ config, output }: LayerInfo): OperationPlan[] {
  const { rate } = config;
  if (!isShare(rate)) return [];
  return [noisePlan(output, { type: "gaussianDropout", standardDeviation: Math.sqrt(rate / (1 - rate)) })];
}

export function readGaussianNoise({ config, output }: LayerInfo): OperationPlan[] {
  return [noisePlan(output, { type: "gaussianNoise", standardDeviation: numberOf(config["stddev"]) })];
}

function noisePlan(shape: readonly number[], noise: NoisePlan["noise"]): NoisePlan {
  return { type: "noise", noise, shape };
}

function isShare(rate: unknown): rate is number {
  return typeof rate === "number" && rate > 0 && rate < 1;
}
