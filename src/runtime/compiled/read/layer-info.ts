import type * as tf from "@tensorflow/tfjs";
import type { ImageShape, Weight, Window } from "../architecture.ts";
import { NotCompilable } from "./not-compilable.ts";

export interface LayerInfo {
  readonly layer: tf.layers.Layer;
  readonly variables: ReadonlyMap<string, tf.Variable>;
  readonly config: tf.serialization.ConfigDict;
  /** The shapes of one sample: of the only or first input, of all of them, and of the output. */
  readonly input: readonly number[];
  readonly inputs: readonly (readonly number[])[];
  readonly output: readonly number[];
}

export function weightOf({ layer, variables }: LayerInfo, index: number): Weight {
  const weight = layer.weights[index];
  if (weight === undefined) return bailOut(`${nameOf(layer)} is not built`);
  const trained = variables.get(weight.name);
  return { variable: trained ?? variableOf(weight), isTrained: trained !== undefined };
}

export function biasOf(info: LayerInfo, index: number): Weight | null {
  return info.layer.weights[index] === undefined ? null : weightOf(info, index);
}

/** The variable of a weight. The types of TensorFlow.js call it a tensor. */
export function variableOf(weight: { read(): tf.Tensor }): tf.Variable {
  return weight.read() as tf.Variable;
}

export function imageOf([height = 0, width = 0, channels = 0]: readonly number[]): ImageShape {
  return { height, width, channels };
}

export function windowOf(config: tf.serialization.ConfigDict, size: unknown): Window {
  const [rows, columns] = pairOf(size);
  const [strideRows, strideColumns] = pairOf(config["strides"] ?? size);
  const padding = config["padding"];
  if (padding !== "valid" && padding !== "same")
    return bailOut(`a layer has the padding "${String(padding)}"`);
  return { rows, columns, strideRows, strideColumns, padding };
}

export function pairOf(value: unknown): readonly [number, number] {
  if (typeof value === "number") return [value, value];
  if (value == null) return [1, 1];
  if (Array.isArray(value)) {
    const [first, second]: unknown[] = value;
    if (typeof first === "number" && typeof second === "number") return [first, second];
  }
  return bailOut("a layer has a size that is not a pair of numbers");
}

/** [[top, bottom], [left, right]] */
export function twoPairsOf(value: unknown): readonly [readonly [number, number], readonly [number, number]] {
  const [first, second]: unknown[] = Array.isArray(value) ? value : [value, value];
  return [pairOf(first), pairOf(second)];
}

/** The shape without the batch axis. */
export function shapeOf({ shape }: tf.SymbolicTensor): number[] {
  return shape
    .slice(1)
    .map((size) => (size !== null && size > 0 ? size : bailOut("a layer's size is not fixed, or zero")));
}

export function numberOf(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value)
    ? value
    : bailOut("a layer has a setting that is not a number");
}

export function lengthsOf(shape: unknown): readonly (number | null)[] {
  if (!Array.isArray(shape)) return bailOut("a layer has a noiseShape that is not a list");
  return shape.map((length: unknown) => (typeof length === "number" ? length : null));
}

export function nameOf(layer: tf.layers.Layer): string {
  return `the layer "${layer.name}"`;
}

export function ensure(condition: boolean, otherwise: string): void {
  if (!condition) bailOut(otherwise);
}

export function bailOut(reason: string): never {
  throw new NotCompilable(reason);
}
