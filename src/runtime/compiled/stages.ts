import { assertNever } from "../../protocol/assert-never.ts";
import { activationStage } from "./activation-stage.ts";
import type { Activation, LayerPlan } from "./architecture.ts";
import { convolutionStage } from "./convolution-stage.ts";
import { denseStage } from "./dense-stage.ts";
import { dropoutStage } from "./dropout-stage.ts";
import { pooledConvolutionStage } from "./pooled-convolution-stage.ts";
import { poolingStage } from "./pooling-stage.ts";
import type { Site, Stage } from "./stage.ts";

/** Builds the stages of a chain of layers. */
export function buildStages(site: Site, layers: readonly LayerPlan[]): Stage[] {
  const stages: Stage[] = [];
  let before: LayerPlan | undefined;
  for (let index = 0; index < layers.length; ) {
    const plan = layers[index];
    if (plan === undefined) break;
    const pooled = pooledConvolution(layers, index);
    if (pooled !== undefined) {
      stages.push(pooledConvolutionStage(site, pooled.convolution, pooled.pooling));
      before = pooled.pooling;
      if (pooled.activation !== undefined) {
        stages.push(
          activationStage(site, { ...pooled.activation, ...sizeOf(pooled.pooling) }, stages.at(-1)),
        );
        before = pooled.activation;
      }
      index += pooled.count;
    } else {
      stages.push(buildStage(site, plan, mayOverwrite(before) ? stages.at(-1) : undefined));
      before = plan;
      index += 1;
    }
  }
  return stages;
}

function buildStage(site: Site, plan: LayerPlan, before: Stage | undefined): Stage {
  switch (plan.type) {
    case "convolution":
      return hasOneWindow(plan) ? denseStage(site, asDense(plan)) : convolutionStage(site, plan);
    case "maxPooling":
    case "averagePooling":
      return poolingStage(site, plan);
    case "dense":
      return denseStage(site, plan);
    case "activation":
      return activationStage(site, plan, before);
    case "dropout":
      return dropoutStage(site, plan);
    default:
      return assertNever(plan);
  }
}

/** A convolution whose only window is the whole image is a dense layer, whose samples are computed together. */
function hasOneWindow({ input, output, window }: Of<"convolution">): boolean {
  const whole = window.rows === input.height && window.columns === input.width;
  return whole && output.height === 1 && output.width === 1;
}

function asDense({ input, output, kernel, bias }: Of<"convolution">): Of<"dense"> {
  const inputs = input.height * input.width * input.channels;
  return { type: "dense", inputs, outputs: output.channels, kernel, bias };
}

/** Whether an activation behind it may take the place of its outputs: those of an activation tell its derivative. */
function mayOverwrite(plan: LayerPlan | undefined): boolean {
  return plan !== undefined && plan.type !== "activation";
}

type Of<Type extends LayerPlan["type"]> = Extract<LayerPlan, { readonly type: Type }>;
interface PooledConvolution {
  readonly convolution: Of<"convolution">;
  readonly activation: Of<"activation"> | undefined;
  readonly pooling: Extract<LayerPlan, { readonly type: "maxPooling" | "averagePooling" }>;
  readonly count: number;
}

/**
 * A convolution with a max pooling behind it. An activation between the two changes places with the pooling if it
 * never falls: the largest of the activated is the activated largest, and there are fewer of them.
 */
function pooledConvolution(layers: readonly LayerPlan[], index: number): PooledConvolution | undefined {
  const [convolution, second, third] = layers.slice(index, index + 3);
  if (convolution?.type !== "convolution") return undefined;
  if (second?.type === "maxPooling") return { convolution, activation: undefined, pooling: second, count: 2 };
  if (second?.type === "activation" && rises(second.activation) && third?.type === "maxPooling") {
    return { convolution, activation: second, pooling: third, count: 3 };
  }
  return undefined;
}

function rises(activation: Activation): boolean {
  return activation.type !== "softmax";
}

function sizeOf({ output }: PooledConvolution["pooling"]): { size: number; last: number } {
  return { size: output.height * output.width * output.channels, last: output.channels };
}
