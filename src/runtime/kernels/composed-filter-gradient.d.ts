import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
/**
 * The gradient of a 2-D convolution with respect to its filter, which the WASM backend lacks:
 *
 *     dw[u, v, c, k] = Σ_{n, i, j} x[n, i·s + u − p, j·s + v − p, c] · dy[n, i, j, k]
 *
 * Read x as [c, h, w, n] and dy as a filter of [i, j, n, k], and the sum is itself a convolution of x with dy,
 * dilated by s: four kernels that the backend has, whatever the stride and padding. (Dilated convolutions have no
 * gradient in TensorFlow.js: it says so before this kernel is reached.)
 *
 * It serves where the project's own kernels cannot start.
 */
export declare function composedFilterGradient(x: tf.TensorInfo, dy: tf.TensorInfo, attributes: Conv2DBackpropFilterAttributes, wasm: BackendWasm): tf.TensorInfo;
type Shape4 = [number, number, number, number];
export interface Conv2DBackpropFilterAttributes {
    readonly strides: number | [number, number];
    readonly pad: "valid" | "same" | number | tf.backend_util.ExplicitPadding;
    readonly dataFormat: "NHWC" | "NCHW";
    readonly dimRoundingMode?: "floor" | "round" | "ceil";
    readonly filterShape: Shape4;
}
export declare function asShape4(shape: readonly number[]): Shape4;
export {};
