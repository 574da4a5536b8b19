import type * as tf from "@tensorflow/tfjs";
import type { Engine } from "../../kernels/engine.ts";
import type { Allocator } from "../../kernels/memory.ts";
import { FLOAT_BYTES } from "../../kernels/views.ts";

/** Values in memory, sample after sample, and their gradient. */
export interface Values {
  /** Address of the values. That of the model's input changes from batch to batch. */
  readonly address: number;
  /** Address of the gradient of the loss with respect to the values; 0 if nothing before them is trained. */
  readonly gradient: number;
  /** The number of values of one sample. */
  readonly size: number;
  /** Of the model's input: where the samples of the batch are, as indices, if they do not follow one another. */
  readonly order?: Int32Array | null;
}

/** The address of the values of the `index`-th sample of the batch. */
export function sampleAddress({ address, size, order }: Values, index: number): number {
  return address + (order?.[index] ?? index) * size * FLOAT_BYTES;
}

/** A variable, and the address of its gradient after the backward pass. */
export interface Parameter {
  readonly variable: tf.Variable;
  readonly gradient: number;
}

/** An operation of the compiled step, which computes its output from the values it was built with. */
export interface Stage {
  readonly output: Values;
  /** The trained variables. */
  readonly parameters: readonly Parameter[];
  /** Computes the output of `batch` samples. */
  forward(batch: number, training: boolean): void;
  /**
   * Computes the gradients of the parameters and of the inputs, those at 0 excepted. Called after `forward`, when the
   * gradient of the output is written.
   */
  backward(batch: number): void;
}

/** What a stage is built with. */
export interface StageContext {
  readonly engine: Engine;
  readonly memory: Allocator;
  /** The largest batch. */
  readonly capacity: number;
  /** Allocates the output for `capacity` samples of this size, and its gradient if something before it is trained. */
  allocateOutput(size: number): Values;
}
