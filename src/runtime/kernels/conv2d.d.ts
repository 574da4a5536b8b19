import * as tf from "@tensorflow/tfjs";
import { type Engine } from "./engine.ts";
export interface Conv2DAttributes {
    readonly strides: number | [number, number];
    readonly pad: "valid" | "same" | number | tf.backend_util.ExplicitPadding;
    readonly dataFormat: "NHWC" | "NCHW";
    readonly dilations: number | [number, number];
    readonly dimRoundingMode?: "floor" | "round" | "ceil";
}
/**
 * Whether this kernel is to be taken for a convolution. The backend's own is made for many channels, and takes a
 * detour where there are few; and with "same" padding and a stride longer than the filter it computes with what lies
 * beside the image, and spoils the memory. It is left what this one does not know: dilations, and a padding for which
 * TensorFlow.js computes the output's width by the height's filter and stride.
 */
export declare function coversConv2d(x: tf.TensorInfo, filter: tf.TensorInfo, attributes: Conv2DAttributes): boolean;
/** A 2-D convolution, with a bias where there is one; see `assembly/convolution.ts`. */
export declare function convolve(engine: Engine, x: tf.TensorInfo, filter: tf.TensorInfo, bias: tf.TensorInfo | undefined, { strides, dilations, pad, dimRoundingMode }: Conv2DAttributes): tf.TensorInfo;
