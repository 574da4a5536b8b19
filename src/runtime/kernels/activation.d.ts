import * as tf from "@tensorflow/tfjs";
import type { Conv2DAttributes } from "./conv2d.ts";
import type { Engine } from "./engine.ts";
export interface FusedConv2DAttributes extends Conv2DAttributes {
    readonly activation: string;
    readonly leakyreluAlpha?: number;
}
/** The activation of a fused operation by the backend's own kernel; takes `x` over. */
export declare function activate({ backend }: Engine, x: tf.TensorInfo, { activation, leakyreluAlpha }: FusedConv2DAttributes, alpha: tf.TensorInfo | undefined): tf.TensorInfo;
