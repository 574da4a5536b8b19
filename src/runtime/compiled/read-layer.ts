import * as tf from "@tensorflow/tfjs";
import type { Activation, ImageShape, LayerPlan, PoolingPlan, Window } from "./architecture.ts";

/** Thrown for a model that cannot be compiled. The message is the reason, as a sentence for the student. */
export class NotCompilable extends Error {}

/**
 * The one or two plans of a TensorFlow.js layer.
 *
 * @param variables the trainable variables by name
 * @throws NotCompilable for a layer that is not supported: another class, a regularizer, a hook …
 */
export function readLayer(layer: tf.layers.Layer, variables: ReadonlyMap<string, tf.Variable>): LayerPlan[] {
  const className = layer.getClassName();
  ensure(isStock(layer, className), `${nameOf(layer)} is of a custom class, or was changed`);
  ensureNoExtras(layer);
  const read = READERS[className];
  return read === undefined
    ? bailOut(`${nameOf(layer)} is a ${className} layer, which has no compiled step`)
    : read({
        layer,
        variables,
        config: layer.getConfig(),
        input: shapeOf(layer.input),
        output: shapeOf(layer.output),
      });
}

interface LayerInfo {
  readonly layer: tf.layers.Layer;
  readonly variables: ReadonlyMap<string, tf.Variable>;
  readonly config: tf.serialization.ConfigDict;
  /** The shapes of one sample. */
  readonly input: readonly number[];
  readonly output: readonly number[];
}

/** The supported layers by their class names. */
const READERS: Readonly<Record<string, (info: LayerInfo) => LayerPlan[]>> = {
  InputLayer: () => [],
  Flatten: () => [],
  Reshape: () => [],
  Conv2D: readConv2D,
  MaxPooling2D: (info) => [readPooling("maxPooling", info)],
  AveragePooling2D: (info) => [readPooling("averagePooling", info)],
  Dense: readDense,
  Dropout: readDropout,
  Activation: readActivation,
  ReLU: readRelu,
  LeakyReLU: (info) => activationPlan(info, { type: "leakyRelu", slope: alphaOf(info) }),
  ELU: (info) => activationPlan(info, { type: "elu", alpha: alphaOf(info) }),
  Softmax: readSoftmax,
};

function readConv2D(info: LayerInfo): LayerPlan[] {
  const { layer, config, input, output } = info;
  ensure(
    pairOf(config["dilationRate"]).every((rate) => rate === 1),
    `${nameOf(layer)} is dilated`,
  );
  return [
    {
      type: "convolution",
      input: imageOf(input),
      output: imageOf(output),
      window: windowOf(config, config["kernelSize"]),
      kernel: kernelOf(info),
      bias: weightOf(info, 1),
    },
    ...readActivation(info),
  ];
}

function readPooling(type: PoolingPlan["type"], { config, input, output }: LayerInfo): PoolingPlan {
  const window = windowOf(config, config["poolSize"]);
  return { type, input: imageOf(input), output: imageOf(output), window };
}

function readDense(info: LayerInfo): LayerPlan[] {
  const { layer, input, output } = info;
  ensure(
    input.length === 1,
    `${nameOf(layer)} has inputs of more than one dimension; add a flatten layer before it`,
  );
  const [inputs, outputs] = [input[0] ?? 0, output[0] ?? 0];
  const bias = weightOf(info, 1);
  return [{ type: "dense", inputs, outputs, kernel: kernelOf(info), bias }, ...readActivation(info)];
}

function readDropout({ layer, config, output }: LayerInfo): LayerPlan[] {
  const { rate, seed, noiseShape } = config;
  ensure(noiseShape == null, `${nameOf(layer)} has a noiseShape`);
  if (typeof rate !== "number" || !(rate > 0 && rate < 1)) return [];
  return [{ type: "dropout", shape: output, rate, seed: typeof seed === "number" ? seed : undefined }];
}

function readActivation(info: LayerInfo): LayerPlan[] {
  return activationPlan(info, activationOf(info.layer, info.config["activation"]));
}

function readRelu(info: LayerInfo): LayerPlan[] {
  ensure(info.config["maxValue"] == null, `${nameOf(info.layer)} has a maxValue`);
  return activationPlan(info, { type: "relu" });
}

