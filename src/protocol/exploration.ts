import * as v from "valibot";

/**
 * How the figures that look into the student's own network ask the runtime, and what they are told.
 * A request is the `value` of an `input` command, an answer the `state` of a `figure` event; `version` grows whenever
 * the network or its weights change, so that an answer about an older one can be told apart.
 */
const index = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Where the input of the network comes from: an example of the data, or the reader's own picture. */
export const ExploreSource = v.variant("type", [
  v.object({ type: v.literal("example"), index }),
  /** Values from 0 to 255, row by row, of the data's own height × width. */
  v.object({ type: v.literal("pixels"), pixels: v.pipe(v.array(v.number()), v.maxLength(100_000)) }),
]);
export type ExploreSource = v.InferOutput<typeof ExploreSource>;

export const ExploreRequest = v.variant("request", [
  /** What is there to look into? The figure is told again whenever that changes. */
  v.object({ request: v.literal("network") }),
  /** Every layer's output for one picture. */
  v.object({ request: v.literal("activations"), source: ExploreSource }),
  /** The weights of all layers after an epoch; 0 is before training, and the last is now. */
  v.object({ request: v.literal("weights"), epoch: index }),
  /** How often each class was taken for which, over all examples. */
  v.object({ request: v.literal("confusion") }),
  /** Examples of the class `actual` that were taken for `predicted`. */
  v.object({ request: v.literal("examples"), actual: index, predicted: index }),
]);
export type ExploreRequest = v.InferOutput<typeof ExploreRequest>;

/** A layer as the figures need to know it. `shape` is that of one output without the batch axis. */
export const ExploredLayer = v.object({
  name: v.string(),
  /** TensorFlow.js's class name: `Conv2D`, `MaxPooling2D`, `Flatten`, `Dense`, … */
  kind: v.string(),
  shape: v.array(v.number()),
  parameters: v.number(),
  activation: v.nullable(v.string()),
  /** [height, width], for layers with a window. */
  window: v.nullable(v.tuple([v.number(), v.number()])),
  strides: v.nullable(v.tuple([v.number(), v.number()])),
  padding: v.nullable(v.picklist(["same", "valid"])),
});
export type ExploredLayer = v.InferOutput<typeof ExploredLayer>;

/** float32 values, little endian, as base64. */
const float32 = v.string();
export const ExploredTensor = v.object({ shape: v.array(v.number()), values: float32 });
export type ExploredTensor = v.InferOutput<typeof ExploredTensor>;

const version = v.number();

export const ExploreAnswer = v.variant("answer", [
  /** There is no network to look into (any more); `message` says what to do. */
  v.object({ answer: v.literal("nothing"), message: v.string() }),
  /** A request could not be met; the others still can. */
  v.object({ answer: v.literal("refused"), version, message: v.string() }),
  v.object({
    answer: v.literal("network"),
    version,
    /** [height, width] of a picture of the data, and the shape of the network's input without the batch axis. */
    pictureShape: v.tuple([v.number(), v.number()]),
    inputShape: v.array(v.number()),
    layers: v.array(ExploredLayer),
    classNames: v.array(v.string()),
    examples: v.number(),
    /** Epochs whose weights were kept; `weights` can be asked for 0 to this number. */
    epochs: v.number(),
    trained: v.boolean(),
  }),
  v.object({
    answer: v.literal("activations"),
    version,
    source: ExploreSource,
    /** The picture as it is, 0 to 255, as base64 bytes, and its label where it is known. */
    picture: v.string(),
    label: v.nullable(v.number()),
    /** What the network was given, after `prepare`. */
    input: ExploredTensor,
    /** A layer too large to send has no values. */
    layers: v.array(v.nullable(ExploredTensor)),
  }),
  v.object({
    answer: v.literal("weights"),
    version,
    epoch: v.number(),
    /** For each layer its weights (kernel, then bias); a tensor too large to send is null. */
    layers: v.array(v.array(v.nullable(ExploredTensor))),
  }),
  v.object({
    answer: v.literal("confusion"),
    version,
    /** counts[actual][predicted] */
    counts: v.array(v.array(v.number())),
    done: v.number(),
    total: v.number(),
  }),
  v.object({
    answer: v.literal("examples"),
    version,
    actual: v.number(),
    predicted: v.number(),
    /** How many there are; the first of them follow. */
    total: v.number(),
    examples: v.array(
      v.object({ index: v.number(), picture: v.string(), probabilities: v.array(v.number()) }),
    ),
  }),
]);
export type ExploreAnswer = v.InferOutput<typeof ExploreAnswer>;
