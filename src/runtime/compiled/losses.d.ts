import type { LossName } from "./architecture.ts";
/** Targets as they come: [batch, outputs], or [batch, 1] of class numbers for the sparse loss. */
export type Targets = Float32Array | Int32Array | Uint8Array;
/** The mean loss of a batch; the gradient by each output is written to `gradient`, if given. */
export type Loss = (outputs: Float32Array, targets: Targets, batch: number, columns: number, gradient: Float32Array | null) => number;
/** The losses by the formulas of TensorFlow.js, their clipping included: outside its range the gradient is zero. */
export declare const LOSSES: Readonly<Record<LossName, Loss>>;
