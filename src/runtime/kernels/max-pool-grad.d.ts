import * as tf from "@tensorflow/tfjs";
import { type Engine } from "./engine.ts";
export interface PoolAttributes {
    readonly filterSize: number | [number, number];
    readonly strides: number | [number, number];
    readonly pad: "valid" | "same" | number | tf.backend_util.ExplicitPadding;
    readonly dimRoundingMode?: "floor" | "round" | "ceil";
}
/**
 * The gradient of a max pooling: each output's goes to the place that it came from, the first of equals.
 * (The backend's own kernel is wrong wherever the largest value of a window is negative.)
 */
export declare function maxPoolGradient(engine: Engine, dy: tf.TensorInfo, x: tf.TensorInfo, { filterSize, strides, pad, dimRoundingMode }: PoolAttributes): tf.TensorInfo;
