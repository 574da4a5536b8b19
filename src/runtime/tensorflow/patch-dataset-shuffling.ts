import * as tf from "@tensorflow/tfjs";

/** `tf.data.Dataset.shuffle` seeds itself from the clock. With this patch its seed comes from `Math.random`. */
export function patchDatasetShuffling(): void {
  const { prototype } = tf.data.Dataset;
  const { shuffle } = prototype;
  prototype.shuffle = function (bufferSize, seed = String(Math.random()), reshuffleEachIteration) {
    return shuffle.call(this, bufferSize, seed, reshuffleEachIteration);
  };
}