function readSoftmax(info: LayerInfo): LayerPlan[] {
  const { layer, config, output } = info;
  // The axis counts the batch; TensorFlow.js's default is 1, the last axis of a dense layer's outputs.
  const isLastAxis = config["axis"] === -1 || config["axis"] === output.length;
  ensure(isLastAxis, `${nameOf(layer)} has an axis that is not the last one`);
  return activationPlan(info, { type: "softmax" });
}

function activationPlan({ output }: LayerInfo, activation: Activation): LayerPlan[] {
  if (activation.type === "linear") return [];
  const size = tf.util.sizeFromShape([...output]);
  return [{ type: "activation", activation, size, last: output.at(-1) ?? 1 }];
}

function activationOf(layer: tf.layers.Layer, name: unknown): Activation {
  switch (name) {
    case undefined:
    case null:
    case "linear":
      return { type: "linear" };
    case "relu":
    case "sigmoid":
    case "tanh":
    case "softmax":
      return { type: name };
    case "elu":
      return { type: "elu", alpha: 1 };
    default:
      return bailOut(`${nameOf(layer)} has the activation "${String(name)}"`);
  }
}

function alphaOf({ layer, config }: LayerInfo): number {
  const { alpha } = config;
  return typeof alpha === "number" && alpha > 0
    ? Math.fround(alpha)
    : bailOut(`${nameOf(layer)} has an alpha that is not positive`);
}

function kernelOf(info: LayerInfo): tf.Variable {
  return weightOf(info, 0) ?? bailOut(`${nameOf(info.layer)} is not built`);
}

function weightOf({ layer, variables }: LayerInfo, index: number): tf.Variable | null {
  const name = layer.weights[index]?.name;
  if (name === undefined) return null;
  return (
    variables.get(name) ?? bailOut(`${nameOf(layer)} has weights that are not trained (trainable: false)`)
  );
}

function imageOf([height = 0, width = 0, channels = 0]: readonly number[]): ImageShape {
  return { height, width, channels };
}

function windowOf(config: tf.serialization.ConfigDict, size: unknown): Window {
  const [rows, columns] = pairOf(size);
  const [strideRows, strideColumns] = pairOf(config["strides"] ?? size);
  const padding = config["padding"];
  if (padding !== "valid" && padding !== "same")
    return bailOut(`a layer has the padding "${String(padding)}"`);
  return { rows, columns, strideRows, strideColumns, padding };
}

function pairOf(value: unknown): readonly [number, number] {
  if (typeof value === "number") return [value, value];
  if (value == null) return [1, 1];
  if (Array.isArray(value)) {
    const [first, second]: unknown[] = value;
    if (typeof first === "number" && typeof second === "number") return [first, second];
  }
  return bailOut("a layer has a size that is not a pair of numbers");
}

/** The shape without the batch axis. */
function shapeOf(symbol: tf.SymbolicTensor | tf.SymbolicTensor[]): number[] {
  if (Array.isArray(symbol)) return bailOut("a layer has several inputs or outputs");
  return symbol.shape
    .slice(1)
    .map((size) => (size !== null && size > 0 ? size : bailOut("a layer's size is not fixed, or zero")));
}

/** A subclass, or a layer with another `call` or a call hook, may compute anything. */
function isStock(layer: tf.layers.Layer, className: string): boolean {
  const registered = tf.serialization.SerializationMap.getMap().classNameMap[className]?.[0];
  return (
    layer.constructor === registered &&
    !Object.hasOwn(layer, "call") &&
    Reflect.get(layer, "_callHook") == null
  );
}

const EXTRAS = [
  "kernelRegularizer",
  "biasRegularizer",
  "activityRegularizer",
  "kernelConstraint",
  "biasConstraint",
] as const;

function ensureNoExtras(layer: tf.layers.Layer): void {
  const config = layer.getConfig();
  for (const extra of EXTRAS) ensure(config[extra] == null, `${nameOf(layer)} has a ${extra}`);
  ensure(layer.losses.length === 0, `${nameOf(layer)} adds its own loss`);
  const format = config["dataFormat"];
  ensure(format == null || format === "channelsLast", `${nameOf(layer)} has its channels first`);
  ensure(layer.dtype === "float32" || layer.dtype == null, `${nameOf(layer)} is of type ${layer.dtype}`);
}

function nameOf(layer: tf.layers.Layer): string {
  return `the layer "${layer.name}"`;
}

function ensure(condition: boolean, otherwise: string): void {
  if (!condition) bailOut(otherwise);
}

function bailOut(reason: string): never {
  throw new NotCompilable(reason);
}
