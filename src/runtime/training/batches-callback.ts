import * as tf from "@tensorflow/tfjs";

/** Batches that were trained one after another without a callback in between. */
export interface Batches {
  /** The index of the last one in its epoch. */
  readonly last: number;
  readonly count: number;
  /** How long they took. */
  readonly ms: number;
  /** The number of samples as `size`, and the means of loss and metrics over them. */
  readonly logs: tf.Logs;
}

/**
 * A callback that `fit` doesn't need to call after every batch. It is called by one of its two methods, never by
 * both.
 */
export abstract class BatchesCallback extends tf.Callback {
  abstract override onBatchEnd(batch: number, logs?: tf.Logs): Promise<void>;
  abstract onBatchesEnd(batches: Batches): Promise<void>;
}
