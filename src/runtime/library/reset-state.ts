import { alea } from "seedrandom";
import { resetLayerNames } from "../tensorflow/patch-layer-names.ts";

/**
 * Makes what follows repeatable: the same code after the same seed gives the same numbers on the same backend.
 *
 * TensorFlow.js draws everything random (initial weights, dropout, the shuffling of `fit`, `tf.randomNormal` and its
 * like without a seed) from `Math.random` in the end, so that is what is seeded. `tf.data`'s shuffling, which draws
 * from the clock, is made to draw from it too. Layers are named from 1 again, as by Keras's `clear_session`.
 *
 * @param seed any finite number; 42 unless given
 * @throws RangeError when the seed is not a finite number
 * @example resetState(14);
 */
export function resetState(seed = 42): void {
  if (!Number.isFinite(seed))
    throw new RangeError(`resetState: the seed must be a finite number, but is ${seed}.`);
  const generator = alea(String(seed));
  Math.random = () => generator();
  resetLayerNames();
}
