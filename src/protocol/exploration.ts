import * as v from "valibot";

/**
 * The requests of figures that look into the reader's own network, and the runtime's answers. A request is the `value`
 * of an `input` command, an answer the `state` of a `figure` event. `version` grows whenever the network or its weights
 * change, which identifies outdated answers.
 */
const index = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The network's input: an example of the dataset, or the reader's own image. */
export const ExploreSource = v.variant("type", [
  v.object({ type: v.literal("example"), index }),
  /** Values from 0 to 255, row by row, of the dataset's height × width. */
  v.object({ type: v.literal("pixels"), pixels: v.pipe(v.array(v.number()), v.maxLength(100_000)) }),
]);
export type ExploreSource = v.InferOutput<typeof ExploreSource>;

export const ExploreRequest = v.variant("request", [
  /** Describes the network. The figure gets this answer again whenever the network changes. */
  v.object({ request: v.literal("network") }),
  /** Every layer's output for one image. */
  v.object({ request: v.literal("activations"), source: ExploreSource }),
  /** The weights of all layers after an epoch; 0 is before training, the last one is the current state. */
  v.object({ request: v.literal("weights"), epoch: index }),
  /** The confusion matrix over all examples. */
  v.object({ request: v.literal("confusion") }),
  /** Examples of the class `actual` that the network predicts as `predicted`. */
  v.object({ request: v.literal("examples"), actual: index, predicted: index }),
]);
export type ExploreRequest = v.InferOutput<typeof ExploreRequest>;

/** A layer, described for the figures. `shape` is that of its output without the batch axis. */
export const ExploredLayer = v.object({
  name: v.string(),
  /** TensorFlow.js's class name: `Conv2D`, `MaxPooling2D`, `Flatten`, `Dense`, … */
  kind: v.string(),
  shape: v.array(v.number()),
  parameters: v.number(),
  activation: v.nullable(v.string()),
  /** [height, width] of the window of a convolution or pooling layer. */
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
  /** There is no network (any more); `message` says what to do. */
  v.object({ answer: v.literal("nothing"), message: v.string() }),
  /** This request failed; others may not. */
  v.object({ answer: v.literal("refused"), version, message: v.string() }),
  v.object({
    answer: v.literal("network"),
    version,
    /** [height, width] of the dataset's images, and the shape of the network's input without the batch axis. */
    pictureShape: v.tuple([v.number(), v.number()]),
    inputShape: v.array(v.number()),
    layers: v.array(ExploredLayer),
    classNames: v.array(v.string()),
    examples: v.number(),
    /** Epochs whose weights were saved; `weights` accepts 0 to this number. */
    epochs: v.number(),
    trained: v.boolean(),
  }),
  v.object({
    answer: v.literal("activations"),
    version,
    source: ExploreSource,
    /** The original image, 0 to 255, as base64 bytes, and its label if it is known. */
    picture: v.string(),
    label: v.nullable(v.number()),
    /** The network's input, after `prepare`. */
    input: ExploredTensor,
    /** Null for a layer that is too large to send. */
    layers: v.array(v.nullable(ExploredTensor)),
  }),
  v.object({
    answer: v.literal("weights"),
    version,
    epoch: v.number(),
    /** The weights of each layer (kernel, then bias); null for a tensor that is too large to send. */
    layers: v.array(v.array(v.nullable(ExploredTensor))),
  }),
  v.object({
    answer: v.literal("confusion"),
    version,
    /** counts[actual][predicted] */
    counts: v.array(v.array(v.number())),
    done: v.number(),
    total: v.number(),
    /** Images that are not counted, because the network's outputs for them are NaN. */
    invalid: v.number(),
  }),
  v.object({
    answer: v.literal("examples"),
    version,
    actual: v.number(),
    predicted: v.number(),
    /** The number of such examples; `examples` are the first of them. A probability of null is NaN or infinite. */
    total: v.number(),
    examples: v.array(
      v.object({ index: v.number(), picture: v.string(), probabilities: v.array(v.nullable(v.number())) }),
    ),
  }),
]);
export type ExploreAnswer = v.InferOutput<typeof ExploreAnswer>;
