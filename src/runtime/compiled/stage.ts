import type * as tf from "@tensorflow/tfjs";
import type { Engine } from "../kernels/engine.ts";

/** A variable and where its gradient lies after the backward pass, shaped as the variable. */
export interface Parameter {
  readonly variable: tf.Variable;
  readonly gradient: number;
}

/** A part of the compiled step, with its own place for outputs and their gradients in the arena. */
export interface Stage {
  /** Where the outputs of the samples lie, one sample after the other. */
  readonly output: number;
  /** Where the loss's gradient by these outputs lies. */
  readonly gradient: number;
  readonly parameters: readonly Parameter[];
  /** Computes the outputs of `batch` samples from the inputs at this address. */
  forward(input: number, batch: number, training: boolean): void;
  /**
   * After `forward` with the same inputs, and with `gradient` filled: computes the parameters' gradients, and at
   * `inputGradient` the inputs', unless that is 0, where nobody asks.
   */
  backward(input: number, inputGradient: number, batch: number): void;
}

/** What a stage is built with. */
export interface Site {
  readonly engine: Engine;
  /** The largest batch. */
  readonly capacity: number;
  /** Room for this many float32 in the arena. */
  room(floats: number): number;
  /** Fills a room with zeros, once, as long as nobody writes there. */
  zeros(floats: number): number;
}
