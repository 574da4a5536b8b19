import * as tf from "@tensorflow/tfjs";
import type { Engine } from "../kernels/engine.ts";
import { isOnBackend } from "../kernels/writable.ts";
import { hasStateOf } from "../optimizers/optimizer-steps.ts";
import type { Architecture } from "./architecture.ts";

/**
 * Why the compiled step does not support a batch, as a sentence for the reader; null if it does. TensorFlow.js then
 * computes the batch itself.
 *
 * @param y the targets; undefined for a prediction
 */
export function batchBailoutReason(
  engine: Engine,
  architecture: Architecture,
  x: tf.Tensor,
  y: tf.Tensor | undefined,
): string | null {
  return (
    inputsReason(architecture, x) ??
    (y === undefined ? null : targetsReason(architecture, x, y)) ??
    valuesReason(engine, architecture, y === undefined ? [x] : [x, y])
  );
}

/** Why the step cannot train on this batch now: a layer may have been frozen since it was compiled. */
export function trainingBailoutReason(
  engine: Engine,
  architecture: Architecture,
  x: tf.Tensor,
  sampleWeights: tf.Tensor | undefined,
): string | null {
  return (
    stateReason(architecture) ??
    (sampleWeights === undefined ? null : sampleWeightsReason(engine, x, sampleWeights))
  );
}

/**
 * Why the step cannot train now, apart from the values of the data.
 *
 * @param data what it trains on: inputs, targets, sample weights
 */
export function weightsBailoutReason(
  engine: Engine,
  architecture: Architecture,
  data: readonly tf.Tensor[],
): string | null {
  return (
    stateReason(architecture) ??
    placeReason(engine, architecture, data) ??
    finiteWeightsReason(engine, architecture)
  );
}

function stateReason({ optimizer, variables }: Architecture): string | null {
  const frozen = variables.find((variable) => !variable.trainable);
  if (frozen !== undefined) return `the weights "${frozen.name}" are not trained (trainable: false)`;
  return hasStateOf(optimizer, variables) ? null : "the optimizer's state is that of another model";
}

function sampleWeightsReason(engine: Engine, x: tf.Tensor, weights: tf.Tensor): string | null {
  const fit = weights.dtype === "float32" && tf.util.arraysEqual(weights.shape, [x.shape[0] ?? 0]);
  if (!fit) return `the weights of the samples are of shape [${weights.shape}] and type ${weights.dtype}`;
  if (!isOnBackend(engine, weights)) return "the weights of the samples are on another backend";
  return hasFiniteValues(engine, weights) ? null : "some weights of samples are NaN or infinite";
}

function inputsReason({ inputShape }: Architecture, x: tf.Tensor): string | null {
  if (x.dtype !== "float32") return `the inputs are of type ${x.dtype}; x.toFloat() makes them float32`;
  if ((x.shape[0] ?? 0) === 0 || !tf.util.arraysEqual(x.shape.slice(1), [...inputShape]))
    return `the inputs are of shape [${x.shape}], not [samples, ${inputShape}]`;
  return null;
}

function targetsReason({ loss, outputs }: Architecture, x: tf.Tensor, y: tf.Tensor): string | null {
  const isSparse = loss === "sparseCategoricalCrossentropy";
  const columns = isSparse ? 1 : outputs;
  const samples = x.shape[0] ?? 0;
  // Targets of another rank broadcast in some losses of TensorFlow.js, and throw an error in others.
  const shape = y.rank === 1 && isSparse ? [samples] : [samples, columns];
  if (y.dtype === "complex64" || !tf.util.arraysEqual(y.shape, shape))
    return `the targets are of shape [${y.shape}], not [${samples}, ${columns}]`;
  if (isSparse && y.dtype !== "float32")
    return `the labels are of type ${y.dtype}; y.toFloat() makes them float32`;
  return null;
}

function valuesReason(engine: Engine, architecture: Architecture, data: readonly tf.Tensor[]): string | null {
  const reason = placeReason(engine, architecture, data);
  if (reason !== null) return reason;
  // The step skips products with zero, which would be NaN for NaN or infinite values.
  if (!data.every((tensor) => hasFiniteValues(engine, tensor)))
    return "some of the inputs or targets are NaN or infinite";
  return finiteWeightsReason(engine, architecture);
}

function placeReason(
  engine: Engine,
  { variables, otherVariables }: Architecture,
  data: readonly tf.Tensor[],
): string | null {
  return [data, variables, otherVariables].every((tensors) =>
    tensors.every((tensor) => isOnBackend(engine, tensor)),
  )
    ? null
    : "some of its tensors are on another backend, or were disposed of";
}

function finiteWeightsReason(engine: Engine, { variables, otherVariables }: Architecture): string | null {
  return [variables, otherVariables].every((tensors) =>
    tensors.every((variable) => hasFiniteValues(engine, variable)),
  )
    ? null
    : "some of the weights became NaN or infinite; a smaller learning rate may help";
}

function hasFiniteValues(engine: Engine, tensor: tf.Tensor): boolean {
  if (tensor.dtype !== "float32") return true;
  return engine.kernels.areFinite(engine.address(tensor), tensor.size) !== 0;
}
