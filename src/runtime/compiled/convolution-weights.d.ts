import type * as tf from "@tensorflow/tfjs";
import type { Parameter, Site } from "./stage.ts";
/** A matrix of weights [inputs, outputs] and a bias, as `assembly/convolution.ts` reads them, and their gradients. */
export interface Weights {
    /** Length of a row of weights, a multiple of four. */
    readonly width: number;
    readonly parameters: readonly Parameter[];
    /** Where the weights lie in rows of `width`; made anew if they had to be copied. */
    read(): number;
    readBias(): number;
    /** Where gradients are to be added up, in rows of `width`, at zero. */
    openGradient(): number;
    openBiasGradient(): number;
    /** Puts the added up gradients into the shape of the variables. */
    closeGradient(): void;
}
export declare function weightsFor(site: Site, kernel: tf.Variable, bias: tf.Variable | null, inputs: number, outputs: number): Weights;
