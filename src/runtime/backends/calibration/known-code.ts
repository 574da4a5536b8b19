import * as tf from "@tensorflow/tfjs";
import { internalsOf } from "../../compiled/model-internals.ts";

/**
 * What is TensorFlow.js's code and ours, to be asked before any cell can add its own. A step that runs code of the
 * student's, or keeps something for the next, cannot be tried without the student seeing what it prints, counts or
 * remembers.
 */
export class KnownCode {
  private readonly classes = new Set<unknown>(
    Object.values(tf.serialization.SerializationMap.getMap().classNameMap).map(([cls]) => cls),
  );
  private readonly functions = new Set<unknown>([...Object.values(tf.losses), ...Object.values(tf.metrics)]);

  /** Whether a step of this model runs known code alone, and keeps nothing but weights and the optimizer's state. */
  isAllOf(model: tf.LayersModel): boolean {
    const { loss, metrics } = internalsOf(model);
    return (
      this.knowsLayer(model) &&
      this.classes.has(model.optimizer?.constructor) &&
      [loss, metrics].every((functions) => flatten(functions).every((one) => this.knowsFunction(one)))
    );
  }

  private knowsLayer(layer: tf.layers.Layer): boolean {
    if (!this.classes.has(layer.constructor) || Object.hasOwn(layer, "call")) return false;
    if (Reflect.get(layer, "_callHook") != null || layer.stateful) return false;
    return partsOf(layer).every((part) => this.knowsLayer(part));
  }

  private knowsFunction(value: unknown): boolean {
    return typeof value !== "function" || this.functions.has(value);
  }
}

/** A model's layers, what a wrapper wraps, the cell of a recurrent layer. */
function partsOf(layer: tf.layers.Layer): readonly tf.layers.Layer[] {
  const fields: readonly unknown[] = Object.values(layer).flat();
  return fields.filter((field) => field instanceof tf.layers.Layer);
}

/** Losses and metrics come as one, as a list, as lists in a list, or by the outputs' names. */
function flatten(functions: unknown): readonly unknown[] {
  return typeof functions === "object" && functions !== null
    ? Object.values(functions).flatMap(flatten)
    : [functions];
}
