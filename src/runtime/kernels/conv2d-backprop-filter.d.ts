import * as tf from "@tensorflow/tfjs";
import { type Conv2DBackpropFilterAttributes } from "./composed-filter-gradient.ts";
import { type Engine } from "./engine.ts";
/** The gradient of a 2-D convolution with respect to its filter; see `assembly/filter-gradient.ts`. */
export declare function filterGradient(engine: Engine, x: tf.TensorInfo, dy: tf.TensorInfo, { strides, pad, filterShape, dimRoundingMode }: Conv2DBackpropFilterAttributes): tf.TensorInfo;
