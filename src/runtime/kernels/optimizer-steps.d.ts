import type * as tf from "@tensorflow/tfjs";
import type { Engine } from "./engine.ts";
/** One step of an optimizer over all variables of a model: one kernel for each, in place. */
export interface OptimizerStep {
    /** Steps the model's `index`-th variable by the gradient at this address. */
    update(variable: tf.Variable, index: number, gradient: number): void;
    /** After the last variable. */
    end(): void;
}
/**
 * Opens the optimizer's next step. Undefined for an optimizer that has no kernel (Adagrad, Adadelta, Adamax, centred
 * RMSProp, a student's own), or whose state is not on the WASM backend.
 */
export declare function beginStep(engine: Engine, optimizer: tf.Optimizer): OptimizerStep | undefined;
/** Whether the optimizer has a kernel. */
export declare function hasStep(optimizer: tf.Optimizer): boolean;
