import type * as tf from "@tensorflow/tfjs";
import { hasStep, isPlain } from "../optimizers/optimizer-steps.ts";
import type { Architecture, LossName, MetricPlan, Refusal } from "./architecture.ts";
import { internalsOf, type ModelInternals } from "./model-internals.ts";
import { NotCompiled, readLayer } from "./read-layer.ts";

/** What a model consists of, if a compiled step can do it; else why not. The model has to be compiled for training. */
export function readModel(model: tf.LayersModel): Architecture | Refusal {
  try {
    return read(model);
  } catch (error) {
    if (error instanceof NotCompiled) return { why: error.message };
    throw error;
  }
}

function read(model: tf.LayersModel): Architecture {
  const internals = internalsOf(model);
  if (model.optimizer == null)
    throw new NotCompiled("the model has no optimizer and loss yet; model.compile gives it them");
  const variables = internals.collectedTrainableWeights.map((weight) => weight.read());
  const named = new Map(
    internals.collectedTrainableWeights.map((weight, index) => [weight.name, variables[index]]),
  );
  const known = new Map(
    [...named].flatMap(([name, variable]) => (variable ? [[name, variable] as const] : [])),
  );
  if (!isChain(model)) throw new NotCompiled("the layers do not form one chain");
  const output = model.outputs[0]?.shape ?? [];
  if (output.length !== 2)
    throw new NotCompiled(
      "the output for a sample is more than a row of numbers; a flatten layer makes it one",
    );
  if (variables.length === 0) throw new NotCompiled("the model has no weights to train");
  if (!hasStep(model.optimizer)) {
    const name = model.optimizer.getClassName();
    throw new NotCompiled(
      `the optimizer is ${name === "RMSProp" ? "a centred RMSProp" : name}; SGD, Momentum, RMSProp, Adam and Nadam can be compiled`,
    );
  }
  if (!isPlain(model.optimizer))
    throw new NotCompiled("the optimizer is of a class of its own, or was changed");
  const loss = readLoss(internals.loss);
  const outputs = output[1] ?? 0;
  return {
    inputShape: (model.inputs[0]?.shape ?? []).slice(1).map((size) => size ?? 0),
    layers: model.layers.flatMap((layer) => readLayer(layer, known)),
    outputs,
    loss,
    metrics: readMetrics(internals, loss, outputs),
    optimizer: model.optimizer,
    variables,
  };
}

/** Each layer is used once, and takes what the one before gives. */
function isChain({ layers, inputs, outputs }: tf.LayersModel): boolean {
  if (inputs.length !== 1 || outputs.length !== 1) return false;
  return layers.every((layer, index) => {
    const before = layers[index - 1];
    return layer.inboundNodes.length === 1 && (before === undefined || layer.input === before.output);
  });
}

const LOSSES: Readonly<Record<string, LossName>> = {
  categoricalCrossentropy: "categoricalCrossentropy",
  sparseCategoricalCrossentropy: "sparseCategoricalCrossentropy",
  binaryCrossentropy: "binaryCrossentropy",
  meanSquaredError: "meanSquaredError",
  mse: "meanSquaredError",
  MSE: "meanSquaredError",
};

function readLoss(loss: unknown): LossName {
  const single: unknown = Array.isArray(loss) && loss.length === 1 ? loss[0] : loss;
  const known = typeof single === "string" ? LOSSES[single] : undefined;
  if (known !== undefined) return known;
  const what = typeof single === "string" ? single : "not one of TensorFlow.js's, by its name";
  throw new NotCompiled(`the loss is ${what}; ${Object.keys(LOSSES).slice(0, 4).join(", ")} can be compiled`);
}

/** The same rule by which TensorFlow.js takes "accuracy" for one of three. */
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
