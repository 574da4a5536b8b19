import * as tf from "@tensorflow/tfjs";
import {
  type Checkpoint,
  type CheckpointParts,
  MAXIMUM_CHECKPOINT_BYTES,
} from "../../protocol/checkpoint.ts";
import type { WeightSpec } from "../../protocol/saved-model.ts";
import { internalsOf } from "../compiled/model-internals.ts";
import { toBase64 } from "../platform/captured.ts";
import { weightsRestored } from "./epoch-weights.ts";
import { learningRateOf, setLearningRate } from "./training-control.ts";

/** A type of TensorFlow.js that it does not export. */
interface NamedTensor {
  readonly name: string;
  readonly tensor: tf.Tensor;
}

interface Values {
  readonly specs: WeightSpec[];
  readonly bytes: readonly Uint8Array[];
}

/** The end of an epoch of a `fit`: copies of the model's weights and of what the optimizer has accumulated. */
export interface HeldCheckpoint extends Omit<Checkpoint, "data"> {
  readonly data: readonly Uint8Array[];
}

/** Copies the state of a training; null if that is larger than the page saves. */
export async function takeCheckpoint(
  model: tf.LayersModel,
  { epochs, fit }: { readonly epochs: number; readonly fit: number },
): Promise<HeldCheckpoint | null> {
  const { optimizer } = model;
  if (4 * model.countParams() > MAXIMUM_CHECKPOINT_BYTES) return null;
  const weights = await copy(model.weights.map((weight) => ({ name: weight.name, tensor: weight.read() })));
  const state = await stateOf(optimizer);
  const held = {
    epochs,
    fit,
    optimizer: { className: optimizer.getClassName(), learningRate: learningRateOf(optimizer) },
    weightSpecs: weights.specs,
    stateSpecs: state?.specs ?? null,
    data: [...weights.bytes, ...(state?.bytes ?? [])],
  };
  return checkpointBytes(held) > MAXIMUM_CHECKPOINT_BYTES ? null : held;
}

export function checkpointBytes({ data }: HeldCheckpoint): number {
  return data.reduce((sum, bytes) => sum + bytes.length, 0);
}

/** As the page reads it: see `protocol/checkpoint.ts`. */
export function packCheckpoint(held: HeldCheckpoint): Checkpoint {
  const all = new Uint8Array(checkpointBytes(held));
  let offset = 0;
  for (const bytes of held.data) {
    all.set(bytes, offset);
    offset += bytes.length;
  }
  return { ...held, data: toBase64(all) };
}

/**
 * Gives the model and its optimizer the state of a checkpoint.
 * @throws Error that says what does not fit, before anything is changed
 */
export async function restoreCheckpoint(model: tf.LayersModel, checkpoint: CheckpointParts): Promise<void> {
  const { weightSpecs, stateSpecs, data, optimizer: saved } = checkpoint;
  requireShapes(
    weightSpecs,
    model.weights.map(({ shape }) => shape),
  );
  requireOptimizer(model, checkpoint);
  const tensors = decode([...weightSpecs, ...(stateSpecs ?? [])], data);
  try {
    model.setWeights(tensors.slice(0, weightSpecs.length));
    if (stateSpecs !== null)
      await restoreState(model.optimizer, stateSpecs, tensors.slice(weightSpecs.length));
    if (saved.learningRate !== null) setLearningRate(model.optimizer, saved.learningRate);
  } finally {
    tf.dispose(tensors);
  }
  weightsRestored(model);
}

async function restoreState(
  optimizer: tf.Optimizer,
  specs: readonly WeightSpec[],
  tensors: readonly tf.Tensor[],
): Promise<void> {
  // Their names stay those of the slots; variables that are made from the tensors share their values.
  await optimizer.setWeights(specs.flatMap(({ name }, index) => named(name, tensors[index])));
}

function named(name: string, tensor: tf.Tensor | undefined): { name: string; tensor: tf.Tensor }[] {
  return tensor === undefined ? [] : [{ name, tensor }];
}

function requireShapes(specs: readonly WeightSpec[], shapes: readonly tf.Shape[]): void {
  const matches =
    specs.length === shapes.length &&
    specs.every(({ shape }, index) => String(shape) === String(shapes[index]));
  if (!matches) {
    throw new Error(
      "The training cannot continue: the model is built differently from the one whose weights were saved. Run the cell again to train from the beginning.",
    );
  }
}

/** The optimizer's state is a number of steps, then one or more tensors per trainable weight, all first ones first. */
function requireOptimizer(model: tf.LayersModel, { optimizer, stateSpecs }: CheckpointParts): void {
  const variables = internalsOf(model).collectedTrainableWeights;
  const [steps, ...slots] = stateSpecs ?? [];
  const fits =
    model.optimizer.getClassName() === optimizer.className &&
    (steps === undefined || steps.shape.length === 0) &&
    (variables.length === 0 || slots.length % variables.length === 0) &&
    slots.every(
      ({ shape }, index) => String(shape) === String(variables[index % variables.length]?.read().shape),
    );
  if (!fits) {
    throw new Error(
      `The training cannot continue: the model is compiled with another optimizer than ${optimizer.className}, or one for other weights. Run the cell again to train from the beginning.`,
    );
  }
}

/** What the optimizer has accumulated; null if it does not give it away, as Adamax. */
async function stateOf(optimizer: tf.Optimizer): Promise<Values | null> {
  let tensors: readonly NamedTensor[] = [];
  try {
    tensors = await optimizer.getWeights();
    return await copy(tensors);
  } catch {
    return null;
  } finally {
    // The number of steps is a tensor made for this; the others are the optimizer's own.
    tensors[0]?.tensor.dispose();
  }
}

/** @throws Error for a type that cannot be saved */
async function copy(tensors: readonly NamedTensor[]): Promise<Values> {
  const specs = tensors.map(({ name, tensor: { shape, dtype } }): WeightSpec => {
    if (dtype !== "float32" && dtype !== "int32" && dtype !== "bool")
      throw new TypeError(`Weights of type ${dtype} cannot be saved.`);
    return { name: name.slice(0, 500), shape: [...shape], dtype };
  });
  const bytes = await Promise.all(
    tensors.map(async ({ tensor }) => {
      const values = await tensor.data();
      // Some backends return a view of their own memory.
      return new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice();
    }),
  );
  return { specs, bytes };
}

const BYTES = { float32: 4, int32: 4, bool: 1 } as const;

/** Tensors of the values that follow each other in `data`, by position. */
export function decode(specs: readonly WeightSpec[], data: ArrayBuffer): tf.Tensor[] {
  let offset = 0;
  return specs.map(({ shape, dtype }) => {
    const size = shape.reduce((product, axis) => product * axis, 1);
    const bytes = data.slice(offset, offset + size * BYTES[dtype]);
    offset += bytes.byteLength;
    return tf.tensor(valuesOf(bytes, dtype), shape, dtype);
  });
}

function valuesOf(bytes: ArrayBuffer, dtype: WeightSpec["dtype"]): Float32Array | Int32Array | Uint8Array {
  if (dtype === "float32") return new Float32Array(bytes);
  return dtype === "int32" ? new Int32Array(bytes) : new Uint8Array(bytes);
}
