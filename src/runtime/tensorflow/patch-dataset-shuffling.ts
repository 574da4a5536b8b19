import * as tf from "@tensorflow/tfjs";

/** `tf.data.Dataset.shuffle` without a seed takes the time as one: from now on it takes one from `Math.random`. */
export function seedDatasetShuffling(): void {
  const { prototype } = tf.data.Dataset;
  if (seeded.has(prototype)) return;
  seeded.add(prototype);
  const { shuffle } = prototype;
  prototype.shuffle = function (bufferSize, seed = String(Math.random()), reshuffleEachIteration) {
    return shuffle.call(this, bufferSize, seed, reshuffleEachIteration);
  };
}

const seeded = new WeakSet<object>();
