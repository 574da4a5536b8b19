import type * as tf from "@tensorflow/tfjs";
/** What a compiled step is made from: a chain of layers, a loss, metrics, an optimizer. Pure data and variables. */
export interface Architecture {
    /** Of one sample. */
    readonly inputShape: readonly number[];
    readonly layers: readonly LayerPlan[];
    /** Length of one sample's output. */
    readonly outputs: number;
    readonly loss: LossName;
    readonly metrics: readonly MetricPlan[];
    readonly optimizer: tf.Optimizer;
    /** The variables in the optimizer's order. */
    readonly variables: readonly tf.Variable[];
}
export type Activation = {
    readonly type: "linear" | "relu" | "sigmoid" | "tanh" | "softmax";
} | {
    readonly type: "leakyRelu";
    readonly slope: number;
} | {
    readonly type: "elu";
    readonly alpha: number;
};
/** Height, width and channels of an image; strides and windows as rows and columns. */
export interface ImageShape {
    readonly height: number;
    readonly width: number;
    readonly channels: number;
}
export interface Window {
    readonly rows: number;
    readonly columns: number;
    readonly strideRows: number;
    readonly strideColumns: number;
    readonly padding: "valid" | "same";
}
export interface ConvolutionPlan {
    readonly type: "convolution";
    readonly input: ImageShape;
    readonly output: ImageShape;
    readonly window: Window;
    readonly kernel: tf.Variable;
    readonly bias: tf.Variable | null;
}
export interface PoolingPlan {
    readonly type: "maxPooling" | "averagePooling";
    readonly input: ImageShape;
    readonly output: ImageShape;
    readonly window: Window;
}
export interface DensePlan {
    readonly type: "dense";
    readonly inputs: number;
    readonly outputs: number;
    readonly kernel: tf.Variable;
    readonly bias: tf.Variable | null;
}
export interface ActivationPlan {
    readonly type: "activation";
    readonly activation: Activation;
    readonly size: number;
    /** Length of the last axis, along which softmax runs. */
    readonly last: number;
}
export interface DropoutPlan {
    readonly type: "dropout";
    readonly shape: readonly number[];
    readonly rate: number;
    readonly seed: number | undefined;
}
/** A layer with an activation of its own is two of these. */
export type LayerPlan = ConvolutionPlan | PoolingPlan | DensePlan | ActivationPlan | DropoutPlan;
export type LossName = "categoricalCrossentropy" | "sparseCategoricalCrossentropy" | "binaryCrossentropy" | "meanSquaredError";
/** A metric computed here, or one of TensorFlow.js's own functions. */
export type MetricPlan = {
    readonly type: "categoricalAccuracy" | "sparseCategoricalAccuracy" | "binaryAccuracy";
} | {
    readonly type: "stock";
    readonly metric: (targets: tf.Tensor, outputs: tf.Tensor) => tf.Tensor;
};
/** A model that is not compiled, and why: a sentence for the reader. */
export interface Refusal {
    readonly why: string;
}
