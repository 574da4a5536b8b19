import { assertNever } from "../../protocol/assert-never.ts";
import type { Engine } from "../kernels/engine.ts";
import type { Allocator } from "../kernels/memory.ts";
import { type ConvolutionPlan, type DensePlan, INPUT, type Operation } from "./architecture.ts";
import { consumersOf, type FusedOperation, type FusedPlan, fuse } from "./fuse.ts";
import { Graph, ModelInput, type Node } from "./graph.ts";
import { activationStage } from "./stages/activation.ts";
import { concatenationStage } from "./stages/concatenation.ts";
import { convolutionStage } from "./stages/convolution.ts";
import { denseStage } from "./stages/dense.ts";
import { depthwiseStage } from "./stages/depthwise.ts";
import { globalMaximumStage } from "./stages/global-maximum.ts";
import { mergeStage } from "./stages/merge.ts";
import { noiseStage } from "./stages/noise.ts";
import { normalizationStage } from "./stages/normalization.ts";
import { placementStage } from "./stages/placement.ts";
import { pooledConvolutionStage } from "./stages/pooled-convolution.ts";
import { poolingStage } from "./stages/pooling.ts";
import type { Stage, StageContext, Values } from "./stages/stage.ts";
import { upsamplingStage } from "./stages/upsampling.ts";

interface Memory {
  readonly engine: Engine;
  readonly memory: Allocator;
  /** The largest batch. */
  readonly capacity: number;
}

/**
 * Builds the stages of a model, and allocates what they compute.
 *
 * @param inputSize the number of values of a sample
 */
export function buildGraph(memory: Memory, operations: readonly Operation[], inputSize: number): Graph {
  const fused = fuse(operations);
  const consumers = consumersOf(fused);
  const input = modelInput(memory, fused, inputSize);
  const nodes: Node[] = [];
  const connections = fused.map(() => 0);
  const trained = trainedParts(fused);

  /** The values as one of their consumers sees them. Each writes a gradient of its own, which are added up later. */
  function connect(from: number): Values {
    const node = nodes[from];
    if (from === INPUT || node === undefined) return input;
    const { output } = node.stage;
    const count = connections[from] ?? 0;
    connections[from] = count + 1;
    if (count === 0 || output.gradient === 0) return output;
    const gradient = memory.memory.allocate(memory.capacity * output.size);
    node.furtherGradients.push(gradient);
    return { ...output, gradient };
  }

  fused.forEach((operation, index) => {
    const { plan, inputs } = operation;
    const inPlace = plan.type === "activation" && mayOverwrite(fused, consumers, inputs);
    const context = stageContext(memory, trained[index] === true);
    nodes.push({ stage: buildStage(context, plan, inputs.map(connect), inPlace), furtherGradients: [] });
  });
  return new Graph(memory.engine, input, nodes);
}

function modelInput(
  { engine, memory, capacity }: Memory,
  operations: readonly FusedOperation[],
  size: number,
): ModelInput {
  const takeWholeBatch = operations.some(
    ({ plan, inputs }) => inputs.includes(INPUT) && !takesEachSample(plan),
  );
  return new ModelInput(engine, size, takeWholeBatch ? memory.allocate(capacity * size) : 0);
}

/** Whether an operation finds each sample by itself, so samples need not be contiguous. */
function takesEachSample(plan: FusedPlan): boolean {
  switch (plan.type) {
    case "convolution":
      return !hasOneWindow(plan);
    case "pooledConvolution":
    case "depthwise":
      return true;
    default:
      return false;
  }
}

/** Whose output must stay as it is: their backward pass compares it with the input, or keeps zeros around it. */
const KEPT: ReadonlySet<FusedPlan["type"]> = new Set(["activation", "globalMaximum", "padding"]);

/** Whether an activation may replace its input: no other operation takes it, nor does the one that computed it. */
function mayOverwrite(
  operations: readonly FusedOperation[],
  consumers: readonly (readonly number[])[],
  [from = INPUT]: readonly number[],
): boolean {
  const producer = operations[from]?.plan.type;
  return producer !== undefined && !KEPT.has(producer) && consumers[from]?.length === 1;
}

/** For each operation, whether its weights or those of an operation before it are trained. */
function trainedParts(operations: readonly FusedOperation[]): boolean[] {
  const trained: boolean[] = [];
  for (const { plan, inputs } of operations)
    trained.push(hasTrainedWeights(plan) || inputs.some((input) => trained[input] === true));
  return trained;
}

function hasTrainedWeights(plan: FusedPlan): boolean {
  switch (plan.type) {
    case "pooledConvolution":
      return hasTrainedWeights(plan.convolution);
    case "convolution":
    case "depthwise":
    case "dense":
      return plan.kernel.isTrained || plan.bias?.isTrained === true;
    case "normalization":
      return plan.gamma.isTrained || plan.beta.isTrained;
    default:
      return false;
  }
}

function stageContext({ engine, memory, capacity }: Memory, isTrained: boolean): StageContext {
  return {
    engine,
    memory,
    capacity,
    allocateOutput: (size) => ({
      address: memory.allocate(capacity * size),
      gradient: isTrained ? memory.allocate(capacity * size) : 0,
      size,
    }),
  };
}

function buildStage(
  context: StageContext,
  plan: FusedPlan,
  inputs: readonly Values[],
  inPlace: boolean,
): Stage {
  const [input] = inputs;
  if (input === undefined) throw new Error("An operation takes at least one value.");
  switch (plan.type) {
    case "pooledConvolution":
      return pooledConvolutionStage(context, plan.convolution, plan.pooling, input);
    case "convolution":
      return hasOneWindow(plan)
        ? denseStage(context, asDense(plan), input)
        : convolutionStage(context, plan, input);
    case "depthwise":
      return depthwiseStage(context, plan, input);
    case "maxPooling":
    case "averagePooling":
      return poolingStage(context, plan, input);
    case "globalMaximum":
      return globalMaximumStage(context, plan, input);
    case "padding":
    case "cropping":
      return placementStage(context, plan, input);
    case "upsampling":
      return upsamplingStage(context, plan, input);
    case "dense":
      return denseStage(context, plan, input);
    case "activation":
      return activationStage(context, plan, input, inPlace);
    case "noise":
      return noiseStage(context, plan, input);
    case "normalization":
      return normalizationStage(context, plan, input);
    case "add":
    case "average":
    case "multiply":
      return mergeStage(context, plan, inputs);
    case "concatenation":
      return concatenationStage(context, plan, inputs);
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
