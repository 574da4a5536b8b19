import type * as tf from "@tensorflow/tfjs";

/** What a compiled step is built from: a chain of layers, a loss, metrics and an optimizer. */
export interface Architecture {
  /** The shape of one sample. */
  readonly inputShape: readonly number[];
  readonly layers: readonly LayerPlan[];
  /** The number of outputs per sample. */
  readonly outputs: number;
  readonly loss: LossName;
  readonly metrics: readonly MetricPlan[];
  readonly optimizer: tf.Optimizer;
  /** The trainable variables, in the order of the optimizer's state. */
  readonly variables: readonly tf.Variable[];
}

export type Activation =
  | { readonly type: "linear" | "relu" | "sigmoid" | "tanh" | "softmax" }
  | { readonly type: "leakyRelu"; readonly slope: number }
  | { readonly type: "elu"; readonly alpha: number };

export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** The windows of a convolution or pooling. */
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
  /** The length of the last axis, along which softmax runs. */
  readonly last: number;
}

export interface DropoutPlan {
  readonly type: "dropout";
  readonly shape: readonly number[];
  readonly rate: number;
  readonly seed: number | undefined;
}

/** A part of the model. A layer with an activation is two plans. */
export type LayerPlan = ConvolutionPlan | PoolingPlan | DensePlan | ActivationPlan | DropoutPlan;

export type LossName =
  | "categoricalCrossentropy"
  | "sparseCategoricalCrossentropy"
  | "binaryCrossentropy"
  | "meanSquaredError";

/** A metric of `metrics.ts`, or a function of TensorFlow.js or the student. */
export type MetricPlan =
  | { readonly type: "categoricalAccuracy" | "sparseCategoricalAccuracy" | "binaryAccuracy" }
  | { readonly type: "stock"; readonly metric: (targets: tf.Tensor, outputs: tf.Tensor) => tf.Tensor };

/** A model that cannot be compiled, with the reason as a sentence for the student. */
export interface Bailout {
  readonly reason: string;
}
