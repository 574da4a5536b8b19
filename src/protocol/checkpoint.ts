import * as v from "valibot";
import { Base64, decodedLength, WeightSpec, weightBytes } from "./saved-model.ts";

/** Weights and optimizer state of a training are at most this large: with base64 some 32 million letters. */
export const MAXIMUM_CHECKPOINT_BYTES = 24_000_000;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const specs = v.pipe(v.array(WeightSpec), v.maxLength(4000));

/** The end of an epoch of a `fit`, without its data. */
const header = {
  /** Epochs trained so far. */
  epochs: v.pipe(count, v.minValue(1)),
  /** Which `fit` of the cell's run it is, counted from 0. */
  fit: count,
  optimizer: v.object({
    className: v.pipe(v.string(), v.maxLength(200)),
    /** Null if it has none. */
    learningRate: v.nullable(v.number()),
  }),
  /** In the order of the model's weights. */
  weightSpecs: specs,
  /** Of what the optimizer has accumulated; null if it cannot be read, as that of Adamax. */
  stateSpecs: v.nullable(specs),
};

/** A training at the end of an epoch, from which it can continue, as the runtime hands it to the page. */
export const Checkpoint = v.pipe(
  v.object({
    ...header,
    /** The weights, then the optimizer's state, value by value as in the specs, as base64. */
    data: Base64,
  }),
  v.check(
    ({ weightSpecs, stateSpecs, data }) =>
      weightBytes(weightSpecs) + weightBytes(stateSpecs ?? []) === decodedLength(data) &&
      decodedLength(data) <= MAXIMUM_CHECKPOINT_BYTES,
    "the number of values does not match their shapes",
  ),
);
export type Checkpoint = v.InferOutput<typeof Checkpoint>;

/** The same as the runtime gets it back. */
export type CheckpointParts = Omit<Checkpoint, "data"> & { readonly data: ArrayBuffer };
