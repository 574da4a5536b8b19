import * as tf from "@tensorflow/tfjs";

/** A variable that an optimizer keeps for one of the model's variables, as TensorFlow.js names it. */
export interface Slot {
  readonly originalName: string;
  readonly variable: tf.Variable;
}

/** The slot of the model's `index`-th variable, created at zero when it is first used. */
export function slot(slots: Slot[], index: number, originalName: string, like: tf.Variable): tf.Variable {
  const existing = slots[index];
  if (existing != null) return existing.variable;
  const variable = tf.tidy(() => tf.variable(tf.zerosLike(like), false));
  slots[index] = { originalName, variable };
  return variable;
}
