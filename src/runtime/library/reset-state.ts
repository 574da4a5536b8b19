import { alea } from "seedrandom";
import { resetLayerNames } from "../tensorflow/patch-layer-names.ts";

/**
 * Makes results repeatable: the same code after the same seed gives the same numbers on the same backend.
 *
 * Everything random in TensorFlow.js (initial weights, dropout, shuffling, `tf.randomNormal` without a seed) comes from
 * `Math.random`, which this function seeds. Layer names are numbered from 1 again, as after Keras's `clear_session`.
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
