import * as v from "valibot";
import { Json } from "./json.ts";

/** A model's weights are at most this large: with base64 some 43 million letters. */
export const MAXIMUM_WEIGHT_BYTES = 32_000_000;

/**
 * The runtime hands a model to the page as JSON, in parts of this length, so that each fits a message with all its quotes
 * escaped. The page asks for one after the other.
 */
export const MODEL_PART_LENGTH = 900_000;
export const MAXIMUM_MODEL_PARTS = 60;

const BYTES_PER_VALUE = { float32: 4, int32: 4, bool: 1 } as const;

/** A weight's name, shape and type, in the order of the model's weights, as in TensorFlow.js. */
export const WeightSpec = v.object({
  name: v.pipe(v.string(), v.maxLength(500)),
  shape: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0))), v.maxLength(8)),
  dtype: v.picklist(["float32", "int32", "bool"]),
});
export type WeightSpec = v.InferOutput<typeof WeightSpec>;

/** Values as base64. */
export const Base64 = v.pipe(
  v.string(),
  v.maxLength(Math.ceil(MAXIMUM_WEIGHT_BYTES / 3) * 4),
  v.regex(/^[A-Za-z0-9+/]*={0,2}$/),
);

/** TensorFlow.js's `ModelArtifacts` of a layers model, with the weights as base64, as it stores them in a browser. */
export const ModelArtifacts = v.pipe(
  v.object({
    format: v.literal("layers-model"),
    generatedBy: v.pipe(v.string(), v.maxLength(200)),
    modelTopology: v.record(v.string(), Json),
    weightSpecs: v.pipe(v.array(WeightSpec), v.maxLength(2000)),
    weightData: Base64,
  }),
  v.check(
    ({ weightSpecs, weightData }) => weightBytes(weightSpecs) === decodedLength(weightData),
    "the number of weights does not match their shapes",
  ),
);
export type ModelArtifacts = v.InferOutput<typeof ModelArtifacts>;

/** The size of the weights, in bytes. */
export function weightBytes(specs: readonly WeightSpec[]): number {
  return specs.reduce(
    (sum, { shape, dtype }) => sum + shape.reduce((size, axis) => size * axis, BYTES_PER_VALUE[dtype]),
    0,
  );
}

/** In bytes. */
export function decodedLength(base64: string): number {
  const padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
  return (base64.length / 4) * 3 - padding;
}
