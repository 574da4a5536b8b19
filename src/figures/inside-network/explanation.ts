import type { Position } from "../maths/volume.ts";
import type { Product } from "../parts/text/arithmetic.tsx";

/** One value of a layer's output. A unit of a dense layer has row 0, column 0 and its index as the channel. */
export interface Unit extends Position {
  readonly channel: number;
}

/** The cells of a layer's input that a unit sees; may reach into the padding. */
export interface Window extends Position {
  readonly height: number;
  readonly width: number;
}

/** How a unit's value is computed from its layer's input. */
export type Explanation = SumExplanation | PoolExplanation | CopyExplanation | NoExplanation;

/** A weighted sum, then the activation function. */
export interface SumExplanation {
  readonly type: "sum";
  /** In the order of the layer's weights. */
  readonly products: readonly Product[];
  readonly bias: number;
  readonly sum: number;
  readonly activation: string;
  /** Null for a dense layer, which sees everything. */
  readonly window: Window | null;
  /** The sums of all units of the layer, for softmax; null for other activations. */
  readonly scores: readonly number[] | null;
}

export interface PoolExplanation {
  readonly type: "pool";
  readonly method: "max" | "average";
  /** The values in the window, without padding. */
  readonly values: readonly number[];
  readonly window: Window;
}

/** The same number as in the layer's input, possibly at another position. */
export interface CopyExplanation {
  readonly type: "copy";
  readonly from: Unit;
}

/** A layer that this figure cannot take apart. */
export interface NoExplanation {
  readonly type: "unexplained";
  readonly reason: string;
}
