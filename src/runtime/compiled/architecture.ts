import type * as tf from "@tensorflow/tfjs";

/** What a compiled step is built from: a graph of operations, a loss, metrics and an optimizer. */
export interface Architecture {
  /** The shape of one sample. */
  readonly inputShape: readonly number[];
  /** In the order in which they are computed: each comes after those whose values it takes. The last is the model's output. */
  readonly operations: readonly Operation[];
  /** The number of outputs per sample. */
  readonly outputs: number;
  readonly loss: LossName;
  /** What regularizers add to the loss. */
  readonly penalties: readonly Penalty[];
  readonly metrics: readonly MetricPlan[];
  readonly optimizer: tf.Optimizer;
  /** The trainable variables, in the order of the optimizer's state. */
  readonly variables: readonly tf.Variable[];
  /** The variables that the step only reads, or updates itself: those of frozen layers, and moving averages. */
  readonly otherVariables: readonly tf.Variable[];
}

/** An operation, and which values it takes: those of another operation, by its index, or the model's input. */
export interface Operation {
  readonly plan: OperationPlan;
  readonly inputs: readonly number[];
}

/** The index that stands for the model's input. */
export const INPUT = -1;

/** Weights of a layer. */
export interface Weight {
  readonly variable: tf.Variable;
  /** False in a frozen layer. */
  readonly isTrained: boolean;
}

export type Activation =
  | { readonly type: "linear" | "relu" | "sigmoid" | "tanh" | "softmax" }
  | { readonly type: "leakyRelu"; readonly slope: number }
  | { readonly type: "elu"; readonly alpha: number }
  | { readonly type: "boundedRelu"; readonly maximum: number };

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

/** What becomes of one image. */
interface ImagePlan {
  readonly input: ImageShape;
  readonly output: ImageShape;
}

export interface ConvolutionPlan extends ImagePlan {
  readonly type: "convolution";
  readonly window: Window;
  readonly kernel: Weight;
  readonly bias: Weight | null;
}

/** A convolution of each input channel by filters of its own, the same number for each. */
export interface DepthwisePlan extends ImagePlan {
  readonly type: "depthwise";
  readonly window: Window;
  readonly kernel: Weight;
  readonly bias: Weight | null;
}

export interface PoolingPlan extends ImagePlan {
  readonly type: "maxPooling" | "averagePooling";
  readonly window: Window;
}

/** The maximum of each channel over the whole image. */
export interface GlobalMaximumPlan {
  readonly type: "globalMaximum";
  readonly input: ImageShape;
}

/** The image in a larger one, surrounded by zeros, or a part of it. */
export interface PlacementPlan extends ImagePlan {
  readonly type: "padding" | "cropping";
  readonly top: number;
  readonly left: number;
}

/** Each pixel becomes rows × columns pixels. */
export interface UpsamplingPlan extends ImagePlan {
  readonly type: "upsampling";
  readonly rows: number;
  readonly columns: number;
}

export interface DensePlan {
  readonly type: "dense";
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: Weight;
  readonly bias: Weight | null;
}

export interface ActivationPlan {
  readonly type: "activation";
  readonly activation: Activation;
  readonly size: number;
  /** The length of the last axis, along which softmax runs. */
  readonly last: number;
}

/** Random noise during training. */
export interface NoisePlan {
  readonly type: "noise";
  readonly noise: Noise;
  readonly shape: readonly number[];
}

export type Noise =
  | {
      readonly type: "dropout";
      readonly rate: number;
      readonly seed: number | undefined;
      /** The shape of the mask, batch axis included, where null stands for the whole axis; null: that of the values. */
      readonly noiseShape: readonly (number | null)[] | null;
    }
  | { readonly type: "gaussianDropout"; readonly standardDeviation: number }
  | { readonly type: "gaussianNoise"; readonly standardDeviation: number };

/** Normalizes each channel, the last axis, by its mean and variance. */
export interface NormalizationPlan {
  readonly type: "normalization";
  /** The number of values per channel of one sample. */
  readonly positions: number;
  readonly channels: number;
  readonly gamma: Weight;
  readonly beta: Weight;
  readonly movingMean: tf.Variable;
  readonly movingVariance: tf.Variable;
  readonly momentum: number;
  readonly epsilon: number;
}

/** Several values of the same shape become one. */
export interface MergePlan {
  readonly type: "add" | "average" | "multiply";
  readonly size: number;
}

/** Several values become one along the last axis. */
export interface ConcatenationPlan {
  readonly type: "concatenation";
  readonly positions: number;
  /** The length of the last axis of each input. */
  readonly channels: readonly number[];
}

/** A part of the model. A layer with an activation is two of them. */
export type OperationPlan =
  | ConvolutionPlan
  | DepthwisePlan
  | PoolingPlan
  | GlobalMaximumPlan
  | PlacementPlan
  | UpsamplingPlan
  | DensePlan
  | ActivationPlan
  | NoisePlan
  | NormalizationPlan
  | MergePlan
  | ConcatenationPlan;

/** l1 · Σ |w| + l2 · Σ w² */
export interface Penalty {
  readonly variable: tf.Variable;
  readonly l1: number;
  readonly l2: number;
}

export type LossName =
  | "categoricalCrossentropy"
  | "sparseCategoricalCrossentropy"
  | "binaryCrossentropy"
  | "meanSquaredError";

/** A metric of `metrics.ts`, or a function of TensorFlow.js or the reader. */
export type MetricPlan =
  | { readonly type: "categoricalAccuracy" | "sparseCategoricalAccuracy" | "binaryAccuracy" }
  | { readonly type: "stock"; readonly metric: (targets: tf.Tensor, outputs: tf.Tensor) => tf.Tensor };

/** A model that cannot be compiled, with the reason as a sentence for the reader. */
export interface Bailout {
  readonly reason: string;
}
