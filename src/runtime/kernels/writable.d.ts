import * as tf from "@tensorflow/tfjs";
import { type Engine } from "./engine.ts";
/** Whether a tensor's values lie in the memory of the WASM backend. */
export declare function isHere(engine: Engine, tensor: tf.Tensor): boolean;
/**
 * Where a variable's values may be overwritten. TensorFlow.js itself never overwrites any, and counts on it twice:
 *
 * - a clone shares the values: where there is one, the variable first gets a copy of its own, so that whoever kept
 *   the old values keeps them;
 * - the backend keeps weights that it has packed for its multiplications by their number: the variable gets a new
 *   one, so that they are packed anew.
 */
export declare function writable(engine: Engine, variable: tf.Variable): number;
