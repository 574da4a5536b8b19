import * as tf from "@tensorflow/tfjs";
import { type Engine } from "./engine.ts";
/** Whether a sum runs over the first axes and keeps the last: the gradient of every bias. */
export declare function coversSum(x: tf.TensorInfo, axes: readonly number[]): boolean;
/** Sums over the first `axes` without turning the tensor around first; see `assembly/filter-gradient.ts`. */
export declare function leadingSum(engine: Engine, x: tf.TensorInfo, axes: number, keepDims: boolean): tf.TensorInfo;
