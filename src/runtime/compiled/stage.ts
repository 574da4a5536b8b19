import type * as tf from "@tensorflow/tfjs";
import type { Engine } from "../kernels/engine.ts";
import type { Allocator } from "../kernels/memory.ts";

/** A variable, and the address of its gradient after the backward pass. */
export interface Parameter {
  readonly variable: tf.Variable;
  readonly gradient: number;
}

/** A part of the compiled step. Its outputs and their gradients are in the arena, sample after sample. */
export interface Stage {
  /** Address of the outputs. */
  readonly output: number;
  /** Address of the gradient of the loss with respect to the outputs. */
  readonly gradient: number;
  readonly parameters: readonly Parameter[];
  /** Computes the outputs of `batch` samples from the inputs at this address. */
  forward(input: number, batch: number, training: boolean): void;
  /**
   * Computes the gradients of the parameters and, unless `inputGradient` is 0, of the inputs. Called after `forward` with
   * the same inputs, and after `gradient` was written.
   */
  backward(input: number, inputGradient: number, batch: number): void;
}

/** What a stage is built with. */
export interface StageContext {
  readonly engine: Engine;
  readonly memory: Allocator;
  /** The largest batch. */
  readonly capacity: number;
}
