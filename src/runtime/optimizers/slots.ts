import * as tf from "@tensorflow/tfjs";

/** A variable of an optimizer's own beside one of the model's, named as TensorFlow.js names them. */
export interface Slot {
  readonly originalName: string;
  readonly variable: tf.Variable;
}

/** The optimizer's variable beside the model's `index`-th, made of zeros when it is first needed. */
export function slot(slots: Slot[], index: number, originalName: string, like: tf.Variable): tf.Variable {
  const existing = slots[index];
  if (existing != null) return existing.variable;
  const variable = tf.tidy(() => tf.variable(tf.zerosLike(like), false));
  slots[index] = { originalName, variable };
  return variable;
}
