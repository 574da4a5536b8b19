import * as tf from "@tensorflow/tfjs";

/** A tensor's values in main memory, independent of any backend. */
export interface Values {
  readonly values: tf.TypedArray;
  readonly shape: number[];
  readonly dtype: tf.DataType;
}

/** A copy of what a step needs: the weights, in the order of `model.weights`, and a batch. */
export interface Sample {
  readonly weights: readonly Values[];
  /** Inputs, targets and sample weights, as `fit` passes them to its train function. */
  readonly batch: readonly (Values | null)[];
  readonly size: number;
}

/** Copies a model's weights and the first samples of its data from their backend. */
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
  // Some backends return a view of their own memory.
  return { values: (await tensor.data()).slice(), shape, dtype };
}
