import * as tf from "@tensorflow/tfjs";
import { internalsOf } from "../../compiled/model-internals.ts";

/**
 * The classes and functions of TensorFlow.js and of the runtime. Create it before any cell can register its own. A
 * model that runs other code, or keeps state between batches, cannot be measured: the reader could observe the steps.
 */
export class KnownCode {
  readonly #classes = new Set<unknown>(
    Object.values(tf.serialization.SerializationMap.getMap().classNameMap).map(([cls]) => cls),
  );
  readonly #functions = new Set<unknown>([...Object.values(tf.losses), ...Object.values(tf.metrics)]);

  /** Whether a step of this model runs only known code and changes only the weights and the optimizer's state. */
  isAllOf(model: tf.LayersModel): boolean {
    const { loss, metrics } = internalsOf(model);
    return (
      this.#knowsLayer(model) &&
      this.#classes.has(model.optimizer?.constructor) &&
      [loss, metrics].every((functions) => flatten(functions).every((one) => this.#knowsFunction(one)))
    );
  }

  #knowsLayer(layer: tf.layers.Layer): boolean {
    if (!this.#classes.has(layer.constructor) || Object.hasOwn(layer, "call")) return false;
    if (Reflect.get(layer, "_callHook") != null || layer.stateful) return false;
    return partsOf(layer).every((part) => this.#knowsLayer(part));
  }

  #knowsFunction(value: unknown): boolean {
    return typeof value !== "function" || this.#functions.has(value);
  }
}

/** The layers inside a layer: those of a model, the wrapped one, the cell of a recurrent layer. */
function partsOf(layer: tf.layers.Layer): readonly tf.layers.Layer[] {
  const fields: readonly unknown[] = Object.values(layer).flat();
  return fields.filter((field) => field instanceof tf.layers.Layer);
}

/** Losses and metrics are a single one, a list, a list of lists, or a record by output name. */
function flatten(functions: unknown): readonly unknown[] {
  return typeof functions === "object" && functions !== null
    ? Object.values(functions).flatMap(flatten)
    : [functions];
}
