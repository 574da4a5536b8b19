import * as tf from "@tensorflow/tfjs";
import type { LayerPlan } from "./architecture.ts";
/** Thrown where a model has something that is not compiled; the message says what. */
export declare class NotCompiled extends Error {
}
/**
 * What a layer of TensorFlow.js does, as one or two plans.
 *
 * @throws NotCompiled for whatever differs from the plain layer: another class, a regularizer, a hook …
 */
export declare function readLayer(layer: tf.layers.Layer, variables: ReadonlyMap<string, tf.Variable>): LayerPlan[];
