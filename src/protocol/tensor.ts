import * as v from "valibot";
import { shortList } from "./bounds.ts";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Null stands for NaN and infinity, which JSON does not have. */
const measured = v.nullable(v.number());

/** Bars of a histogram. */
export const HISTOGRAM_BARS = 24;
/** A slice with a longer side is thinned: only every n-th row or column is sent. */
export const MAXIMUM_SLICE_SIDE = 128;

/** What the values of a tensor are like. */
export const TensorStatistics = v.object({
  minimum: measured,
  mean: measured,
  maximum: measured,
  /** How many values are NaN or infinite. */
  notFinite: count,
  /** How many values the histogram and `notFinite` are of: of a large tensor, evenly spaced ones. */
  sample: count,
  /** How many values are in each of the equal parts from minimum to maximum. */
  histogram: shortList(count, HISTOGRAM_BARS),
});
export type TensorStatistics = v.InferOutput<typeof TensorStatistics>;

/** Two axes of a tensor at one index of all others. */
export interface SliceRequest {
  /** The number by which the runtime finds a tensor that it has shown. */
  readonly tensor: number;
  /** The axis that runs down; null for a tensor of one axis. */
  readonly rows: number | null;
  /** The axis that runs to the right. */
  readonly columns: number;
  /** The index in each axis; those of the two axes do not count. */
  readonly at: readonly number[];
}

const side = v.pipe(count, v.minValue(1), v.maxValue(MAXIMUM_SLICE_SIDE));
export const TensorSlice = v.pipe(
  v.object({
    height: side,
    width: side,
    /** Every how many rows and columns of the tensor there is one. */
    every: v.tuple([count, count]),
    /** Row by row. */
    values: v.pipe(v.array(measured), v.maxLength(MAXIMUM_SLICE_SIDE ** 2)),
  }),
  v.check(
    ({ height, width, values }) => values.length === height * width,
    "the values are not height × width",
  ),
);
export type TensorSlice = v.InferOutput<typeof TensorSlice>;
