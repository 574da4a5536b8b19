import type { ExploredLayer } from "../../protocol/exploration.ts";
import { figureWords } from "../../words/figure-words.ts";
import { NO_PADDING, type Padding, samePadding } from "../maths/padding.ts";
import { contains, type Position, type Volume, valueAt } from "../maths/volume.ts";
import type { Product } from "../parts/text/arithmetic.tsx";
import type { Explanation, SumExplanation, Unit, Window } from "./explanation.ts";
import type { LayerWeights } from "./layer-weights.ts";

/**
 * Explains the value of one unit by the layer's input. `weights` is null for a layer that has none, or whose weights
 * are too many to be fetched.
 */
export function explainUnit(
  layer: ExploredLayer,
  input: Volume,
  weights: LayerWeights | null,
  unit: Unit,
): Explanation {
  switch (layer.kind) {
    case "Conv2D":
      return weights === null ? tooLarge(layer) : explainConvolution(layer, input, weights, unit);
    case "Dense":
      return weights === null ? tooLarge(layer) : explainDense(layer, input, weights, unit);
    case "MaxPooling2D":
      return explainPooling(layer, input, unit, "max");
    case "AveragePooling2D":
      return explainPooling(layer, input, unit, "average");
    case "Flatten":
      return { type: "copy", from: unflatten(input, unit.channel) };
    case "Dropout":
      return { type: "copy", from: unit };
    default:
      return { type: "unexplained", reason: figureWords.insideNetwork.unexplained(layer.kind) };
  }
}

function tooLarge(layer: ExploredLayer): Explanation {
  return { type: "unexplained", reason: figureWords.insideNetwork.tooMany(layer.name) };
}

/** The padding that a layer adds to its input. */
export function paddingOf(layer: ExploredLayer, input: Volume): Padding {
  return layer.padding === "same" ? samePadding(input, layer.window ?? 1, layer.strides ?? 1) : NO_PADDING;
}

function windowOf(layer: ExploredLayer, input: Volume, unit: Position): Window {
  const [height, width] = layer.window ?? [1, 1];
  const [down, across] = layer.strides ?? [1, 1];
  const { top, left } = paddingOf(layer, input);
  return { row: unit.row * down - top, column: unit.column * across - left, height, width };
}

function explainConvolution(
  layer: ExploredLayer,
  input: Volume,
  weights: LayerWeights,
  unit: Unit,
): SumExplanation {
  const window = windowOf(layer, input, unit);
  const [, , channels = 1, filters = 1] = weights.kernel.shape;
  const products = positionsIn(window).flatMap(({ row, column }, cell) =>
    Array.from(
      { length: channels },
      (_, channel): Product => ({
        input: valueAt(input, row, column, channel),
        weight: weights.kernel.values[(cell * channels + channel) * filters + unit.channel] ?? 0,
      }),
    ),
  );
  const bias = weights.bias?.[unit.channel] ?? 0;
  const sum = sumOf(products, bias);
  return { type: "sum", products, bias, sum, activation: activationOf(layer), window, scores: null };
}

function explainDense(
  layer: ExploredLayer,
  input: Volume,
  weights: LayerWeights,
  unit: Unit,
): SumExplanation {
  const [, units = 1] = weights.kernel.shape;
  const productsOf = (index: number): Product[] =>
    Array.from(input.values, (value, from) => ({
      input: value,
      weight: weights.kernel.values[from * units + index] ?? 0,
    }));
  const scoreOf = (index: number) => sumOf(productsOf(index), weights.bias?.[index] ?? 0);
  const activation = activationOf(layer);
  return {
    type: "sum",
    products: productsOf(unit.channel),
    bias: weights.bias?.[unit.channel] ?? 0,
    sum: scoreOf(unit.channel),
    activation,
    window: null,
    scores: activation === "softmax" ? Array.from({ length: units }, (_, index) => scoreOf(index)) : null,
  };
}

function explainPooling(
  layer: ExploredLayer,
  input: Volume,
  unit: Unit,
  method: "max" | "average",
): Explanation {
  const window = windowOf(layer, input, unit);
  const values = positionsIn(window)
    .filter(({ row, column }) => contains(input, row, column))
    .map(({ row, column }) => valueAt(input, row, column, unit.channel));
  return { type: "pool", method, values, window };
}

/** In reading order. */
function positionsIn({ row, column, height, width }: Window): readonly Position[] {
  return Array.from({ length: height * width }, (_, cell) => ({
    row: row + Math.floor(cell / width),
    column: column + (cell % width),
  }));
}

/** The unit with an index in the flattened volume. */
export function unflatten({ width, channels }: Volume, index: number): Unit {
  const cell = Math.floor(index / channels);
  return { row: Math.floor(cell / width), column: cell % width, channel: index % channels };
}

function sumOf(products: readonly Product[], bias: number): number {
  return products.reduce((sum, product) => sum + product.input * product.weight, bias);
}

function activationOf(layer: ExploredLayer): string {
  return layer.activation ?? "linear";
}
