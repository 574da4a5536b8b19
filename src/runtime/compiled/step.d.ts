import * as tf from "@tensorflow/tfjs";
import type { Engine } from "../kernels/engine.ts";
import type { Architecture } from "./architecture.ts";
import type { Arena } from "./arena.ts";
/** The forward pass, backward pass and update of one model, compiled. */
export declare class CompiledStep {
    private stages;
    private capacity;
    private readonly engine;
    private readonly arena;
    private readonly architecture;
    constructor(engine: Engine, arena: Arena, architecture: Architecture);
    /** Whether these tensors are a batch that it can take; what it cannot goes the ordinary way. */
    accepts(x: tf.Tensor, y: tf.Tensor | undefined): boolean;
    /** One step of training. The loss and metrics of the batch before the update, as TensorFlow.js gives them. */
    train(x: tf.Tensor, y: tf.Tensor): tf.Scalar[];
    /** Loss and metrics of a batch. */
    test(x: tf.Tensor, y: tf.Tensor): tf.Scalar[];
    /** The outputs for a batch. */
    predict(x: tf.Tensor): tf.Tensor2D;
    private forward;
    /** Another model may have used the arena since. */
    private prepare;
    private evaluate;
    private metric;
    private outputs;
    private backward;
    private update;
    private floats;
}
