import * as tf from "@tensorflow/tfjs";

/** A tensor as plain numbers: the same on every backend. */
export interface Values {
  readonly values: tf.TypedArray;
  readonly shape: number[];
  readonly dtype: tf.DataType;
}

/** All that a step needs, copied: a model's weights, in the order of `model.weights`, and a batch. */
export interface Sample {
  readonly weights: readonly Values[];
  /** Inputs, targets and their weights, as `fit` gives them to its train function; null where it gives none. */
  readonly batch: readonly (Values | null)[];
  readonly size: number;
}

/** Copies a model's weights and the first samples of its data from wherever they are. */
export async function takeSample(
  model: tf.LayersModel,
  data: readonly (tf.Tensor | null)[],
  batchSize: number,
): Promise<Sample> {
  const size = Math.min(batchSize, data[0]?.shape[0] ?? 0);
  const [weights, batch] = await Promise.all([
    Promise.all(model.weights.map((weight) => copy(weight.read()))),
    Promise.all(data.map((tensor) => (tensor === null ? null : copyFirst(tensor, size)))),
  ]);
  return { weights, batch, size };
}

async function copyFirst(tensor: tf.Tensor, count: number): Promise<Values> {
  const first = tf.slice(tensor, 0, count);
  try {
    return await copy(first);
  } finally {
    first.dispose();
  }
}

async function copy(tensor: tf.Tensor): Promise<Values> {
  const { shape, dtype } = tensor;
  // A backend may hand out its own array.
  return { values: (await tensor.data()).slice(), shape, dtype };
}
