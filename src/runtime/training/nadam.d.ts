import * as tf from "@tensorflow/tfjs";
/** The momentum schedule of Nadam: u_t = β₁ (1 − ½ · 0.96^t), t counting from 1. */
export declare function nadamMomentum(beta1: number, step: number): number;
/** The numbers that one step of Nadam multiplies with; the same for every variable. */
export interface NadamCoefficients {
    /** Of the first moment: u_{t+1} / (1 − Π_{i ≤ t+1} u_i). */
    readonly moment: number;
    /** Of the gradient: (1 − u_t) / (1 − Π_{i ≤ t} u_i). */
    readonly gradient: number;
    /** 1 / (1 − β₂^t), which corrects the second moment's start at zero. */
    readonly velocity: number;
}
/** The coefficients of step `step` (from 1), `product` being u_1 · … · u_step. */
export declare function nadamCoefficients(beta1: number, beta2: number, step: number, product: number): NadamCoefficients;
/** As TensorFlow.js names it, which does not export the type. */
interface NamedTensor {
    name: string;
    tensor: tf.Tensor;
}
/**
 * Nadam, that is Adam with Nesterov momentum, by the formula of Keras 3 (which differs from the paper's in the
 * order of its products): https://github.com/keras-team/keras/blob/master/keras/src/optimizers/nadam.py.
 *
 * The products of the schedule are kept as float64 numbers, not as tensors: they cost nothing and lose nothing.
 */
export declare class NadamOptimizer extends tf.Optimizer {
    learningRate: number;
    readonly beta1: number;
    readonly beta2: number;
    readonly epsilon: number;
    /** @nocollapse */
    static get className(): string;
    private moments;
    private velocities;
    /** u_1 · … · u_t of the steps done. */
    private product;
    constructor(learningRate: number, beta1: number, beta2: number, epsilon: number);
    applyGradients(gradients: tf.NamedTensorMap | NamedTensor[]): void;
    /** Opens the next step: its coefficients, the same for every variable. */
    begin(): NadamCoefficients;
    /** The two running means beside the model's `index`-th variable. */
    slots(index: number, variable: tf.Variable): {
        moment: tf.Variable;
        velocity: tf.Variable;
    };
    private update;
    dispose(): void;
    getWeights(): Promise<NamedTensor[]>;
    setWeights(weights: NamedTensor[]): Promise<void>;
    getConfig(): tf.serialization.ConfigDict;
    /** @nocollapse */
    static fromConfig<T extends tf.serialization.Serializable>(cls: tf.serialization.SerializableConstructor<T>, config: tf.serialization.ConfigDict): T;
}
/**
 * Nadam with the defaults of Keras 3.
 *
 * @param learningRate the step's length, 0.001 unless given
 * @param beta1 decay of the gradient's running mean, in [0, 1)
 * @param beta2 decay of the squared gradient's running mean, in [0, 1)
 * @param epsilon added to the denominator, so that it is never zero
 * @throws RangeError when a number lies outside its range
 * @example model.compile({ optimizer: nadam(), loss: "sparseCategoricalCrossentropy", metrics: ["accuracy"] });
 */
export declare function nadam(learningRate?: number, beta1?: number, beta2?: number, epsilon?: number): tf.Optimizer;
export {};
