import type * as tf from "@tensorflow/tfjs";
import { hasStep, isPlain } from "../../optimizers/optimizer-steps.ts";
import type { Architecture, Bailout, LossName, MetricPlan } from "../architecture.ts";
import { internalsOf, type ModelInternals } from "../model-internals.ts";
import { NotCompilable } from "./not-compilable.ts";
import { readGraph } from "./read-graph.ts";

/** The architecture of a model after `model.compile`, or why it cannot be compiled. */
export function readModel(model: tf.LayersModel): Architecture | Bailout {
  try {
    return read(model);
  } catch (error) {
    if (error instanceof NotCompilable) return { reason: error.message };
    throw error;
  }
}

function read(model: tf.LayersModel): Architecture {
  const internals = internalsOf(model);
  if (model.optimizer == null)
    throw new NotCompilable("the model has no optimizer and loss yet; call model.compile first");
  const weights = internals.collectedTrainableWeights.map((weight) => [weight.name, weight.read()] as const);
  if (model.inputs.length !== 1 || model.outputs.length !== 1)
    throw new NotCompilable("the model has several inputs or outputs");
  const outputs = readOutputs(model);
  if (weights.length === 0) throw new NotCompilable("the model has no weights to train");
  checkOptimizer(model.optimizer);
  const loss = readLoss(internals.loss);
  const { operations, penalties, otherVariables } = readGraph(model, new Map(weights));
  return {
    inputShape: (model.inputs[0]?.shape ?? []).slice(1).map((size) => size ?? 0),
    operations,
    outputs,
    loss,
    penalties,
    metrics: readMetrics(internals, loss, outputs),
    optimizer: model.optimizer,
    variables: weights.map(([, variable]) => variable),
    otherVariables,
  };
}

function readOutputs(model: tf.LayersModel): number {
  const shape = model.outputs[0]?.shape ?? [];
  if (shape.length !== 2)
    throw new NotCompilable("the output has more than one dimension per sample; add a flatten layer");
  return shape[1] ?? 0;
}

function checkOptimizer(optimizer: tf.Optimizer): void {
  const className = optimizer.getClassName();
  const name = className === "RMSProp" ? "a centred RMSProp" : className;
  if (!hasStep(optimizer)) {
    throw new NotCompilable(
      `the optimizer is ${name}; SGD, Momentum, RMSProp, Adam and Nadam can be compiled`,
    );
  }
  if (!isPlain(optimizer)) throw new NotCompilable("the optimizer is of a custom class, or was changed");
}

/** The losses by their names in TensorFlow.js. */
export const LOSSES_BY_NAME: ReadonlyMap<unknown, LossName> = new Map([
  ["categoricalCrossentropy", "categoricalCrossentropy"],
  ["sparseCategoricalCrossentropy", "sparseCategoricalCrossentropy"],
  ["binaryCrossentropy", "binaryCrossentropy"],
  ["meanSquaredError", "meanSquaredError"],
  ["mse", "meanSquaredError"],
  ["MSE", "meanSquaredError"],
]);

function readLoss(loss: unknown): LossName {
  const single = onlyLoss(loss);
  const known = LOSSES_BY_NAME.get(single);
  if (known !== undefined) return known;
  const what = typeof single === "string" ? single : "not given by a name of TensorFlow.js";
  throw new NotCompilable(
    `the loss is ${what}; ${[...new Set(LOSSES_BY_NAME.values())].join(", ")} can be compiled`,
  );
}

/** TensorFlow.js also accepts the loss of the only output in an array, or in an object by the output's name. */
function onlyLoss(loss: unknown): unknown {
  const losses: unknown[] = typeof loss === "object" && loss !== null ? Object.values(loss) : [];
  return losses.length === 1 ? losses[0] : loss;
}

/** Resolves "accuracy" to one of three metrics by the rule of TensorFlow.js. */
function readMetrics(
  { metrics, metricsTensors }: ModelInternals,
  loss: LossName,
  outputs: number,
): MetricPlan[] {
  const names: readonly unknown[] = Array.isArray(metrics) ? metrics : [];
  return metricsTensors.map(([metric], index) => {
    const name = names[index];
    if (names.length !== metricsTensors.length || (name !== "accuracy" && name !== "acc"))
      return { type: "stock", metric };
    if (outputs === 1 || loss === "binaryCrossentropy") return { type: "binaryAccuracy" };
    return {
      type: loss === "sparseCategoricalCrossentropy" ? "sparseCategoricalAccuracy" : "categoricalAccuracy",
    };
  });
}
