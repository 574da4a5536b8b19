import * as tf from "@tensorflow/tfjs";
import type { Activation, ImageShape, LayerPlan, Window } from "./architecture.ts";

/** Thrown where a model has something that is not compiled; the message says what. */
export class NotCompiled extends Error {}

/**
 * What a layer of TensorFlow.js does, as one or two plans.
 *
 * @throws NotCompiled for whatever differs from the plain layer: another class, a regularizer, a hook …
 */
export function readLayer(layer: tf.layers.Layer, variables: ReadonlyMap<string, tf.Variable>): LayerPlan[] {
  const className = layer.getClassName();
  refuseUnless(isStock(layer, className), `${theLayer(layer)} is of a class of its own, or was changed`);
  const config = layer.getConfig();
  const input = shapeOf(layer.input);
  const output = shapeOf(layer.output);
  const size = output.reduce((product, length) => product * length, 1);
  const last = output.at(-1) ?? 1;
  const activate = (activation: Activation): LayerPlan[] =>
    activation.type === "linear" ? [] : [{ type: "activation", activation, size, last }];
  const weight = (index: number): tf.Variable | null => {
    const name = layer.weights[index]?.name;
    return name === undefined
      ? null
      : (variables.get(name) ??
          refuse(`${theLayer(layer)} has weights that are not trained (trainable: false)`));
  };
  refuseExtras(layer, config);
  switch (className) {
    case "InputLayer":
    case "Flatten":
    case "Reshape":
      return [];
    case "Conv2D": {
      refuseUnless(
        pairOf(config["dilationRate"]).every((rate) => rate === 1),
        `${theLayer(layer)} is dilated`,
      );
      const kernel = weight(0) ?? refuse(`${theLayer(layer)} is not built`);
      const window = windowOf(config, config["kernelSize"]);
      return [
        {
          type: "convolution",
          input: imageOf(input),
          output: imageOf(output),
          window,
          kernel,
          bias: weight(1),
        },
        ...activate(activationOf(layer, config["activation"])),
      ];
    }
    case "MaxPooling2D":
    case "AveragePooling2D": {
      const type = className === "MaxPooling2D" ? "maxPooling" : "averagePooling";
      return [
        {
          type,
          input: imageOf(input),
          output: imageOf(output),
          window: windowOf(config, config["poolSize"]),
        },
      ];
    }
    case "Dense": {
      refuseUnless(
        input.length === 1,
        `${theLayer(layer)} works on more than a row of numbers; a flatten layer before it makes it one`,
      );
      const kernel = weight(0) ?? refuse(`${theLayer(layer)} is not built`);
      return [
        { type: "dense", inputs: input[0] ?? 0, outputs: output[0] ?? 0, kernel, bias: weight(1) },
        ...activate(activationOf(layer, config["activation"])),
      ];
    }
    case "Dropout": {
      const { rate, seed, noiseShape } = config;
      refuseUnless(noiseShape == null, `${theLayer(layer)} has a noiseShape`);
      const known = typeof seed === "number" ? seed : undefined;
      return typeof rate === "number" && rate > 0 && rate < 1
        ? [{ type: "dropout", shape: output, rate, seed: known }]
        : [];
    }
    case "Activation":
      return activate(activationOf(layer, config["activation"]));
    case "ReLU":
      refuseUnless(config["maxValue"] == null, `${theLayer(layer)} has a maxValue`);
      return activate({ type: "relu" });
    case "LeakyReLU":
      return activate({ type: "leakyRelu", slope: positive(layer, config["alpha"]) });
    case "ELU":
      return activate({ type: "elu", alpha: positive(layer, config["alpha"]) });
    case "Softmax":
      refuseUnless(
        // Counted with the samples' axis; TensorFlow.js's default is 1, the last of a row of numbers.
        config["axis"] === -1 || config["axis"] === output.length,
        `${theLayer(layer)} runs along another axis than the last`,
      );
      return activate({ type: "softmax" });
    default:
      return refuse(`${theLayer(layer)} is a ${className} layer, which has no compiled step`);
  }
}

function theLayer(layer: tf.layers.Layer): string {
  return `the layer "${layer.name}"`;
}

function refuse(why: string): never {
  throw new NotCompiled(why);
}

function refuseUnless(condition: boolean, why: string): void {
  if (!condition) refuse(why);
}

/** A student's subclass, or a layer whose `call` was replaced, does what only itself knows. */
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

function refuseExtras(layer: tf.layers.Layer, config: tf.serialization.ConfigDict): void {
  for (const extra of EXTRAS) refuseUnless(config[extra] == null, `${theLayer(layer)} has a ${extra}`);
  refuseUnless(layer.losses.length === 0, `${theLayer(layer)} adds a loss of its own`);
  const format = config["dataFormat"];
  refuseUnless(format == null || format === "channelsLast", `${theLayer(layer)} has its channels first`);
  refuseUnless(
    layer.dtype === "float32" || layer.dtype == null,
    `${theLayer(layer)} is of type ${layer.dtype}`,
  );
}

/** Without the samples' axis. */
function shapeOf(symbol: tf.SymbolicTensor | tf.SymbolicTensor[]): number[] {
  if (Array.isArray(symbol)) return refuse("a layer has several inputs or outputs");
  return symbol.shape
    .slice(1)
    .map((size) => (size !== null && size > 0 ? size : refuse("a layer's size is not fixed, or zero")));
}

function imageOf(shape: readonly number[]): ImageShape {
  const [height = 0, width = 0, channels = 0] = shape;
  return { height, width, channels };
}

function windowOf(config: tf.serialization.ConfigDict, size: unknown): Window {
  const [rows, columns] = pairOf(size);
  const [strideRows, strideColumns] = pairOf(config["strides"] ?? size);
  const padding = config["padding"];
  if (padding !== "valid" && padding !== "same")
    return refuse(`a layer has the padding "${String(padding)}"`);
  return { rows, columns, strideRows, strideColumns, padding };
}

function pairOf(value: unknown): readonly [number, number] {
  if (typeof value === "number") return [value, value];
  if (value == null) return [1, 1];
  if (Array.isArray(value)) {
    const [first, second]: unknown[] = value;
    if (typeof first === "number" && typeof second === "number") return [first, second];
  }
  return refuse("a layer has a size that is not two numbers");
}

function positive(layer: tf.layers.Layer, value: unknown): number {
  if (typeof value !== "number" || !(value > 0))
    return refuse(`${theLayer(layer)} has an alpha that is not positive`);
  return Math.fround(value);
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
      return refuse(`${theLayer(layer)} has the activation "${String(name)}"`);
  }
}
