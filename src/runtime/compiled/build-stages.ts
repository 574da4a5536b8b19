import { assertNever } from "../../protocol/assert-never.ts";
import { activationStage } from "./activation-stage.ts";
import type {
  Activation,
  ActivationPlan,
  ConvolutionPlan,
  DensePlan,
  LayerPlan,
  PoolingPlan,
} from "./architecture.ts";
import { convolutionStage } from "./convolution-stage.ts";
import { denseStage } from "./dense-stage.ts";
import { dropoutStage } from "./dropout-stage.ts";
import { pooledConvolutionStage } from "./pooled-convolution-stage.ts";
import { poolingStage } from "./pooling-stage.ts";
import type { Stage, StageContext } from "./stage.ts";

/** Builds the stages of a chain of layers. */
export function buildStages(context: StageContext, layers: readonly LayerPlan[]): Stage[] {
  const stages: Stage[] = [];
  let previous: LayerPlan["type"] | FusedPlan["type"] | undefined;
  for (const plan of fuse(layers)) {
    // The derivative of an activation is a function of its outputs, so they must not be overwritten.
    const mayOverwrite = previous !== undefined && previous !== "activation";
    stages.push(buildStage(context, plan, mayOverwrite ? stages.at(-1) : undefined));
    previous = plan.type;
  }
  return stages;
}

/** A convolution and the max pooling after it, computed together. */
interface FusedPlan {
  readonly type: "pooledConvolution";
  readonly convolution: ConvolutionPlan;
  readonly pooling: PoolingPlan;
}

/**
 * Fuses convolutions with the max poolings after them. An activation between the two moves after the pooling if it is
 * monotonic: the maximum of the activated values is the activated maximum, and there are fewer of them.
 */
function fuse(layers: readonly LayerPlan[]): (LayerPlan | FusedPlan)[] {
  const [first, second, third, ...rest] = layers;
  if (first === undefined) return [];
  if (first.type === "convolution" && second?.type === "maxPooling")
    return [fused(first, second), ...fuse(layers.slice(2))];
  if (
    first.type === "convolution" &&
    second?.type === "activation" &&
    isMonotonic(second.activation) &&
    third?.type === "maxPooling"
  ) {
    return [fused(first, third), activationAfter(third, second), ...fuse(rest)];
  }
  return [first, ...fuse(layers.slice(1))];
}

function fused(convolution: ConvolutionPlan, pooling: PoolingPlan): FusedPlan {
  return { type: "pooledConvolution", convolution, pooling };
}

function activationAfter({ output }: PoolingPlan, plan: ActivationPlan): ActivationPlan {
  return { ...plan, size: output.height * output.width * output.channels, last: output.channels };
}

function isMonotonic(activation: Activation): boolean {
  return activation.type !== "softmax";
}

function buildStage(context: StageContext, plan: LayerPlan | FusedPlan, previous: Stage | undefined): Stage {
  switch (plan.type) {
    case "pooledConvolution":
      return pooledConvolutionStage(context, plan.convolution, plan.pooling);
    case "convolution":
      return hasOneWindow(plan) ? denseStage(context, asDense(plan)) : convolutionStage(context, plan);
    case "maxPooling":
    case "averagePooling":
      return poolingStage(context, plan);
    case "dense":
      return denseStage(context, plan);
    case "activation":
      return activationStage(context, plan, previous);
    case "dropout":
      return dropoutStage(context, plan);
    default:
      return assertNever(plan);
  }
}

/** Whether the only window is the whole image. Such a convolution is a dense layer, which computes all samples at once. */
function hasOneWindow({ input, output, window }: ConvolutionPlan): boolean {
  const isWholeImage = window.rows === input.height && window.columns === input.width;
  return isWholeImage && output.height === 1 && output.width === 1;
}

function asDense({ input, output, kernel, bias }: ConvolutionPlan): DensePlan {
  const inputs = input.height * input.width * input.channels;
  return { type: "dense", inputs, outputs: output.channels, kernel, bias };
}
