import * as tf from "@tensorflow/tfjs";
import type { Engine } from "./engine.ts";
/** Whether it is the plain choosing of entries along the first axis, by which `fit` makes its batches. */
export declare function coversGather(indices: tf.TensorInfo, axis: number, batchDims: number, x: tf.TensorInfo): boolean;
/** Copies the chosen entries, whole rows at a time; null when an index is out of range. */
export declare function gather(engine: Engine, x: tf.TensorInfo, indices: tf.TensorInfo): tf.TensorInfo | null;
